import type { Sql } from '#main/province/index.ts';
import { sha256 } from '#office/journal/index.ts';
import { officeDate, officeTimestamp } from '#shared/base/index.ts';
import { bodyHash, envelopeHash, FIRST_PREV } from '#shared/journal/index.ts';
import { Broken, type Ledger } from './ledger.ts';
import type { Desk } from './office.ts';

/** An entry as the province keeps it, as far as the invariants look at it. */
type Row = {
  station: string;
  seq: number;
  fork: number;
  at: number;
  mono: number;
  v: number;
  actor: string;
  subject: string;
  kind: string;
  body_hash: Uint8Array;
  prev: Uint8Array;
  hash: Uint8Array;
  salt: Uint8Array | null;
  body: string | null;
  state: string;
  settled: unknown;
};

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

async function entriesOf(sql: Sql, office: string): Promise<Row[]> {
  return sql.query<Row>(
    `select station, seq, fork, at, mono, v, actor, subject, kind, body_hash, prev, hash, salt, body, state, settled
     from entries where office = $1 order by station, fork, seq`,
    [office],
  );
}

/** What an office holds, station by station. */
function heldBy(desk: Desk): Map<string, { hash: string; subject: string; at: string }> {
  const held = new Map<string, { hash: string; subject: string; at: string }>();
  for (const { station, chain } of desk.journal.heads()) {
    if (chain !== 'exchange') continue;
    for (const { entry } of desk.journal.entriesAfter('exchange', 0, 1_000_000, station))
      held.set(`${station} ${entry.seq}`, entry);
  }
  return held;
}

/**
 * An office and the province after everything was said: the same entries at both ends, each once, in chains that hold,
 * counted alike by day and by state; every conflict and rejection is seen at the desk. Gives how many days were compared.
 */
export async function checkAgreement(desk: Desk, sql: Sql, ledger: Ledger): Promise<{ days: number }> {
  const { office } = desk.disk;
  const rows = await entriesOf(sql, office);
  const main = rows.filter((row) => row.fork === 0);
  const held = heldBy(desk);
  const hashes = new Set([...held.values()].map(({ hash }) => hash));
  const isOther = (row: Row) =>
    ledger.others.get(`${office}/${row.station}`)?.has(`${row.seq} ${hex(row.hash)}`) === true;
  for (const row of main) {
    // Another copy of this office wrote it; nothing of that can be put into this one's chain (P11).
    if (isOther(row)) continue;
    const name = `${row.station} ${row.seq}`;
    const here = held.get(name);
    if (here === undefined) throw new Broken(`${office}: the province has ${name}, the office has lost it`);
    if (here.hash !== hex(row.hash)) throw new Broken(`${office}: ${name} is another entry at the province`);
    held.delete(name);
  }
  checkForks(desk, rows, { isOther, held });
  for (const name of held.keys()) throw new Broken(`${office}: the province has never got ${name}`);
  checkChains(office, main);
  const days = await checkCounts(desk, sql, rows, hashes);
  checkSeen(desk, rows);
  for (const row of main.filter((one) => !isOther(one))) {
    const known = ledger.chains.get(`${office}/${row.station}`)?.[row.seq - 1];
    if (known === undefined)
      throw new Broken(`${office}: the province has ${row.station} ${row.seq}, nobody wrote it`);
    if (known !== hex(row.hash))
      throw new Broken(`${office}: ${row.station} ${row.seq} is not what was written`);
  }
  return { days };
}

/**
 * What two copies wrote under the same numbers of a station (P11): the province keeps both to the last entry; those that
 * came second are in conflict until a person decided. Takes what it finds out of `held`.
 */
function checkForks(
  desk: Desk,
  rows: readonly Row[],
  { isOther, held }: { isOther: (row: Row) => boolean; held: Map<string, { hash: string }> },
): void {
  const { office } = desk.disk;
  for (const row of rows.filter(({ fork }) => fork > 0)) {
    const name = `${row.station} ${row.seq}`;
    const isHeld = held.get(name)?.hash === hex(row.hash);
    if (isHeld) held.delete(name);
    if (!isHeld && !isOther(row)) throw new Broken(`${office}: ${name} stands beside, and nobody wrote it`);
    const decided = row.settled !== null && row.settled !== undefined;
    if (row.state !== 'conflict' && !decided)
      throw new Broken(`${office}: ${name} is another entry under a number that is taken, and ${row.state}`);
  }
}

/** What a copy wrote that went on elsewhere is at the province for good (P10, P11). */
export async function checkOthers(sql: Sql, ledger: Ledger): Promise<number> {
  let count = 0;
  for (const [name, others] of ledger.others) {
    const [office, station] = name.split('/');
    const rows = await sql.query<{ name: string }>(
      `select seq || ' ' || encode(hash, 'hex') as name from entries where office = $1 and station = $2`,
      [office, station],
    );
    const there = new Set(rows.map((row) => row.name));
    const lost = [...others].find((one) => !there.has(one));
    if (lost !== undefined) throw new Broken(`${name} ${lost}: a copy wrote it, the province has lost it`);
    count += others.size;
  }
  return count;
}

