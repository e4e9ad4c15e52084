import { z } from 'zod';
import { type ReadableDb, sql } from '../storage/index.ts';

const AttachmentRow = z.object({
  id: z.string(),
  sha256: z.string(),
  title: z.string(),
  dossier_id: z.string().nullable(),
});
const FileRow = z.object({
  position: z.int(),
  original: z.string(),
  sha256: z.string(),
  title: z.string(),
  dossier_id: z.string().nullable(),
});
const ROWS_AT_ONCE = 500;

/** A file of the archive that this room knows, as it is looked for; `dossierId` empty: it belongs to none. */
export type KnownFile = { id: string; sha256: string; title: string; dossierId: string };

/**
 * Every attached and signed file of any database, and what was signed, in pages. `beginning`: only those whose hash begins
 * so. A database of before signing has none.
 */
export function* knownSigningFiles(db: ReadableDb, beginning = ''): Generator<KnownFile[]> {
  if (!hasSigning(db)) return;
  for (let after = ''; ; ) {
    const rows = db
      .all(
        sql`select id, sha256, title, dossier_id from attachments where id > ${after} order by id limit ${ROWS_AT_ONCE}`,
      )
      .map((row) => AttachmentRow.parse(row));
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last.id;
    yield rows
      .map(({ dossier_id, ...row }) => ({ ...row, dossierId: dossier_id ?? '' }))
      .filter(begins(beginning));
  }
  for (let after = 0; ; ) {
    const rows = db
      .all(sql`
        select position, original, sha256, title, dossier_id from signed_files where position > ${after}
        order by position limit ${ROWS_AT_ONCE}`)
      .map((row) => FileRow.parse(row));
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.position;
    yield rows.flatMap(filesIn).filter(begins(beginning));
  }
}

/** One of them by its id; undefined where it is not there. */
export function findKnownSigningFile(db: ReadableDb, id: string): KnownFile | undefined {
  if (!hasSigning(db)) return undefined;
  const position = /^(?:signed|original)\.(\d{1,15})$/.exec(id)?.[1];
  if (position === undefined) {
    const row = db.find(sql`select id, sha256, title, dossier_id from attachments where id = ${id}`);
    if (row === undefined) return undefined;
    const { dossier_id, ...attachment } = AttachmentRow.parse(row);
    return { ...attachment, dossierId: dossier_id ?? '' };
  }
  const row = db.find(sql`
    select position, original, sha256, title, dossier_id from signed_files where position = ${Number(position)}`);
  return row === undefined ? undefined : filesIn(FileRow.parse(row)).find((file) => file.id === id);
}

function filesIn({ position, original, sha256, title, dossier_id }: z.output<typeof FileRow>): KnownFile[] {
  const dossierId = dossier_id ?? '';
  return [
    { id: `original.${position}`, sha256: original, title, dossierId },
    { id: `signed.${position}`, sha256, title, dossierId },
  ];
}

const begins =
  (beginning: string) =>
  ({ sha256 }: KnownFile) =>
    sha256.startsWith(beginning);

function hasSigning(db: ReadableDb): boolean {
  return db.find(sql`select name from sqlite_schema where name = 'signed_files'`) !== undefined;
}
