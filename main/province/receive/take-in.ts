import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Verdict } from '#shared/exchange/index.ts';
import { type LeaseRow, readLeases, restoreLeases } from '../leases/index.ts';
import type { Sql } from '../store/index.ts';
import { claimsOf } from './claims.ts';
import { dayChanges } from './day-changes.ts';
import { insertCodes, insertDossiers, moveCodes, readDossiers, updateDossiers } from './dossiers-table.ts';
import {
  insertEntries,
  type JudgedPlaced,
  readNamed,
  type StoredEntry,
  updateJudged,
} from './entries-table.ts';
import { eraseNamed } from './erase.ts';
import { insertFiles } from './files-table.ts';
import {
  type Bonds,
  type Judged,
  type Judgement,
  judge,
  type Knowledge,
  type KnownDossier,
  type KnownLease,
} from './judge.ts';
import { setOfficeKeys } from './keys-table.ts';
import { writeLedger } from './ledger.ts';
import type { Line, Placed } from './lines.ts';
import { readBonds, writeForks } from './lines-table.ts';
import type { Contact, Moved, OfficeRow } from './offices-table.ts';
import { Overtaken } from './overtaken.ts';
import type { ReceivePorts } from './ports.ts';
import { findTarget, type HeldEntry, type Settlement, settle, type Target } from './settle.ts';
import { type Spoken, verdictOf, verdictRows } from './verdicts-table.ts';

/** What a parcel brings, after its runs were placed. */
export type Brought = {
  placed: readonly Placed[];
  lines: readonly Line[];
  bonds: Bonds;
  retry: readonly { station: string; seq: number }[];
  /** Every lease of the office with a day from `leasesFrom` on. */
  leases: readonly LeaseRow[];
  leasesFrom: string;
  contact: Contact | null;
  /**
   * False: that codes and ids of new dossiers are free is found out by taking them, which is nearly always so and half
   * the work; where one is taken, Overtaken is thrown, and everything is looked up first.
   */
  careful: boolean;
};

/** So many entries are worth a turn of their own; a few go out with the rest. */
const MANY = 50;

/** What was written: where the office's row stands now, and what was said. */
export type Taken = Moved & { said: Verdict[] };

/** An entry that is held and judged again. */
type Again = { entry: HeldEntry; item: Judged; judgement: Judgement; settled: unknown };

/** Judges what a parcel brings, and writes all of it. Returns where the office's list and keys stand now. */
export async function takeIn(
  tx: Sql,
  ports: ReceivePorts,
  office: OfficeRow,
  brought: Brought,
): Promise<Taken> {
  const { placed } = brought;
  const settles = placed.flatMap(({ claims, fork }) =>
    claims.is === 'settled' && fork === 0 ? [claims.of] : [],
  );
  const [retried, targets] = await Promise.all([
    readNamed(tx, office.id, brought.retry, 'rejected'),
    readNamed(tx, office.id, settles, 'conflict'),
  ]);
  const before = [...retried, ...targets].map((entry) => ({ entry, item: judgedOf(entry, ports) }));
  const items = [...placed, ...before.map(({ item }) => item)];
  const known = await learn(tx, office, items, brought);

  const spoken: Spoken[] = [];
  const again = new Map<HeldEntry, Again>();
  const say = (item: Judged, judgement: Judgement, state: Spoken['before']) =>
    spoken.push({ entry: item.entry, at: item.at, before: state, judgement });
  for (const { entry, item } of before.slice(0, retried.length)) {
    // What a person decided holds on, though it could not be carried out then.
    const judgement = judge(item, known, entry.settledFor === 'ours');
    again.set(entry, { entry, item, judgement, settled: null });
    say(item, judgement, entry.state);
  }
  const judged: JudgedPlaced[] = [];
  const conflicts: Target[] = before.slice(retried.length);
  /** False where what it speaks of is not in conflict, or not yet. */
  const carryOut = ({ entry: by, of, keep }: Settlement): boolean => {
    const target = findTarget(of, conflicts);
    if (target === undefined) return false;
    if (again.has(target.entry)) return true;
    const settled = settle(target, keep, known);
    const { station, seq } = by;
    again.set(target.entry, { ...target, judgement: settled, settled: { station, seq, keep } });
    say(target.item, settled, 'conflict');
    return true;
  };
  const early: Settlement[] = [];
  for (const item of placed) {
    const judgement: Judgement =
      item.fork === 0
        ? judge(item, known)
        : { state: 'conflict', code: 'other-entry', against: item.against };
    judged.push({ ...item, judgement });
    say(item, judgement, null);
    if (judgement.state === 'conflict') {
      const { state, code } = judgement;
      conflicts.push({ entry: { entry: item.entry, state, code, settledFor: null }, item });
    }
    if (item.claims.is !== 'settled' || item.fork > 0) continue;
    const settlement = { entry: item.entry, of: item.claims.of, keep: item.claims.keep };
    if (!carryOut(settlement)) early.push(settlement);
  }
  // The conflict may have come behind its settlement, in another station's run.
  for (const settlement of early) carryOut(settlement);
  return await write(tx, ports, office, { ...brought, judged, again: [...again.values()], known, spoken });
}

