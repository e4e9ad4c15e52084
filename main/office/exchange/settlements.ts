import { z } from 'zod';
import { conflictSettled } from '#shared/journal/index.ts';
import { defineProjector, on } from '../journal/index.ts';
import { type ReadableDb, sql } from '../storage/index.ts';

const Row = z.object({
  keep: z.enum(['ours', 'theirs']),
  note: z.string(),
  at: z.string(),
  actor: z.string(),
});

/** What people decided about an entry in conflict: the first decision holds. */
export function findSettlement(
  db: ReadableDb,
  of: { station: string; seq: number; hash: string },
): z.output<typeof Row> | undefined {
  const row = db.find(sql`
    select keep, note, at, actor from conflict_settlements
    where station = ${of.station} and seq = ${of.seq} and hash = ${of.hash} order by position limit 1`);
  return row === undefined ? undefined : Row.parse(row);
}

/** Keeps `conflict_settlements`. After an erasure who decided what stays, without the note. */
export const settlementsProjector = defineProjector({
  name: 'conflict-settlements',
  tables: ['conflict_settlements'],
  on: [
    on(
      conflictSettled,
      (tx, { position, at, actor }, { of, keep, note }) => {
        tx.run(sql`
          insert into conflict_settlements (position, station, seq, hash, keep, note, at, actor)
          values (${position}, ${of.station}, ${of.seq}, ${of.hash}, ${keep}, ${note}, ${at}, ${actor})
          on conflict (position) do nothing`);
      },
      (tx, { position, at, actor }, { of, keep }) => {
        tx.run(sql`
          insert into conflict_settlements (position, station, seq, hash, keep, note, at, actor)
          values (${position}, ${of.station}, ${of.seq}, ${of.hash}, ${keep}, '', ${at}, ${actor})
          on conflict (position) do update set note = ''`);
      },
    ),
  ],
  // Its rows have no name to forget; the erased entry is applied again, and takes the note away.
  forget: () => undefined,
});
