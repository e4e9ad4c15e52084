import { z } from 'zod';
import { type ReadableDb, sql, type WritableDb } from '../storage/index.ts';

const Content = z.object({ content: z.string() });
const Head = z.object({ source: z.string(), taken_at: z.string() });

/** The content of a pack as JSON text, by the SHA-256 of its container. It may be large: ask once. */
export function findPackContent(db: ReadableDb, sha256: string): string | undefined {
  const row = db.find(sql`select content from pack_contents where sha256 = ${sha256}`);
  return row === undefined ? undefined : Content.parse(row).content;
}

/** The contents of catalogues that are here, whatever became of their packs. */
export function* heldCatalogues(db: ReadableDb): Iterable<string> {
  const hashes = z.array(z.object({ sha256: z.string() })).parse(
    db.all(sql`
        select sha256 from packs_announced where kind = 'catalogue'
        union select sha256 from packs_decided where kind = 'catalogue'`),
  );
  for (const { sha256 } of hashes) {
    const content = findPackContent(db, sha256);
    if (content !== undefined) yield content;
  }
}

/** Where a pack comes from in law, and when its bytes came; undefined where they are not here. */
export function findPackHead(
  db: ReadableDb,
  sha256: string,
): { source: string; takenAt: string } | undefined {
  const row = db.find(sql`select source, taken_at from pack_contents where sha256 = ${sha256}`);
  if (row === undefined) return undefined;
  const head = Head.parse(row);
  return { source: head.source, takenAt: head.taken_at };
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