/**
 * Judges entries anew that are held and could not be read before; those that still can't be stay as they are. Returns
 * how many were judged.
 */
export async function judgeHeld(
  tx: Sql,
  ports: Pick<ReceivePorts, 'sha256' | 'clock'>,
  office: OfficeRow,
  entries: readonly StoredEntry[],
): Promise<number> {
  const readable = entries
    .map((entry) => ({ entry, item: judgedOf(entry, ports) }))
    .filter(({ item }) => item.claims.is !== 'unread');
  if (readable.length === 0) return 0;
  const bonds = await readBonds(tx, office.id);
  const brought: Brought = {
    placed: [],
    lines: [],
    bonds,
    retry: [],
    leases: [],
    leasesFrom: '9999-12-31',
    contact: null,
    careful: true,
  };
  const known = await learn(
    tx,
    office,
    readable.map(({ item }) => item),
    brought,
  );
  const spoken: Spoken[] = [];
  const again = readable.map(({ entry, item }): Again => {
    const judgement = judge(item, known);
    spoken.push({ entry: item.entry, at: item.at, before: entry.state, judgement });
    return { entry, item, judgement, settled: null };
  });
  await write(tx, ports, office, { ...brought, judged: [], again, known, spoken });
  return again.length;
}

/** What is known of everything that these entries speak of. */
async function learn(
  tx: Sql,
  office: OfficeRow,
  items: readonly Judged[],
  brought: Pick<Brought, 'placed' | 'bonds' | 'leases' | 'leasesFrom' | 'careful'>,
): Promise<Knowledge> {
  const ids = new Set<string>();
  const keys = new Set<string>();
  let firstDay: string | undefined;
  // Without looking first only where nothing but new receptions could have taken something.
  const looks = brought.careful || items.length > brought.placed.length;
  for (const { claims, entry } of items) {
    if (claims.is === 'received' && looks) {
      ids.add(entry.subject);
      for (const key of [...claims.own, ...claims.others]) keys.add(key);
    } else if (claims.is === 'received') {
      // What another office's system issued may be known here already, and is no conflict.
      for (const key of claims.others) keys.add(key);
    }
    if (claims.is === 'code-given') keys.add(claims.codeKey);
    if (claims.is === 'corrected' || claims.is === 'cancelled' || claims.is === 'code-given')
      ids.add(entry.subject);
    const serial = claims.is === 'received' || claims.is === 'code-given' ? claims.serial : null;
    if (serial !== null && (firstDay === undefined || serial.day < firstDay)) firstDay = serial.day;
  }
  const taken = items.flatMap(({ claims }) =>
    claims.is === 'lease-taken' && claims.lease !== null ? [claims.lease] : [],
  );
  const ended = items.flatMap(({ claims }) => (claims.is === 'lease-ended' ? [claims] : []));
  const { known, restored } =
    taken.length === 0
      ? { known: new Set<string>(), restored: [] }
      : await restoreLeases(tx, office, { taken, ended });
  const [there, leases] = await Promise.all([
    ids.size === 0 && keys.size === 0
      ? { dossiers: [], codes: [], elsewhere: [] }
      : readDossiers(tx, [...ids], [...keys]),
    firstDay !== undefined && firstDay < brought.leasesFrom
      ? readLeases(tx, office.id, firstDay)
      : [...brought.leases, ...restored],
  ]);
  return {
    office: office.id,
    agencyCode: office.agencyCode,
    dossiers: new Map(there.dossiers.map((dossier) => [dossier.id, dossier])),
    codes: new Map(there.codes),
    elsewhere: new Set(there.elsewhere),
    newCodes: new Map(),
    movedCodes: new Map(),
    leases: leases.map(
      ({ endedAfter, ...lease }): KnownLease => ({
        ...lease,
        lastDay: endedAfter !== null && endedAfter < lease.lastDay ? endedAfter : lease.lastDay,
      }),
    ),
    granted: known,
    ...brought.bonds,
    asked: office.askedMono === null ? null : { mono: office.askedMono, station: office.askedStation },
    keys: { mono: office.keysMono, set: null },
    files: [],
  };
}

