import { z } from 'zod';
import { type ReadableDb, sql, type WritableDb } from '../storage/index.ts';

const Row = z.object({ sha256: z.string(), bytes: z.int(), upload: z.string().nullable() });
/** A file that the province wants. `upload`: where a begun one goes on. */
export type WantedFile = z.infer<typeof Row>;

/** Files to be sent, at most so many. */
export function wantedFiles(db: ReadableDb, limit: number): WantedFile[] {
  return db
    .all(sql`
      select sha256, bytes, upload from exchange_files where state = 'wanted' order by sha256 limit ${limit}`)
    .map((row) => Row.parse(row));
}

const Known = z.object({
  sha256: z.string(),
  bytes: z.int(),
  state: z.enum(['wanted', 'sent', 'missing']),
});

/** What is known of these files, by hash. `missing`: not here when it was last looked for. */
export function knownFiles(
  db: ReadableDb,
  hashes: readonly string[],
): Map<string, Omit<z.infer<typeof Known>, 'sha256'>> {
  const rows = db.all(sql`
    select sha256, bytes, state from exchange_files
    where sha256 in (select value from json_each(${JSON.stringify(hashes)}))`);
  return new Map(rows.map((row) => Known.parse(row)).map(({ sha256, ...file }) => [sha256, file]));
}

export function countWanted(db: ReadableDb): { waiting: number; bytes: number } {
  const row = db.one(sql`
    select count(*) as waiting, coalesce(sum(bytes), 0) as bytes from exchange_files where state = 'wanted'`);
  return z.object({ waiting: z.int(), bytes: z.int() }).parse(row);
}

/** The province wants it: also where it was sent before, and where it could not be found then. */
export function wantFileInTx(tx: WritableDb, sha256: string, bytes: number | null): void {
  tx.run(sql`
    insert into exchange_files (sha256, bytes, state) values (${sha256}, ${bytes ?? 0},
      ${bytes === null ? 'missing' : 'wanted'})
    on conflict (sha256) do update set state = excluded.state, bytes = excluded.bytes`);
}

/** Where the upload of a file is, once it has begun. */
export function noteUploadInTx(tx: WritableDb, sha256: string, upload: string | null): void {
  tx.run(sql`update exchange_files set upload = ${upload} where sha256 = ${sha256}`);
}

export function noteFileSentInTx(tx: WritableDb, sha256: string): void {
  tx.run(sql`update exchange_files set state = 'sent', upload = null where sha256 = ${sha256}`);
}

/** The province wants it no longer. */
export function forgetFileInTx(tx: WritableDb, sha256: string): void {
  tx.run(sql`delete from exchange_files where sha256 = ${sha256}`);
}