/** Every hash computed anew from what the province keeps (P8, J15). */
function checkChains(office: string, rows: readonly Row[]): void {
  let station = '';
  let prev = FIRST_PREV;
  let seq = 0;
  for (const row of rows) {
    if (row.station !== station) {
      station = row.station;
      prev = FIRST_PREV;
      seq = 0;
    }
    seq += 1;
    const where = `${office}: ${station} ${row.seq} at the province`;
    if (row.seq !== seq) throw new Broken(`${where}: a gap`);
    if (hex(row.prev) !== prev) throw new Broken(`${where}: does not join`);
    const body = hex(row.body_hash);
    if (row.salt !== null && row.body !== null && bodyHash(row.salt, row.body, sha256) !== body)
      throw new Broken(`${where}: another body`);
    const { mono, actor, subject, kind, v } = row;
    const at = officeTimestamp(row.at);
    const chain = 'exchange' as const;
    prev = envelopeHash(
      { chain, office, station, seq, at, mono, actor, subject, kind, v, bodyHash: body, prev },
      sha256,
    );
    if (hex(row.hash) !== prev) throw new Broken(`${where}: another hash`);
  }
}

type Day = { accepted: number; rejected: number; conflict: number };
const NOTHING: Day = { accepted: 0, rejected: 0, conflict: 0 };

async function checkCounts(
  desk: Desk,
  sql: Sql,
  rows: readonly Row[],
  hashes: ReadonlySet<string>,
): Promise<number> {
  const { office } = desk.disk;
  const counted = new Map<string, Record<string, number>>();
  for (const row of rows) {
    const day = counted.get(officeDate(row.at)) ?? { ...NOTHING };
    day[row.state] = (day[row.state] ?? 0) + 1;
    counted.set(officeDate(row.at), day);
  }
  const told = await sql.query<Day & { day: string }>(
    'select day, accepted, rejected, conflict from day_counts where office = $1',
    [office],
  );
  const there = new Map(told.map(({ day, ...counts }) => [day, counts]));
  for (const day of new Set([...counted.keys(), ...there.keys()])) {
    const own = JSON.stringify(counted.get(day) ?? NOTHING);
    const its = JSON.stringify(there.get(day) ?? NOTHING);
    if (own !== its) throw new Broken(`${office}: on ${day} the province holds ${own} and counts ${its}`);
  }
  await checkDays(desk, there);
  const { counts } = desk.exchange.summary();
  const all = { held: 0, sent: 0, accepted: 0, rejected: 0, conflict: 0 };
  // What only another copy wrote is counted by day and listed, and is none of this one's entries.
  for (const row of rows)
    if (hashes.has(hex(row.hash))) all[row.state as 'accepted' | 'rejected' | 'conflict'] += 1;
  if (JSON.stringify(counts) !== JSON.stringify(all))
    throw new Broken(
      `${office}: the desk shows ${JSON.stringify(counts)}, the province has ${JSON.stringify(all)}`,
    );
  return counted.size;
}

/** What a person compares day by day at the desk is what lies here, and what the province counts of it (P20). */
async function checkDays(desk: Desk, there: ReadonlyMap<string, Day>): Promise<void> {
  const { office } = desk.disk;
  const here = new Map<string, number>();
  for (const { at } of heldBy(desk).values()) {
    const day = at.slice(0, 10);
    here.set(day, (here.get(day) ?? 0) + 1);
  }
  const shown = await desk.daysCompared();
  const missing = [...here.keys()].find((day) => shown.every((one) => one.day !== day));
  if (missing !== undefined || shown.length !== here.size)
    throw new Broken(`${office}: the desk compares ${shown.length} days of ${here.size}, not ${missing}`);
  for (const { day, here: own, there: its, rejected, conflict } of shown) {
    const counts = there.get(day) ?? NOTHING;
    const wanted = [here.get(day), counts.accepted + counts.rejected + counts.conflict];
    const compared = [own, its];
    if (
      JSON.stringify([...wanted, counts.rejected, counts.conflict]) !==
      JSON.stringify([...compared, rejected, conflict])
    )
      throw new Broken(
        `${office}: on ${day} the desk shows ${own} here, ${its} there (${rejected} rejected, ${conflict} in conflict); ` +
          `it holds ${wanted[0]}, and the province counts ${JSON.stringify(counts)}`,
      );
  }
}

/** Nothing that waits for a person is hidden from the desk, and nothing is shown that is not so. */
function checkSeen(desk: Desk, rows: readonly Row[]): void {
  for (const state of ['rejected', 'conflict'] as const) {
    const there = rows.filter((row) => row.state === state).map((row) => `${row.station} ${row.seq}`);
    const here: string[] = [];
    for (let before: number | null = null; ; ) {
      const page = desk.exchange.outbox({ filter: state, day: null, before, limit: 200 });
      here.push(...page.rows.map((row) => `${row.station} ${row.seq}`));
      if (page.next === null) break;
      before = page.next;
    }
    const [left, right] = [there.sort().join(', '), here.sort().join(', ')];
    if (left !== right) throw new Broken(`${desk.disk.office}: ${state} there: ${left}; here: ${right}`);
  }
}
