import { z } from 'zod';
import { type ReadableDb, sql, type WritableDb } from '../storage/index.ts';

const Row = z
  .object({
    at: z.string(),
    kind: z.enum(['exported', 'answer-imported', 'enrolment']),
    file: z.string(),
    entries: z.int(),
    answered_at: z.string().nullable(),
  })
  .transform(({ answered_at, ...row }) => ({
    ...row,
    answered: row.kind !== 'exported' || answered_at !== null,
  }));
export type StickFile = z.output<typeof Row>;

/** The newest stick files, either way, newest first. */
export function newestSticks(db: ReadableDb): StickFile[] {
  return db
    .all(sql`
      select s.at, s.kind, s.file, s.entries, p.answered_at
      from exchange_sticks s left join exchange_parcels p on p.n = s.parcel order by s.n desc limit 20`)
    .map((row) => Row.parse(row));
}

/** `parcel`: the `n` of what lies in it, where one was sent. */
export function noteStickInTx(
  tx: WritableDb,
  stick: { at: string; kind: StickFile['kind']; file: string; entries: number; parcel: number | null },
): void {
  const { at, kind, file, entries, parcel } = stick;
  tx.run(sql`
    insert into exchange_sticks (at, kind, file, entries, parcel)
    values (${at}, ${kind}, ${file}, ${entries}, ${parcel})`);
}
