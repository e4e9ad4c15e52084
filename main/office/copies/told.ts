import type { CopiesState, CopiesStatus, CopyDamage, CopySettings } from '#shared/contract/index.ts';
import type { ReadableDb } from '../storage/index.ts';
import { findDrillOf, findLatestCopy, findLatestDrill, findLatestRestore } from './copies-table.ts';
import { isLate, nextByClock, type ScheduleState } from './schedule.ts';

/** What is known besides the views. */
type Known = {
  rules: CopySettings;
  schedule: ScheduleState;
  now: number;
  running: CopiesState['running'];
  problem: CopiesState['problem'];
  /** A paper in words, by its id; empty where it is not known any more. */
  describePaper: (id: string) => string;
};

/** The line of the status bar. */
export function statusOf(db: ReadableDb, { rules, schedule, now, running, problem }: Known): CopiesStatus {
  const latest = findLatestCopy(db);
  const own = latest === undefined ? undefined : findDrillOf(db, latest.id);
  const any = own ?? findLatestDrill(db);
  return {
    latestAt: latest?.made_at ?? null,
    drill: own?.outcome ?? (any?.outcome === 'proven' ? 'older' : 'none'),
    drilledAt: any?.at ?? null,
    late: problem !== null || isLate(rules, schedule, now),
    scheduled: rules.folder !== '',
    running: running?.what ?? null,
  };
}

type Latest = NonNullable<CopiesState['latest']>;

/** Everything that the screen of copies shows, but for what the places say of themselves. */
export function stateOf(
  db: ReadableDb,
  { rules, schedule, now, running, problem, describePaper }: Known,
): Omit<CopiesState, 'place' | 'latest'> & { latest: Omit<Latest, 'sameDisk'> | null } {
  const latest = findLatestCopy(db);
  const tried = findLatestDrill(db);
  const restored = findLatestRestore(db);
  return {
    settings: rules,
    latest:
      latest === undefined
        ? null
        : {
            id: latest.id,
            madeAt: latest.made_at,
            reason: latest.reason,
            place: latest.place,
            folder: latest.folder,
            dossiers: latest.dossiers,
            papers: latest.papers,
            bytes: latest.bytes,
          },
    drilled:
      tried === undefined
        ? null
        : {
            at: tried.at,
            madeAt: tried.made_at,
            ofLatest: tried.copy_id === latest?.id,
            outcome: tried.outcome,
            damaged: damagedOf(tried.damaged, describePaper),
          },
    next: nextByClock(rules, schedule, now),
    running,
    problem,
    restored:
      restored === undefined
        ? null
        : {
            at: restored.at,
            madeAt: restored.made_at,
            outcome: restored.outcome,
            damaged: damagedOf(restored.damaged, describePaper),
          },
  };
}

/** An entry keeps kinds and ids; the words are found anew, and are gone where the dossier was erased. */
function damagedOf(
  damaged: { what: string; name: string; count: number }[],
  describePaper: (id: string) => string,
): CopyDamage[] {
  return damaged.map((one) => ({
    ...one,
    what: one.what as CopyDamage['what'],
    detail: one.what.startsWith('paper-') ? describePaper(one.name) : '',
  }));
}
