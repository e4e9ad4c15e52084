import { z } from 'zod';
import { CompletionState, SignatureRole, SigningCertificate, TokenKind } from '#shared/contract/index.ts';
import {
  canonicalJson,
  documentAttached,
  documentRemoved,
  documentSigned,
  signatureCompleted,
} from '#shared/journal/index.ts';
import { defineProjector, on, type StoredEntry } from '../journal/index.ts';
import { type ReadableDb, sql, type WritableDb } from '../storage/index.ts';

/** Stands in place of a hash where the file was erased with its dossier's data. */
const ERASED = '';

/** Keeps `attachments`, `signatures` and `signed_files` in step with the journal. */
export const signingProjector = defineProjector({
  name: 'signing',
  tables: ['attachments', 'signatures', 'signed_files'],
  on: [
    on(documentAttached, (tx, entry, body) => {
      tx.run(sql`
        insert into attachments (id, position, dossier_id, request_id, title, file_name, sha256, bytes, added_at, added_by)
        values (${body.id}, ${entry.position}, ${body.dossierId}, ${body.requestId}, ${body.title}, ${body.fileName},
          ${body.sha256}, ${body.bytes}, ${entry.at}, ${entry.actor})`);
    }),
    on(documentRemoved, (tx, _entry, { id }) => {
      tx.run(sql`delete from attachments where id = ${id}`);
    }),
    on(
      documentSigned,
      (tx, entry, body) => {
        insertSignatureInTx(tx, entry, body);
        insertFileInTx(tx, entry, { ...body, sha256: body.after });
      },
      // That it was signed stays known; by whom, what and into which bytes goes.
      (tx, entry, kept) =>
        insertSignatureInTx(tx, entry, {
          ...kept,
          dossierId: entry.subject === kept.documentId ? null : entry.subject,
          certificate: null,
          timestamp: 'off',
          validation: 'off',
        }),
    ),
    on(signatureCompleted, (tx, entry, body) => {
      for (const id of body.timestamps)
        tx.run(sql`update signatures set timestamp = 'added' where id = ${id}`);
      for (const id of body.validations)
        tx.run(sql`update signatures set validation = 'added' where id = ${id}`);
      const file = findNewestFile(tx, body.documentId);
      if (file === undefined) throw new Error('a signature was completed before it was made');
      insertFileInTx(tx, entry, { ...body, title: file.title, original: file.original, sha256: body.after });
    }),
  ],
  forget(tx, subject) {
    tx.run(sql`delete from attachments where dossier_id = ${subject}`);
    tx.run(sql`delete from signatures where dossier_id = ${subject}`);
    tx.run(sql`delete from signed_files where dossier_id = ${subject}`);
    // Subject of what belongs to no dossier is the document itself.
    tx.run(sql`delete from attachments where id = ${subject}`);
    tx.run(sql`delete from signatures where document_id = ${subject}`);
    tx.run(sql`delete from signed_files where document_id = ${subject}`);
  },
});

type SignatureToInsert = {
  id: string;
  documentId: string;
  dossierId: string | null;
  role: SignatureRole;
  certificate: SigningCertificate | null;
  tokenKind: TokenKind;
  training: boolean;
  signedAt: string;
  timestamp: CompletionState;
  validation: CompletionState;
};

function insertSignatureInTx(tx: WritableDb, entry: StoredEntry, row: SignatureToInsert): void {
  tx.run(sql`
    insert into signatures (position, id, document_id, dossier_id, role, fingerprint, certificate, token_kind, training,
      signed_at, signed_by, timestamp, validation)
    values (${entry.position}, ${row.id}, ${row.documentId}, ${row.dossierId}, ${row.role},
      ${row.certificate?.fingerprint ?? ERASED}, ${row.certificate === null ? '' : canonicalJson(row.certificate)},
      ${row.tokenKind}, ${row.training ? 1 : 0}, ${row.signedAt}, ${entry.actor}, ${row.timestamp}, ${row.validation})`);
}

type FileToInsert = Pick<FileRecord, 'documentId' | 'dossierId' | 'title' | 'original' | 'sha256' | 'bytes'>;

function insertFileInTx(tx: WritableDb, entry: StoredEntry, file: FileToInsert): void {
  tx.run(sql`
    insert into signed_files (position, document_id, dossier_id, title, original, sha256, bytes)
    values (${entry.position}, ${file.documentId}, ${file.dossierId}, ${file.title}, ${file.original}, ${file.sha256},
      ${file.bytes})`);
}

const AttachmentRow = z
  .object({
    id: z.string(),
    position: z.int(),
    dossier_id: z.string().nullable(),
    title: z.string(),
    file_name: z.string(),
    sha256: z.string(),
    bytes: z.int(),
    added_at: z.string(),
  })
  .transform((row) => ({
    id: row.id,
    position: row.position,
    dossierId: row.dossier_id,
    title: row.title,
    fileName: row.file_name,
    sha256: row.sha256,
    bytes: row.bytes,
    addedAt: row.added_at,
  }));

/** An attached PDF; `position`: of its entry, by which lists are paged. */
export type Attachment = z.output<typeof AttachmentRow>;

const SignatureRow = z
  .object({
    position: z.int(),
    id: z.string(),
    document_id: z.string(),
    dossier_id: z.string().nullable(),
    role: SignatureRole,
    fingerprint: z.string(),
    certificate: z.string(),
    token_kind: TokenKind,
    training: z.int().transform((training) => training === 1),
    signed_at: z.string(),
    signed_by: z.string(),
    timestamp: CompletionState,
    validation: CompletionState,
  })
  .transform((row) => ({
    position: row.position,
    id: row.id,
    documentId: row.document_id,
    dossierId: row.dossier_id,
    role: row.role,
    /** Null: erased. */
    certificate: row.certificate === '' ? null : SigningCertificate.parse(JSON.parse(row.certificate)),
    tokenKind: row.token_kind,
    training: row.training,
    signedAt: row.signed_at,
    /** Id of the person. */
    signedBy: row.signed_by,
    timestamp: row.timestamp,
    validation: row.validation,
  }));

