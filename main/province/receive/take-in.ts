import { officeTimestamp } from '#shared/base/index.ts';
import { readLeases } from '../leases/index.ts';
import type { Sql } from '../store/index.ts';
import { claimsOf } from './claims.ts';
import { countDays } from './day-counts-table.ts';
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
import { type Judged, type Judgement, judge, type Knowledge, type KnownLease } from './judge.ts';
import { setOfficeKeys } from './keys-table.ts';
import type { Line, Placed } from './lines.ts';
import { readBound, writeLines } from './lines-table.ts';
import type { Moved, OfficeRow } from './offices-table.ts';
import { Overtaken } from './overtaken.ts';
import type { ReceivePorts } from './ports.ts';
import { findTarget, settle } from './settle.ts';
import { insertVerdicts, type Spoken } from './verdicts-table.ts';

/** What a parcel brings, after its runs were placed. */
export type Brought = {
  placed: readonly Placed[];
  lines: readonly Line[];
  boundFrom: Map<string, number>;
  retry: readonly { station: string; seq: number }[];
};

/** An entry that is held and judged again. */
type Again = { entry: StoredEntry; judgement: Judgement; settled: unknown };

/** Judges what a parcel brings, and writes all of it. Returns where the office's list and keys stand now. */
export async function takeIn(
  tx: Sql,
  ports: ReceivePorts,
  office: OfficeRow,
  brought: Brought,
): Promise<Moved> {
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
  const known = await learn(tx, office, items, brought.boundFrom);

  const spoken: Spoken[] = [];
  const again = new Map<StoredEntry, Again>();
  const say = (item: Judged, judgement: Judgement, state: Spoken['before']) =>
    spoken.push({ entry: item.entry, at: item.at, before: state, judgement });
  for (const { entry, item } of before.slice(0, retried.length)) {
    const judgement = judge(item, known);
    again.set(entry, { entry, judgement, settled: null });
    say(item, judgement, entry.state);
  }
  const judged: JudgedPlaced[] = [];
  for (const item of placed) {
    const judgement: Judgement =
      item.fork === 0
        ? judge(item, known)
        : { state: 'conflict', code: 'other-entry', against: item.against };
    judged.push({ ...item, judgement });
    say(item, judgement, null);
    if (item.claims.is !== 'settled' || item.fork > 0) continue;
    const target = findTarget(item.claims.of, before.slice(retried.length));
    if (target === undefined || again.has(target.entry)) continue;
    const settled = settle(target, item.claims.keep, known);
    const by = { station: item.entry.station, seq: item.entry.seq, keep: item.claims.keep };
    again.set(target.entry, { entry: target.entry, judgement: settled, settled: by });
    say(target.item, settled, 'conflict');
  }
  return await write(tx, ports, office, { ...brought, judged, again: [...again.values()], known, spoken });
}

/**
 * Judges entries anew that are held and could not be read before; those that still can't be stay as they are. Returns
 * how many were judged, and where the office's list and keys stand now.
 */
export async function judgeHeld(
  tx: Sql,
  ports: Pick<ReceivePorts, 'sha256' | 'clock'>,
  office: OfficeRow,
  entries: readonly StoredEntry[],
): Promise<{ judged: number; feedN: number; keysMono: number }> {
  const readable = entries
    .map((entry) => ({ entry, item: judgedOf(entry, ports) }))
    .filter(({ item }) => item.claims.is !== 'unread');
  const { feedN, keysMono } = office;
  if (readable.length === 0) return { judged: 0, feedN, keysMono };
  const bound = await readBound(tx, office.id);
  const known = await learn(
    tx,
    office,
    readable.map(({ item }) => item),
    bound,
  );
  const spoken: Spoken[] = [];
  const again = readable.map(({ entry, item }): Again => {
    const judgement = judge(item, known);
    spoken.push({ entry: item.entry, at: item.at, before: entry.state, judgement });
    return { entry, judgement, settled: null };
  });
  const done = { placed: [], lines: [], boundFrom: bound, retry: [], judged: [], again, known, spoken };
  return { judged: again.length, ...(await write(tx, ports, office, done)) };
}

