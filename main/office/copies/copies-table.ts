import { z } from 'zod';
import { canonicalJson, copyDrilled, copyMade, copyRestored } from '#shared/journal/index.ts';
import { defineProjector, on } from '../journal/index.ts';
import { type ReadableDb, sql } from '../storage/index.ts';

/** What was wrong with a copy, as its entry keeps it. */
const Damaged = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(z.array(z.object({ what: z.string(), name: z.string(), count: z.int() })));

const CopyRow = z.object({
  id: z.string(),
  made_at: z.string(),
  reason: z.enum(['schedule', 'button']),
  place: z.enum(['folder', 'elsewhere']),
  folder: z.string().nullable(),
  dossiers: z.int(),
  papers: z.int(),
  bytes: z.int(),
  last_position: z.int(),
});
export type CopyRow = z.output<typeof CopyRow>;

const DrillRow = z.object({
  copy_id: z.string(),
  at: z.string(),
  made_at: z.string(),
  outcome: z.enum(['proven', 'failed']),
  damaged: Damaged,
});
export type DrillRow = z.output<typeof DrillRow>;

const RestoreRow = z.object({
  at: z.string(),
  made_at: z.string(),
  outcome: z.enum(['whole', 'partly']),
  damaged: Damaged,
});
export type RestoreRow = z.output<typeof RestoreRow>;

/** Keeps copies, their trials and restores in step with the local chain. */
export const copiesProjector = defineProjector({
  name: 'copies',
  tables: ['copies', 'copy_drills', 'restores'],
  on: [
    on(copyMade, (tx, entry, body) => {
      tx.run(sql`
        insert into copies (id, position, made_at, reason, place, folder, dossiers, papers, bytes, last_position)
        values (${body.id}, ${entry.position}, ${body.madeAt}, ${body.reason}, ${body.place}, ${body.folder},
          ${body.dossiers}, ${body.papers}, ${body.bytes}, ${body.position})`);
    }),
    on(copyDrilled, (tx, entry, body) => {
      tx.run(sql`
        insert into copy_drills (position, copy_id, at, made_at, outcome, damaged)
        values (${entry.position}, ${body.id}, ${entry.at}, ${body.madeAt}, ${body.outcome},
          ${canonicalJson(body.damaged)})`);
    }),
    on(copyRestored, (tx, entry, body) => {
      tx.run(sql`
        insert into restores (position, copy_id, at, made_at, outcome, damaged)
        values (${entry.position}, ${body.id}, ${entry.at}, ${body.madeAt}, ${body.outcome},
          ${canonicalJson(body.damaged)})`);
    }),
  ],
});

/** The copy that was made last: by order, for a clock may have been set back. */
export function findLatestCopy(db: ReadableDb): CopyRow | undefined {
  const row = db.find(sql`
    select id, made_at, reason, place, folder, dossiers, papers, bytes, last_position from copies
    order by position desc limit 1`);
  return row === undefined ? undefined : CopyRow.parse(row);
}

const PositionRow = z.object({ position: z.int() });

/** Where the journal records a copy, in the order of all entries; undefined where this office did not make it. */
export function findPositionOfCopy(db: ReadableDb, id: string): number | undefined {
  const row = db.find(sql`select position from copies where id = ${id}`);
  return row === undefined ? undefined : PositionRow.parse(row).position;
}

export function findLatestDrill(db: ReadableDb): DrillRow | undefined {
  const row = db.find(sql`
    select copy_id, at, made_at, outcome, damaged from copy_drills order by position desc limit 1`);
  return row === undefined ? undefined : DrillRow.parse(row);
}

/** How the last trial of one copy ended. */
export function findDrillOf(db: ReadableDb, copyId: string): DrillRow | undefined {
  const row = db.find(sql`
    select copy_id, at, made_at, outcome, damaged from copy_drills where copy_id = ${copyId}
    order by position desc limit 1`);
  return row === undefined ? undefined : DrillRow.parse(row);
}

export function findLatestRestore(db: ReadableDb): RestoreRow | undefined {
  const row = db.find(sql`select at, made_at, outcome, damaged from restores order by position desc limit 1`);
  return row === undefined ? undefined : RestoreRow.parse(row);
}