async function write(
  tx: Sql,
  ports: Pick<ReceivePorts, 'clock'>,
  office: OfficeRow,
  done: Pick<Brought, 'lines' | 'contact'> & {
    judged: JudgedPlaced[];
    again: Again[];
    known: Knowledge;
    spoken: Spoken[];
  },
): Promise<Taken> {
  const { judged, again, known, spoken, contact } = done;
  const { id } = office;
  const of = (change: KnownDossier['change']) =>
    [...known.dossiers.values()].filter((dossier) => dossier.change === change);
  const [fresh, changed] = [of('new'), of('changed')];
  const [main, forks] = [
    done.lines.filter(({ fork }) => fork === 0),
    done.lines.filter(({ fork }) => fork > 0),
  ];
  const toErase = [...judged, ...again.map(({ item }) => item)];
  const verdicts = verdictRows(office.feedN, spoken);
  const row: Moved = {
    feedN: office.feedN + verdicts.length,
    keysMono: known.keys.mono,
    erases: office.erases || toErase.some(({ claims }) => claims.is === 'erasing'),
    wantsFiles: office.wantsFiles || known.files.length > 0,
  };
  const when = (some: boolean, work: () => Promise<unknown>) => (some ? work() : undefined);
  const entries = when(judged.length > 0, () => insertEntries(tx, id, judged));
  // On their way by now: what is made of them is written while the database is at it. What goes wrong is told below.
  entries?.catch(() => undefined);
  if (judged.length > MANY) await nextTurn();
  const [dossiers, codes] = await Promise.all([
    fresh.length === 0 ? 0 : insertDossiers(tx, id, fresh),
    known.newCodes.size === 0 ? 0 : insertCodes(tx, known.newCodes, known.elsewhere),
    entries,
    writeLedger(tx, id, {
      verdicts,
      lines: main,
      boundFrom: known.boundFrom,
      days: dayChanges(spoken),
      row,
      contact,
    }),
    when(forks.length > 0, () => writeForks(tx, id, forks)),
    when(changed.length > 0, () => updateDossiers(tx, changed)),
    when(known.movedCodes.size > 0, () => moveCodes(tx, known.movedCodes)),
    when(known.files.length > 0, () => insertFiles(tx, id, known.files)),
    when(again.length > 0, () =>
      updateJudged(
        tx,
        id,
        again.map((one) => ({ ...one, entry: one.entry.entry })),
      ),
    ),
  ]);
  if (dossiers !== fresh.length || codes !== known.newCodes.size) throw new Overtaken();
  const { set } = known.keys;
  if (set !== null) await setOfficeKeys(tx, id, set, ports.clock.now());
  if (row.erases) await eraseNamed(tx, id, toErase);
  return { ...row, said: verdicts.map(verdictOf) };
}

/** An entry that is held, as it is judged again. */
export function judgedOf(stored: StoredEntry, ports: Pick<ReceivePorts, 'sha256'>): Judged {
  const { entry, fork, at } = stored;
  return { entry, fork, at, claims: claimsOf(stored, ports.sha256) };
}
