import type { Chain, KindRegistry } from '#shared/journal/index.ts';
import type { ReadableDb } from '../storage/index.ts';
import { type EntryRecord, entryQueries, findChain, records, type StoredEntry } from './entries-table.ts';
import { findErasure } from './erasure.ts';

/** What an entry says, as far as this release can read it. */
export type Content =
  | { readonly state: 'known'; readonly body: unknown }
  /** Written by a newer release; kept as it is. */
  | { readonly state: 'unknown'; readonly body: unknown }
  | { readonly state: 'erased'; readonly ground: string; readonly at: string };

export type HistoryItem = { readonly entry: StoredEntry; readonly content: Content };

/** `next`: pass it as `before` for the older ones; undefined when there are none. */
export type HistoryPage = { readonly items: readonly HistoryItem[]; readonly next: number | undefined };

/** An entry with what a parcel carries; salt and body are undefined after an erasure. */
export type CarriedEntry = {
  readonly entry: StoredEntry;
  readonly salt: Uint8Array | undefined;
  /** Canonical JSON. */
  readonly body: string | undefined;
};

/** The entries of one subject, newest first; a body of an older version comes in the present shape. */
export function readHistory(
  db: ReadableDb,
  registry: KindRegistry,
  subject: string,
  options: { before?: number; limit: number },
): HistoryPage {
  const before = options.before ?? Number.MAX_SAFE_INTEGER;
  const found = records(db, entryQueries.subjectBefore(subject, before, options.limit + 1));
  const page = found.slice(0, options.limit);
  return {
    items: page.map((record) => ({ entry: record.entry, content: contentOf(db, registry, record) })),
    next: found.length > options.limit ? page.at(-1)?.entry.position : undefined,
  };
}

/** The entries of one chain after `seq`, oldest first. */
export function readEntriesAfter(
  db: ReadableDb,
  station: string,
  chain: Chain,
  seq: number,
  limit: number,
): CarriedEntry[] {
  const row = findChain(db, station, chain);
  if (row === undefined) return [];
  return records(db, entryQueries.chainAfter(row.id, seq, limit)).map(({ entry, salt, body }) => ({
    entry,
    salt,
    body,
  }));
}

function contentOf(db: ReadableDb, registry: KindRegistry, record: EntryRecord): Content {
  if (record.body === undefined) return contentOfErased(db, record);
  const body: unknown = JSON.parse(record.body);
  const read = registry.read(record.entry.kind, record.entry.v, body);
  return read.known ? { state: 'known', body: read.body } : { state: 'unknown', body };
}

function contentOfErased(db: ReadableDb, record: EntryRecord): Content {
  const erasure = findErasure(db, record);
  if (erasure === undefined)
    throw new Error(`entry ${record.entry.position} lost its body without an erasure`);
  return { state: 'erased', ground: erasure.ground, at: erasure.at };
}
