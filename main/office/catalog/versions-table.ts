import { z } from 'zod';
import { catalogueApplied } from '#shared/journal/index.ts';
import { defineProjector, on } from '../journal/index.ts';
import { type ReadableDb, sql, type WritableDb } from '../storage/index.ts';

/** A version of the catalogue as it was applied here; the content is found by its hash. */
export const CatalogueVersion = z
  .object({
    version: z.int(),
    title: z.string(),
    sha256: z.string(),
    effective_from: z.string(),
    applied_at: z.string(),
  })
  .transform((row) => ({
    version: row.version,
    title: row.title,
    sha256: row.sha256,
    effectiveFrom: row.effective_from,
    appliedAt: row.applied_at,
  }));
export type CatalogueVersion = z.output<typeof CatalogueVersion>;

const Content = z.object({ content: z.string() });

/** All versions, the one in force longest ago first. */
export function allVersions(db: ReadableDb): CatalogueVersion[] {
  return db
    .all(sql`
      select version, title, sha256, effective_from, applied_at from catalogue_versions
      order by effective_from, version`)
    .map((row) => CatalogueVersion.parse(row));
}

export function findVersion(db: ReadableDb, version: number): CatalogueVersion | undefined {
  const row = db.find(sql`
    select version, title, sha256, effective_from, applied_at from catalogue_versions where version = ${version}`);
  return row === undefined ? undefined : CatalogueVersion.parse(row);
}

export function findContent(db: ReadableDb, sha256: string): string | undefined {
  const row = db.find(sql`select content from catalogue_contents where sha256 = ${sha256}`);
  return row === undefined ? undefined : Content.parse(row).content;
}

/** Keeps a content under its hash; the same content twice is one row, and one that was damaged is replaced. */
export function keepContentInTx(tx: WritableDb, sha256: string, content: string): void {
  tx.run(
    sql`insert into catalogue_contents (sha256, content) values (${sha256}, ${content})
      on conflict (sha256) do update set content = excluded.content`,
  );
}

/** Keeps `catalogue_versions` in step with the local chain. */
export const catalogueProjector = defineProjector({
  name: 'catalogue',
  tables: ['catalogue_versions'],
  on: [
    on(catalogueApplied, (tx, entry, body) => {
      tx.run(sql`
        insert into catalogue_versions (version, title, sha256, effective_from, applied_at)
        values (${body.version}, ${body.title}, ${body.sha256}, ${body.effectiveFrom}, ${entry.at})`);
    }),
  ],
});
