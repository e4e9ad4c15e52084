import { z } from 'zod';
import { PackKind } from '#shared/exchange/index.ts';
import { type BodyOf, packApplied, packRejected } from '#shared/journal/index.ts';
import { defineProjector, on } from '../journal/index.ts';
import { type ReadableDb, sql, type WritableDb } from '../storage/index.ts';

const Row = z
  .object({
    kind: PackKind,
    version: z.int(),
    decision: z.enum(['applied', 'rejected']),
    title: z.string(),
    sha256: z.string(),
    effective_from: z.string(),
    in_force_from: z.string().nullable(),
    by_date: z.int(),
    catalogue_version: z.int().nullable(),
    reason: z.string(),
    actor: z.string(),
    at: z.string(),
  })
  .transform((row) => ({
    kind: row.kind,
    version: row.version,
    decision: row.decision,
    title: row.title,
    sha256: row.sha256,
    effectiveFrom: row.effective_from,
    /** The day from which it is in force here; null where it was rejected. */
    inForceFrom: row.in_force_from,
    byDate: row.by_date === 1,
    catalogueVersion: row.catalogue_version,
    reason: row.reason,
    /** Id of the person; of nobody where it was applied by its date. */
    actor: row.actor,
    at: row.at,
  }));

/** What was last decided of a pack here. */
export type DecidedPack = z.output<typeof Row>;

/** All of them, oldest version of each kind first. */
export function allDecided(db: ReadableDb): DecidedPack[] {
  return db.all(sql`select * from packs_decided order by kind, version`).map((row) => Row.parse(row));
}

/** The packs of a kind that were applied here, oldest first; the last one is in force. */
export function appliedPacks(db: ReadableDb, kind: PackKind): DecidedPack[] {
  return db
    .all(sql`select * from packs_decided where kind = ${kind} and decision = 'applied' order by version`)
    .map((row) => Row.parse(row));
}

/** Whether that very pack was rejected here: one of another province under the same version was not. */
export function isRejected(
  decided: readonly DecidedPack[],
  { sha256 }: { readonly sha256: string },
): boolean {
  return decided.some((pack) => pack.sha256 === sha256 && pack.decision === 'rejected');
}

/** Keeps `packs_decided` in step with the local chain. */
export const packsProjector = defineProjector({
  name: 'packs',
  tables: ['packs_decided'],
  on: [
    on(packApplied, (tx, entry, body) => {
      decideInTx(tx, entry, body, {
        decision: 'applied',
        inForceFrom: body.inForceFrom,
        byDate: body.by === 'date' ? 1 : 0,
        catalogueVersion: body.catalogueVersion,
        reason: '',
      });
    }),
    on(packRejected, (tx, entry, body) => {
      decideInTx(tx, entry, body, {
        decision: 'rejected',
        inForceFrom: null,
        byDate: 0,
        catalogueVersion: null,
        reason: body.reason,
      });
    }),
  ],
});

/** The latest decision stands in place of the one before. */
function decideInTx(
  tx: WritableDb,
  entry: { position: number; actor: string; at: string },
  { kind, version, title, sha256, effectiveFrom }: BodyOf<typeof packApplied> | BodyOf<typeof packRejected>,
  decided: {
    decision: 'applied' | 'rejected';
    inForceFrom: string | null;
    byDate: 0 | 1;
    catalogueVersion: number | null;
    reason: string;
  },
): void {
  tx.run(sql`delete from packs_decided where kind = ${kind} and version = ${version}`);
  tx.run(sql`
    insert into packs_decided (kind, version, position, decision, title, sha256, effective_from, in_force_from,
      by_date, catalogue_version, reason, actor, at)
    values (${kind}, ${version}, ${entry.position}, ${decided.decision}, ${title}, ${sha256}, ${effectiveFrom},
      ${decided.inForceFrom}, ${decided.byDate}, ${decided.catalogueVersion}, ${decided.reason}, ${entry.actor},
      ${entry.at})`);
}
