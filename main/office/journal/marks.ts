import type { KnownHead } from '#shared/journal/index.ts';
import type { ReadableDb } from '../storage/index.ts';
import { allChains, entryQueries, findChain, findRecord, lastPosition, readHead } from './entries-table.ts';

/** Whether the database holds the very entry that is known outside as a chain's head. */
export function holdsHead(db: ReadableDb, head: KnownHead): boolean {
  const chain = findChain(db, head.station, head.chain);
  if (chain === undefined) return false;
  return findRecord(db, entryQueries.inChain(chain.id, head.seq))?.entry.hash === head.hash;
}

/** Position and wall clock (milliseconds since 1970) of the last entry; undefined in an empty journal. */
export function findLastEntry(db: ReadableDb): { position: number; atMs: number } | undefined {
  const record = findRecord(db, entryQueries.at(lastPosition(db)));
  return record === undefined ? undefined : { position: record.entry.position, atMs: record.atMs };
}

/** The heads of all chains that have entries. */
export function knownHeads(db: ReadableDb): KnownHead[] {
  return allChains(db).flatMap(({ id, chain, station }) => {
    const { seq, hash } = readHead(db, id);
    return seq === 0 ? [] : [{ chain, station, seq, hash }];
  });
}