/** A signature that was made here. */
export type SignatureRecord = z.output<typeof SignatureRow>;

const FileRow = z
  .object({
    position: z.int(),
    document_id: z.string(),
    dossier_id: z.string().nullable(),
    title: z.string(),
    original: z.string(),
    sha256: z.string(),
    bytes: z.int(),
  })
  .transform((row) => ({
    position: row.position,
    documentId: row.document_id,
    dossierId: row.dossier_id,
    title: row.title,
    /** Hash of what was there before anybody signed. */
    original: row.original,
    sha256: row.sha256,
    bytes: row.bytes,
  }));

/** A file that signing, or a later timestamp, made of a document. */
export type FileRecord = z.output<typeof FileRow>;

export const viewQueries = {
  attachment: (id: string) => sql`select * from attachments where id = ${id}`,
  attachmentByRequest: (requestId: string) => sql`select * from attachments where request_id = ${requestId}`,
  attachmentsOfDossier: (dossierId: string) =>
    sql`select * from attachments where dossier_id = ${dossierId} order by position`,
  attachmentsBefore: (position: number, limit: number) =>
    sql`select * from attachments where position < ${position} order by position desc limit ${limit}`,
  standaloneBefore: (position: number, limit: number) => sql`
    select * from attachments where dossier_id is null and position < ${position} order by position desc limit ${limit}`,
  signaturesOfDocument: (documentId: string) =>
    sql`select * from signatures where document_id = ${documentId} order by position`,
  signature: (id: string) => sql`select * from signatures where id = ${id}`,
  pendingAfter: (position: number, limit: number) => sql`
    select * from signatures where (timestamp = 'pending' or validation = 'pending') and position > ${position}
    order by position limit ${limit}`,
  newestFile: (documentId: string) =>
    sql`select * from signed_files where document_id = ${documentId} order by position desc limit 1`,
  filesOfDossier: (dossierId: string) => sql`select * from signed_files where dossier_id = ${dossierId}`,
};

export function findAttachment(db: ReadableDb, id: string): Attachment | undefined {
  const row = db.find(viewQueries.attachment(id));
  return row === undefined ? undefined : AttachmentRow.parse(row);
}

export function findAttachmentByRequest(db: ReadableDb, requestId: string): Attachment | undefined {
  const row = db.find(viewQueries.attachmentByRequest(requestId));
  return row === undefined ? undefined : AttachmentRow.parse(row);
}

/** Oldest first. */
export function attachmentsOfDossier(db: ReadableDb, dossierId: string): Attachment[] {
  return db.all(viewQueries.attachmentsOfDossier(dossierId)).map((row) => AttachmentRow.parse(row));
}

/** Newest first, before a position. */
export function attachmentsBefore(
  db: ReadableDb,
  which: 'standalone' | 'all',
  position: number,
  limit: number,
): Attachment[] {
  const query =
    which === 'all'
      ? viewQueries.attachmentsBefore(position, limit)
      : viewQueries.standaloneBefore(position, limit);
  return db.all(query).map((row) => AttachmentRow.parse(row));
}

/** Oldest first; those whose data was erased are left out. */
export function signaturesOfDocument(db: ReadableDb, documentId: string): SignatureRecord[] {
  return db.all(viewQueries.signaturesOfDocument(documentId)).map((row) => SignatureRow.parse(row));
}

export function findSignature(db: ReadableDb, id: string): SignatureRecord | undefined {
  const row = db.find(viewQueries.signature(id));
  return row === undefined ? undefined : SignatureRow.parse(row);
}

/** Signatures to which something is still to come, oldest first, after a position. */
export function pendingAfter(db: ReadableDb, position: number, limit: number): SignatureRecord[] {
  return db.all(viewQueries.pendingAfter(position, limit)).map((row) => SignatureRow.parse(row));
}

export function countPending(db: ReadableDb): number {
  const Count = z.object({ count: z.int() });
  return Count.parse(
    db.one(
      sql`select count(*) as count from signatures where timestamp = 'pending' or validation = 'pending'`,
    ),
  ).count;
}

/** The file in force; undefined where the document was never signed. */
export function findNewestFile(db: ReadableDb, documentId: string): FileRecord | undefined {
  const row = db.find(viewQueries.newestFile(documentId));
  return row === undefined ? undefined : FileRow.parse(row);
}

/** Every archived file of a dossier that this room knows: attached, signed, and what was signed. */
export function hashesOfDossier(db: ReadableDb, dossierId: string): string[] {
  const files = db.all(viewQueries.filesOfDossier(dossierId)).map((row) => FileRow.parse(row));
  const attached = attachmentsOfDossier(db, dossierId).map(({ sha256 }) => sha256);
  return [...new Set([...files.flatMap(({ original, sha256 }) => [original, sha256]), ...attached])];
}

/** Whether any document still has this file: the same PDF may have been put to two dossiers. */
export function isFileInUse(db: ReadableDb, sha256: string): boolean {
  const row = db.find(sql`
    select 1 from attachments where sha256 = ${sha256}
    union all select 1 from signed_files where sha256 = ${sha256}
    union all select 1 from signed_files where original = ${sha256} limit 1`);
  return row !== undefined;
}
