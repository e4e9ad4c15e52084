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
 * counted alike by day and by state; every conflict and rejection is seen at the desk.
 */
export async function checkAgreement(desk: Desk, sql: Sql, ledger: Ledger): Promise<void> {
  const { office } = desk.disk;
  const rows = await entriesOf(sql, office);
  const main = rows.filter((row) => row.fork === 0);
  const held = heldBy(desk);
  for (const row of main) {
    const name = `${row.station} ${row.seq}`;
    const here = held.get(name);
    if (here === undefined) throw new Broken(`${office}: the province has ${name}, the office has lost it`);
    if (here.hash !== hex(row.hash)) throw new Broken(`${office}: ${name} is another entry at the province`);
    held.delete(name);
  }
  for (const name of held.keys()) throw new Broken(`${office}: the province has never got ${name}`);
  checkChains(office, main);
  await checkCounts(desk, sql, rows);
  checkSeen(desk, rows);
  for (const row of main) {
    const known = ledger.chains.get(`${office}/${row.station}`)?.[row.seq - 1];
    if (known === undefined)
      throw new Broken(`${office}: the province has ${row.station} ${row.seq}, nobody wrote it`);
    if (known !== hex(row.hash))
      throw new Broken(`${office}: ${row.station} ${row.seq} is not what was written`);
  }
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

async function checkCounts(desk: Desk, sql: Sql, rows: readonly Row[]): Promise<void> {
  const { office } = desk.disk;
  const counted = new Map<string, Record<string, number>>();
  for (const row of rows) {
    const day = counted.get(officeDate(row.at)) ?? { accepted: 0, rejected: 0, conflict: 0 };
    day[row.state] = (day[row.state] ?? 0) + 1;
    counted.set(officeDate(row.at), day);
  }
  const told = await sql.query<{ day: string; accepted: number; rejected: number; conflict: number }>(
    'select day, accepted, rejected, conflict from day_counts where office = $1',
    [office],
  );
  const there = new Map(told.map(({ day, ...counts }) => [day, counts]));
  for (const day of new Set([...counted.keys(), ...there.keys()])) {
    const own = JSON.stringify(counted.get(day) ?? { accepted: 0, rejected: 0, conflict: 0 });
    const its = JSON.stringify(there.get(day) ?? { accepted: 0, rejected: 0, conflict: 0 });
    if (own !== its) throw new Broken(`${office}: on ${day} the province holds ${own} and counts ${its}`);
  }
  const { counts } = desk.exchange.summary();
  const all = { held: 0, sent: 0, accepted: 0, rejected: 0, conflict: 0 };
  for (const row of rows) all[row.state as 'accepted' | 'rejected' | 'conflict'] += 1;
  if (JSON.stringify(counts) !== JSON.stringify(all))
    throw new Broken(
      `${office}: the desk shows ${JSON.stringify(counts)}, the province has ${JSON.stringify(all)}`,
    );
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

/** Over the whole province: leases never overlap, a code belongs to one dossier, a dossier stands once. */
export async function checkProvince(sql: Sql): Promise<void> {
  const overlaps = await sql.query(
    `select a.id, b.id as other from leases a join leases b on a.id < b.id and a.scope = b.scope
       and a.first_day <= b.last_day and b.first_day <= a.last_day
       and a.first_serial <= b.last_serial and b.first_serial <= a.last_serial`,
  );
  if (overlaps.length > 0) throw new Broken(`leases overlap: ${JSON.stringify(overlaps.slice(0, 3))}`);
  const unknown = await sql.query(
    `select s.office, s.station from stations s left join entries e
       on e.office = s.office and e.station = s.station and e.fork = 0 and e.seq = s.seq and e.hash = s.hash
     where e.seq is null`,
  );
  if (unknown.length > 0) throw new Broken(`heads without their entry: ${JSON.stringify(unknown)}`);
  const received = await sql.query<{ office: string; subject: string; times: number }>(
    `select office, subject, count(*)::int as times from entries
     where kind = 'dossier-received' and fork = 0 and state = 'accepted' group by office, subject having count(*) > 1`,
  );
  if (received.length > 0) throw new Broken(`received twice: ${JSON.stringify(received.slice(0, 3))}`);
}
