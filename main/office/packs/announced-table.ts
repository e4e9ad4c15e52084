import { z } from 'zod';
import type { PackManifest } from '#shared/exchange/index.ts';
import { PackKind } from '#shared/exchange/index.ts';
import { type ReadableDb, sql, type WritableDb } from '../storage/index.ts';

/** A version of a kind of pack. */
export type PackRef = { readonly kind: PackKind; readonly version: number };

const Row = z
  .object({
    kind: PackKind,
    version: z.int(),
    title: z.string(),
    effective_from: z.string(),
    sha256: z.string(),
    bytes: z.int(),
    noted_at: z.string(),
    refusal: z.string().nullable(),
    refused_at: z.string().nullable(),
    held: z.int(),
  })
  .transform((row) => ({
    kind: row.kind,
    version: row.version,
    title: row.title,
    effectiveFrom: row.effective_from,
    sha256: row.sha256,
    bytes: row.bytes,
    notedAt: row.noted_at,
    /** Why its bytes were not taken when they last came, and when that was. */
    refusal: row.refusal,
    refusedAt: row.refused_at,
    held: row.held === 1,
  }));

/** A pack that the province announced, with whether its content is here. */
export type AnnouncedPack = z.output<typeof Row>;

/** All of them, oldest version of each kind first. */
export function allAnnounced(db: ReadableDb): AnnouncedPack[] {
  return db
    .all(sql`
      select a.*, c.sha256 is not null as held from packs_announced a left join pack_contents c using (sha256)
      order by a.kind, a.version`)
    .map((row) => Row.parse(row));
}

export function findAnnounced(db: ReadableDb, { kind, version }: PackRef): AnnouncedPack | undefined {
  const row = db.find(sql`
    select a.*, c.sha256 is not null as held from packs_announced a left join pack_contents c using (sha256)
    where a.kind = ${kind} and a.version = ${version}`);
  return row === undefined ? undefined : Row.parse(row);
}

/** Whether a pack was announced with this SHA-256. */
export function isAnnounced(db: ReadableDb, sha256: string): boolean {
  return db.find(sql`select 1 from packs_announced where sha256 = ${sha256} limit 1`) !== undefined;
}

/** Notes what is announced; what is known stays, for a version never changes. True where it was new. */
export function noteAnnouncedInTx(tx: WritableDb, manifest: PackManifest, at: string): boolean {
  const { kind, version, title, effectiveFrom, sha256, bytes } = manifest;
  const { changes } = tx.run(sql`
    insert into packs_announced (kind, version, title, effective_from, sha256, bytes, noted_at)
    values (${kind}, ${version}, ${title}, ${effectiveFrom}, ${sha256}, ${bytes}, ${at})
    on conflict do nothing`);
  return changes > 0;
}

/** Notes why a pack was not taken; null: it is all right now. */
export function noteRefusalInTx(tx: WritableDb, ref: PackRef, refusal: string | null, at: string): void {
  tx.run(sql`
    update packs_announced set refusal = ${refusal}, refused_at = ${refusal === null ? null : at}
    where kind = ${ref.kind} and version = ${ref.version}`);
}

/** Forgets what was announced and not applied here, with its content: another province announces its own. */
export function forgetAnnouncedInTx(tx: WritableDb): void {
  tx.run(sql`
    delete from packs_announced where not exists (
      select 1 from packs_decided d where d.sha256 = packs_announced.sha256 and d.decision = 'applied')`);
  tx.run(sql`
    delete from pack_contents where sha256 not in (select sha256 from packs_announced)
      and sha256 not in (select sha256 from packs_decided where decision = 'applied')`);
}
