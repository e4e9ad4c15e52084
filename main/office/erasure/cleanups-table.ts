import { z } from 'zod';
import { type ReadableDb, sql, type WritableDb } from '../storage/index.ts';

const Row = z.object({ kind: z.enum(['archive', 'prints', 'copies', 'search', 'log']), name: z.string() });

/**
 * Something that an erasure still has to remove. `archive`: a sealed paper by its hash; `prints`: files of the PDF
 * folder by a code; `copies`: the copies made before migrations; `search`: deleted words in the index; `log`: what is
 * left in SQLite's log. Of the last three the name is the position of the erasing entry: one that comes while another
 * is being cleaned up is not taken for done.
 */
export type Cleanup = z.infer<typeof Row>;

export function insertCleanupInTx(tx: WritableDb, { kind, name }: Cleanup): void {
  tx.run(sql`insert into erasure_cleanups (kind, name) values (${kind}, ${name}) on conflict do nothing`);
}

export function deleteCleanupInTx(tx: WritableDb, { kind, name }: Cleanup): void {
  tx.run(sql`delete from erasure_cleanups where kind = ${kind} and name = ${name}`);
}

export function allCleanups(db: ReadableDb): Cleanup[] {
  return db
    .all(sql`select kind, name from erasure_cleanups order by kind, name`)
    .map((row) => Row.parse(row));
}

export function countCleanups(db: ReadableDb): number {
  const Count = z.object({ count: z.int() });
  return Count.parse(db.one(sql`select count(*) as count from erasure_cleanups`)).count;
}
