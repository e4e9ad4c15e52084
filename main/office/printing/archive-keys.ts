import { hkdfSync } from 'node:crypto';
import { z } from 'zod';
import type { Ids } from '#shared/base/index.ts';
import { type Database, type ReadableDb, sql, type WritableDb } from '../storage/index.ts';

/** A key of the archive; `id` rises from 1 and stands in every file that was written under it. */
export type ArchiveKey = { id: number; key: Uint8Array };

const ArchiveKeyRow = z.object({ id: z.int(), key: z.instanceof(Uint8Array) });

/**
 * The archive's keys, kept in the encrypted database, so that old papers stay readable when the database gets another
 * key. The first one is what archives had before: derived from the database key of that time.
 */
export function openArchiveKeys(db: Database, databaseKey: Uint8Array): () => readonly ArchiveKey[] {
  const all = () =>
    db.all(sql`select id, key from archive_keys order by id`).map((row) => ArchiveKeyRow.parse(row));
  if (all().length === 0) {
    const derived = hkdfSync('sha256', databaseKey, new Uint8Array(0), 'tram-mot-cua archive 1', 32);
    db.transaction((tx) =>
      tx.run(sql`insert into archive_keys (id, key) values (1, ${new Uint8Array(derived)})`),
    );
  }
  return all;
}

/**
 * The keys for the papers of a database that is only read (a copy): as above, and the derived one where that database
 * is older than the table.
 */
export function archiveKeysIn(db: ReadableDb, databaseKey: Uint8Array): readonly ArchiveKey[] {
  const derived = hkdfSync('sha256', databaseKey, new Uint8Array(0), 'tram-mot-cua archive 1', 32);
  const first = [{ id: 1, key: new Uint8Array(derived) }];
  if (db.find(sql`select name from sqlite_schema where name = 'archive_keys'`) === undefined) return first;
  const all = db
    .all(sql`select id, key from archive_keys order by id`)
    .map((row) => ArchiveKeyRow.parse(row));
  return all.length === 0 ? first : all;
}

/** Puts a key back into a database that lost it; one that is there stays. */
export function putBackArchiveKeyInTx(tx: WritableDb, { id, key }: ArchiveKey): void {
  tx.run(sql`insert into archive_keys (id, key) values (${id}, ${key}) on conflict do nothing`);
}

/** From now on papers are written under a fresh key: who copied the old database can't read them. */
export function addArchiveKeyInTx(tx: WritableDb, ids: Ids): void {
  tx.run(
    sql`insert into archive_keys (id, key) select coalesce(max(id), 0) + 1, ${ids.bytes(32)} from archive_keys`,
  );
}
