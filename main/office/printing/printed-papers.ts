import { z } from 'zod';
import { paperPrinted } from '#shared/journal/index.ts';
import { defineProjector, on } from '../journal/index.ts';
import { type ReadableDb, sql } from '../storage/index.ts';

const PaperRow = z
  .object({
    id: z.string(),
    dossier_id: z.string(),
    title: z.string(),
    form: z.string(),
    sha256: z.string(),
    printer: z.string(),
    reprint: z.int(),
    outcome: z.enum(['printed', 'unknown', 'failed']),
    printed_at: z.string(),
    printed_by: z.string(),
  })
  .transform((row) => ({
    id: row.id,
    dossierId: row.dossier_id,
    title: row.title,
    form: row.form,
    sha256: row.sha256,
    printer: row.printer,
    reprint: row.reprint,
    outcome: row.outcome,
    printedAt: row.printed_at,
    printedBy: row.printed_by,
  }));

/** A paper with the hash of its archived PDF and how its last attempt ended. `printedBy`: id of a person. */
export type PaperRecord = z.output<typeof PaperRow>;

/** Keeps `printed_papers`: one row per paper, telling its newest entry. */
export const printedPapersProjector = defineProjector({
  name: 'printed-papers',
  tables: ['printed_papers'],
  on: [
    on(paperPrinted, (tx, entry, body) => {
      tx.run(sql`
        insert into printed_papers (id, position, dossier_id, title, form, sha256, printer, copies, reprint, outcome,
          printed_at, printed_by)
        values (${body.paperId}, ${entry.position}, ${body.dossierId}, ${body.title}, ${body.form}, ${body.sha256},
          ${body.printer}, ${body.copies}, ${body.reprint}, ${body.outcome}, ${entry.at}, ${entry.actor})
        on conflict (id) do update set position = excluded.position, printer = excluded.printer,
          outcome = excluded.outcome, printed_at = excluded.printed_at, printed_by = excluded.printed_by`);
    }),
  ],
  forget(tx, subject) {
    tx.run(sql`delete from printed_papers where dossier_id = ${subject}`);
  },
});

/** Papers of a dossier, newest first. */
export function papersOfDossier(db: ReadableDb, dossierId: string): PaperRecord[] {
  return db
    .all(sql`select * from printed_papers where dossier_id = ${dossierId} order by position desc`)
    .map((row) => PaperRow.parse(row));
}

export function findPaper(db: ReadableDb, id: string): PaperRecord | undefined {
  const row = db.find(sql`select * from printed_papers where id = ${id}`);
  return row === undefined ? undefined : PaperRow.parse(row);
}
