import { z } from 'zod';
import { paperPrinted } from '#shared/journal/index.ts';
import { defineProjector, on, type StoredEntry } from '../journal/index.ts';
import { type ReadableDb, sql, type WritableDb } from '../storage/index.ts';

const PaperRow = z
  .object({
    id: z.string(),
    dossier_id: z.string(),
    title: z.string(),
    form: z.string(),
    sha256: z.string(),
    printer: z.string(),
    revision: z.int(),
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
    /** The revision of the dossier that it tells. */
    revision: row.revision,
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
    on(
      paperPrinted,
      (tx, entry, body) => insertPaperInTx(tx, entry, { ...body, id: body.paperId }),
      // That it was printed stays known; its words and its file are gone.
      (tx, entry, kept) =>
        insertPaperInTx(tx, entry, {
          ...kept,
          id: kept.paperId,
          dossierId: entry.subject,
          title: '',
          form: '',
          sha256: ERASED,
          printer: '',
          revision: 1,
        }),
    ),
  ],
  forget(tx, subject) {
    tx.run(sql`delete from printed_papers where dossier_id = ${subject}`);
  },
});

/** Stands in place of the hash where the paper was erased with its dossier's data. */
const ERASED = '';

/** Whether only this is left of a paper: that there was one. */
export function isErasedPaper(paper: Pick<PaperRecord, 'sha256'>): boolean {
  return paper.sha256 === ERASED;
}

type PaperRow = Omit<PaperRecord, 'printedAt' | 'printedBy'> & { copies: number };

function insertPaperInTx(tx: WritableDb, entry: StoredEntry, row: PaperRow): void {
  tx.run(sql`
    insert into printed_papers (id, position, dossier_id, title, form, sha256, printer, copies, revision, reprint,
      outcome, printed_at, printed_by)
    values (${row.id}, ${entry.position}, ${row.dossierId}, ${row.title}, ${row.form}, ${row.sha256},
      ${row.printer}, ${row.copies}, ${row.revision}, ${row.reprint}, ${row.outcome}, ${entry.at}, ${entry.actor})
    on conflict (id) do update set position = excluded.position, printer = excluded.printer,
      outcome = excluded.outcome, printed_at = excluded.printed_at, printed_by = excluded.printed_by`);
}

/** Papers of a dossier that can still be read, newest first. */
export function papersOfDossier(db: ReadableDb, dossierId: string): PaperRecord[] {
  return db
    .all(sql`
      select * from printed_papers where dossier_id = ${dossierId} and sha256 <> ${ERASED} order by position desc`)
    .map((row) => PaperRow.parse(row));
}

export function findPaper(db: ReadableDb, id: string): PaperRecord | undefined {
  const row = db.find(sql`select * from printed_papers where id = ${id}`);
  return row === undefined ? undefined : PaperRow.parse(row);
}
