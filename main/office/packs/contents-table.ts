import { z } from 'zod';
import { type ReadableDb, sql, type WritableDb } from '../storage/index.ts';

const Row = z.object({ content: z.string(), source: z.string(), taken_at: z.string() }).transform((row) => ({
  content: row.content,
  source: row.source,
  takenAt: row.taken_at,
}));

/** The content of a pack as JSON text, where it comes from in law, and when its bytes came. */
export type PackContent = z.output<typeof Row>;

/** By the SHA-256 of the container. */
export function findPackContent(db: ReadableDb, sha256: string): PackContent | undefined {
  const row = db.find(sql`select content, source, taken_at from pack_contents where sha256 = ${sha256}`);
  return row === undefined ? undefined : Row.parse(row);
}

/** Keeps the signed bytes with what was read from them. The same pack twice is one row. */
export function keepPackContentInTx(
  tx: WritableDb,
  pack: { sha256: string; container: Uint8Array; content: string; source: string; takenAt: string },
): void {
  tx.run(sql`
    insert into pack_contents (sha256, container, content, source, taken_at)
    values (${pack.sha256}, ${pack.container}, ${pack.content}, ${pack.source}, ${pack.takenAt})
    on conflict do nothing`);
}