/** What is known of everything that these entries speak of. */
async function learn(
  tx: Sql,
  office: OfficeRow,
  items: readonly Judged[],
  boundFrom: Map<string, number>,
): Promise<Knowledge> {
  const ids = new Set<string>();
  const keys = new Set<string>();
  let firstDay: string | undefined;
  for (const { claims, entry } of items) {
    if (claims.is === 'received') for (const key of [...claims.own, ...claims.others]) keys.add(key);
    if (claims.is === 'code-given') keys.add(claims.codeKey);
    if (
      claims.is === 'received' ||
      claims.is === 'corrected' ||
      claims.is === 'cancelled' ||
      claims.is === 'code-given'
    )
      ids.add(entry.subject);
    const serial = claims.is === 'received' || claims.is === 'code-given' ? claims.serial : null;
    if (serial !== null && (firstDay === undefined || serial.day < firstDay)) firstDay = serial.day;
  }
  const [there, leases] = await Promise.all([
    ids.size === 0 && keys.size === 0 ? { dossiers: [], codes: [] } : readDossiers(tx, [...ids], [...keys]),
    firstDay === undefined ? [] : readLeases(tx, office.id, firstDay),
  ]);
  return {
    office: office.id,
    agencyCode: office.agencyCode,
    dossiers: new Map(there.dossiers.map((dossier) => [dossier.id, dossier])),
    codes: new Map(there.codes),
    newCodes: new Map(),
    movedCodes: new Map(),
    leases: leases.map(
      ({ endedAfter, ...lease }): KnownLease => ({
        ...lease,
        lastDay: endedAfter !== null && endedAfter < lease.lastDay ? endedAfter : lease.lastDay,
      }),
    ),
    boundFrom,
    keys: { mono: office.keysMono, set: null },
    files: [],
  };
}

async function write(
  tx: Sql,
  ports: Pick<ReceivePorts, 'clock'>,
  office: OfficeRow,
  done: Brought & { judged: JudgedPlaced[]; again: Again[]; known: Knowledge; spoken: Spoken[] },
): Promise<Moved> {
  const { judged, again, known, spoken } = done;
  const fresh = [...known.dossiers.values()].filter(({ change }) => change === 'new');
  const changed = [...known.dossiers.values()].filter(({ change }) => change === 'changed');
  const when = (some: boolean, work: () => Promise<unknown>) => (some ? work() : undefined);
  const [feedN, dossiers, codes] = await Promise.all([
    insertVerdicts(tx, office.id, office.feedN, spoken),
    fresh.length === 0 ? 0 : insertDossiers(tx, office.id, fresh),
    known.newCodes.size === 0 ? 0 : insertCodes(tx, known.newCodes),
    when(judged.length > 0, () => insertEntries(tx, office.id, judged)),
    when(done.lines.length > 0, () => writeLines(tx, office.id, done.lines, known.boundFrom)),
    when(spoken.length > 0, () => countDays(tx, office.id, spoken)),
    when(changed.length > 0, () => updateDossiers(tx, changed)),
    when(known.movedCodes.size > 0, () => moveCodes(tx, known.movedCodes)),
    when(known.files.length > 0, () => insertFiles(tx, office.id, known.files)),
    when(again.length > 0, () =>
      updateJudged(
        tx,
        office.id,
        again.map((one) => ({ ...one, entry: one.entry.entry })),
      ),
    ),
  ]);
  if (dossiers !== fresh.length || codes !== known.newCodes.size) throw new Overtaken();
  const { keys } = known;
  if (keys.set !== null) await setOfficeKeys(tx, office.id, keys.set, officeTimestamp(ports.clock.now()));
  const erases = office.erases || judged.some(({ claims }) => claims.is === 'erasing');
  if (erases) await eraseNamed(tx, office.id, judged);
  return { feedN, keysMono: keys.mono, erases };
}

/** An entry that is held, as it is judged again. */
export function judgedOf(stored: StoredEntry, ports: Pick<ReceivePorts, 'sha256'>): Judged {
  const { entry, fork, at } = stored;
  return { entry, fork, at, claims: claimsOf(stored, ports.sha256) };
}
