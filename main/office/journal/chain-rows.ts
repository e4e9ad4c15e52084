import type { Chain } from '#shared/journal/index.ts';
import { type ReadableDb, type Sql, sql } from '../storage/index.ts';
import { entryQueries, findChain, findRecord, records, type StoredEntry } from './entries-table.ts';

/** The statements, apart from their running, so that a test can look at their plans. */
export const chainQueries = {
  back: (chainId: number, before: number, limit: number): Sql => sql`
    select e.*, null as salt, null as body, 0 as erased_by, c.chain, c.office, c.station
    from journal_entries e join journal_chains c on c.id = e.chain_id
    where e.chain_id = ${chainId} and e.seq < ${before} order by e.seq desc limit ${limit}`,
  times: (chainId: number, after: number, limit: number): Sql => sql`
    select seq, at from journal_entries where chain_id = ${chainId} and seq > ${after} order by seq limit ${limit}`,
  position: (chainId: number, seq: number): Sql => sql`
    select position from journal_entries where chain_id = ${chainId} and seq = ${seq}`,
};

/** Entries of a chain before `before` (a seq), newest first, without their bodies. */
export function readChainBack(
  db: ReadableDb,
  station: string,
  chain: Chain,
  before: number,
  limit: number,
): StoredEntry[] {
  const row = findChain(db, station, chain);
  if (row === undefined) return [];
  return records(db, chainQueries.back(row.id, before, limit)).map(({ entry }) => entry);
}

/** Seq and wall clock (milliseconds since 1970) of the entries of a chain after `after`, oldest first. */
export function readTimesAfter(
  db: ReadableDb,
  station: string,
  chain: Chain,
  after: number,
  limit: number,
): { seq: number; at: number }[] {
  const row = findChain(db, station, chain);
  if (row === undefined) return [];
  return db.all(chainQueries.times(row.id, after, limit)) as { seq: number; at: number }[];
}

/** The highest seq of a chain, at most `head`, whose entry stands before a position; 0 where none does. */
export function findSeqBefore(
  db: ReadableDb,
  station: string,
  chain: Chain,
  head: number,
  position: number,
): number {
  const row = findChain(db, station, chain);
  if (row === undefined) return 0;
  let low = 0;
  let high = head;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const found = db.find(chainQueries.position(row.id, middle)) as { position: number } | undefined;
    if (found !== undefined && found.position < position) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** One entry of a chain; undefined where this database does not have it. */
export function findEntryOf(
  db: ReadableDb,
  station: string,
  chain: Chain,
  seq: number,
): StoredEntry | undefined {
  const row = findChain(db, station, chain);
  return row === undefined ? undefined : findRecord(db, entryQueries.inChain(row.id, seq))?.entry;
}

/** The entry that a view made its row of; undefined where there is none at that position. */
export function findEntryAt(db: ReadableDb, position: number): StoredEntry | undefined {
  return findRecord(db, entryQueries.at(position))?.entry;
}

/** The entries about a subject that are in chains of one name, oldest first. */
export function readEntriesAbout(
  db: ReadableDb,
  subject: string,
  chain: Chain,
  limit: number,
): StoredEntry[] {
  return records(db, entryQueries.subjectAfter(subject, 0, limit))
    .map(({ entry }) => entry)
    .filter((entry) => entry.chain === chain);
}
