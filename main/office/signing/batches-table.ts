import { z } from 'zod';
import {
  BatchRowState,
  BatchState,
  SignatureRole,
  SigningCertificate,
  SigningProblem,
  TokenKind,
  TokenProblem,
} from '#shared/contract/index.ts';
import { canonicalJson } from '#shared/journal/index.ts';
import { type ReadableDb, sql, type WritableDb } from '../storage/index.ts';

const trouble = { problem: SigningProblem.nullable(), token_problem: TokenProblem.nullable() };

const BatchRecordRow = z
  .object({
    n: z.int(),
    id: z.string(),
    station: z.string(),
    actor: z.string(),
    actor_name: z.string(),
    state: BatchState,
    role: SignatureRole,
    certificate: z.string(),
    token_kind: TokenKind,
    training: z.int().transform((training) => training === 1),
    ...trouble,
    created_at: z.string(),
  })
  .transform((row) => ({
    n: row.n,
    id: row.id,
    station: row.station,
    actor: row.actor,
    actorName: row.actor_name,
    state: row.state,
    role: row.role,
    certificate: SigningCertificate.parse(JSON.parse(row.certificate)),
    tokenKind: row.token_kind,
    training: row.training,
    problem: row.problem,
    tokenProblem: row.token_problem,
    createdAt: row.created_at,
  }));

/** A batch without its files. */
export type BatchRecord = z.output<typeof BatchRecordRow>;

/**
 * What a signature came to before it is in the journal: it was made, so that after a cut it is recorded and not made a
 * second time.
 */
export const MadeFile = z.object({
  signatureId: z.string(),
  original: z.string(),
  before: z.string(),
  after: z.string(),
  bytes: z.int(),
  signedAt: z.string(),
  timestamp: z.enum(['off', 'pending', 'added']),
  validation: z.enum(['off', 'pending', 'added']),
});
export type MadeFile = z.infer<typeof MadeFile>;

const ItemRow = z
  .object({
    batch_id: z.string(),
    n: z.int(),
    document_id: z.string(),
    dossier_id: z.string().nullable(),
    code: z.string(),
    title: z.string(),
    state: BatchRowState,
    made: z.string().nullable(),
    sha256: z.string().nullable(),
    signed_at: z.string().nullable(),
    shown: z.string().nullable(),
    ...trouble,
  })
  .transform((row) => ({
    batchId: row.batch_id,
    n: row.n,
    documentId: row.document_id,
    dossierId: row.dossier_id,
    code: row.code,
    title: row.title,
    state: row.state,
    made: row.made === null ? null : MadeFile.parse(JSON.parse(row.made)),
    sha256: row.sha256,
    signedAt: row.signed_at,
    /** Hash of the file that the person saw; null: none in particular. */
    shown: row.shown,
    problem: row.problem,
    tokenProblem: row.token_problem,
  }));

/** One file of a batch. */
export type BatchItem = z.output<typeof ItemRow>;

export const batchQueries = {
  batch: (id: string) => sql`select * from signing_batches where id = ${id}`,
  byRequest: (requestId: string) => sql`select * from signing_batches where request_id = ${requestId}`,
  before: (n: number, limit: number) =>
    sql`select * from signing_batches where n < ${n} order by n desc limit ${limit}`,
  openBefore: (n: number, limit: number) =>
    sql`select * from signing_batches where state <> 'done' and n < ${n} order by n desc limit ${limit}`,
  items: (batchId: string) => sql`select * from signing_rows where batch_id = ${batchId} order by n`,
  item: (batchId: string, n: number) =>
    sql`select * from signing_rows where batch_id = ${batchId} and n = ${n}`,
  counts: (batchId: string) => sql`
    select state, count(*) as count, min(n) as first from signing_rows where batch_id = ${batchId} group by state`,
  underWay: () => sql`select * from signing_rows where state = 'signing' order by batch_id, n`,
  ofDocument: (documentId: string) => sql`select * from signing_rows where document_id = ${documentId}`,
  ofDossier: (dossierId: string) => sql`select * from signing_rows where dossier_id = ${dossierId}`,
};

type NewBatch = Omit<BatchRecord, 'n'> & { requestId: string };
type NewItem = Pick<BatchItem, 'documentId' | 'dossierId' | 'code' | 'title' | 'shown'>;

/** Writes a batch with its files, all waiting, in their order. */
export function insertBatchInTx(tx: WritableDb, batch: NewBatch, items: readonly NewItem[]): void {
  tx.run(sql`
    insert into signing_batches (id, request_id, station, actor, actor_name, state, role, certificate, token_kind,
      training, problem, token_problem, created_at)
    values (${batch.id}, ${batch.requestId}, ${batch.station}, ${batch.actor}, ${batch.actorName}, ${batch.state},
      ${batch.role}, ${canonicalJson(batch.certificate)}, ${batch.tokenKind}, ${batch.training ? 1 : 0},
      ${batch.problem}, ${batch.tokenProblem}, ${batch.createdAt})`);
  for (const [index, item] of items.entries()) {
    tx.run(sql`
      insert into signing_rows (batch_id, n, document_id, dossier_id, code, title, shown, state)
      values (${batch.id}, ${index + 1}, ${item.documentId}, ${item.dossierId}, ${item.code}, ${item.title}, ${item.shown},
        'waiting')`);
  }
}

/** Writes what may change in a batch. Throws when it is gone. */
export function updateBatchInTx(
  tx: WritableDb,
  batch: Pick<BatchRecord, 'id' | 'state' | 'problem' | 'tokenProblem'>,
): void {
  tx.runOne(sql`
    update signing_batches set state = ${batch.state}, problem = ${batch.problem}, token_problem = ${batch.tokenProblem}
    where id = ${batch.id}`);
}

/** A batch goes on: what is signed from here on, this person signs. Throws when it is gone. */
export function takeBatchInTx(
  tx: WritableDb,
  id: string,
  actor: { id: string; name: string; station: string },
): void {
  tx.runOne(sql`
    update signing_batches set state = 'running', problem = null, token_problem = null, actor = ${actor.id},
      actor_name = ${actor.name}, station = ${actor.station}
    where id = ${id}`);
}

/** Writes what may change in a file of a batch. Throws when it is gone. */
export function updateItemInTx(tx: WritableDb, item: BatchItem): void {
  tx.runOne(sql`
    update signing_rows set code = ${item.code}, title = ${item.title}, state = ${item.state},
      made = ${item.made === null ? null : canonicalJson(item.made)}, sha256 = ${item.sha256}, shown = ${item.shown},
      signed_at = ${item.signedAt}, problem = ${item.problem}, token_problem = ${item.tokenProblem}
    where batch_id = ${item.batchId} and n = ${item.n}`);
}

export function findBatch(db: ReadableDb, id: string): BatchRecord | undefined {
  const row = db.find(batchQueries.batch(id));
  return row === undefined ? undefined : BatchRecordRow.parse(row);
}

export function findBatchByRequest(db: ReadableDb, requestId: string): BatchRecord | undefined {
  const row = db.find(batchQueries.byRequest(requestId));
  return row === undefined ? undefined : BatchRecordRow.parse(row);
}

/** Newest first, before a number. */
export function batchesBefore(
  db: ReadableDb,
  which: 'open' | 'all',
  n: number,
  limit: number,
): BatchRecord[] {
  const query = which === 'all' ? batchQueries.before(n, limit) : batchQueries.openBefore(n, limit);
  return db.all(query).map((row) => BatchRecordRow.parse(row));
}

/** The files of a batch in the order of signing. */
export function itemsOf(db: ReadableDb, batchId: string): BatchItem[] {
  return db.all(batchQueries.items(batchId)).map((row) => ItemRow.parse(row));
}

export function findItem(db: ReadableDb, batchId: string, n: number): BatchItem | undefined {
  const row = db.find(batchQueries.item(batchId, n));
  return row === undefined ? undefined : ItemRow.parse(row);
}

/** Files that are being signed, or were when the program ended. */
export function itemsUnderWay(db: ReadableDb): BatchItem[] {
  return db.all(batchQueries.underWay()).map((row) => ItemRow.parse(row));
}

/** A document in whatever open batch. */
export function itemsOfDocument(db: ReadableDb, documentId: string): BatchItem[] {
  return db.all(batchQueries.ofDocument(documentId)).map((row) => ItemRow.parse(row));
}

/** Files of a dossier in whatever batch. */
export function itemsOfDossier(db: ReadableDb, dossierId: string): BatchItem[] {
  return db.all(batchQueries.ofDossier(dossierId)).map((row) => ItemRow.parse(row));
}

const CountRow = z.object({ state: BatchRowState, count: z.int(), first: z.int() });

/** How many files of a batch are in which state, and which is next; `next` null: none is left. */
export function countItems(
  db: ReadableDb,
  batchId: string,
): { total: number; signed: number; failed: number; skipped: number; next: number | null } {
  const rows = db.all(batchQueries.counts(batchId)).map((row) => CountRow.parse(row));
  const of = (state: BatchRowState) => rows.find((row) => row.state === state);
  const count = (state: BatchRowState) => of(state)?.count ?? 0;
  return {
    total: rows.reduce((sum, row) => sum + row.count, 0),
    signed: count('signed'),
    failed: count('failed'),
    skipped: count('skipped'),
    next: of('signing')?.first ?? of('waiting')?.first ?? null,
  };
}
