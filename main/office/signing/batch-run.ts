import { officeTimestamp } from '#shared/base/index.ts';
import { documentSigned } from '#shared/journal/index.ts';
import { findDossier } from '../dossiers/index.ts';
import { ArchiveError } from '../printing/index.ts';
import type { WritableDb } from '../storage/index.ts';
import { TokenError, type TokenSigner } from '../tokens/index.ts';
import { batchAfter, beginItem, endItem, type FileEnd, noteMade, type Trouble } from './batch-steps.ts';
import {
  type BatchItem,
  type BatchRecord,
  countItems,
  findBatch,
  findItem,
  type MadeFile,
  updateBatchInTx,
  updateItemInTx,
} from './batches-table.ts';
import { findSignerFacts, issuersOf } from './certificates.ts';
import { type DocumentParts, getDocument, parseDocumentId } from './documents.ts';
import { readNewest, sha256Of } from './files.ts';
import { fieldOf, PdfWorkError, type SigningPorts } from './ports.ts';
import { SigningRefused } from './refused.ts';
import { getSigningSettings, markOf, type TimestampDefault, timestampAddress } from './settings.ts';
import { findNewestFile, isFileInUse, signaturesOfDocument } from './views.ts';

export type RunPorts = SigningPorts & {
  parts: DocumentParts;
  timestampDefault: TimestampDefault;
  /** Certificates that are trusted, DER. */
  roots: () => readonly Uint8Array[];
  /** Documents that are being signed now: what comes later to a file waits for them. */
  underWay: Set<string>;
  /** Resolves when no other batch signs this document; gives what lets the next one on. */
  turnAt: ReturnType<typeof createTurns>;
  /** Told after each commit that changed a batch. */
  onBatch(batchId: string): void;
};

/** One document is signed by one batch at a time: the second one signs what the first one made, not what it began with. */
export function createTurns(): (documentId: string) => Promise<() => void> {
  const last = new Map<string, Promise<void>>();
  return async (documentId) => {
    const before = last.get(documentId);
    const mine = Promise.withResolvers<void>();
    last.set(documentId, mine.promise);
    await before;
    return () => {
      if (last.get(documentId) === mine.promise) last.delete(documentId);
      mine.resolve();
    };
  };
}

/** Whether a file may be signed at all, found without the token; null where it may. */
type Obstacle = { kind: 'skipped' | 'failed'; problem: 'gone' | 'superseded' | 'already-signed' };

/**
 * Signs the waiting files of a batch one after another until none is left, `isStopped` says so, or the token fails. Each
 * file: its turn is noted, it is signed, what was made is noted, archived, and recorded together with its end; so that
 * after a cut at any point it is either recorded or not made. Never throws; closes nothing.
 */
export async function runBatch(
  ports: RunPorts,
  batchId: string,
  token: { signer: TokenSigner; certificateId: string },
  isStopped: () => boolean,
): Promise<void> {
  const { db, log } = ports;
  for (;;) {
    const batch = findBatch(db, batchId);
    const { next } = countItems(db, batchId);
    const item = next === null ? undefined : findItem(db, batchId, next);
    if (batch === undefined || batch.state !== 'running') return;
    if (item === undefined) return finishBatch(ports, batchId, null);
    if (isStopped()) return finishBatch(ports, batchId, { problem: 'stopped', tokenProblem: null });
    let end: FileEnd;
    const letOn = await ports.turnAt(item.documentId);
    if (isStopped()) {
      letOn();
      return finishBatch(ports, batchId, { problem: 'stopped', tokenProblem: null });
    }
    ports.underWay.add(item.documentId);
    try {
      end = await signItem(ports, batch, item, token);
    } catch (error) {
      log.error('a file could not be signed', { error, batch: batchId, n: item.n });
      end = endOfError(error);
    }
    try {
      settleInTurn(ports, batch, item.n, end);
    } catch (error) {
      log.error('the end of a file could not be written', { error, batch: batchId, n: item.n });
      return;
    } finally {
      ports.underWay.delete(item.documentId);
      letOn();
    }
  }
}

/** Writes the end of a file, its entry and the state of its batch, in one transaction. */
export function settleInTurn(ports: RunPorts, batch: BatchRecord, n: number, end: FileEnd): void {
  ports.db.transaction((tx) => {
    const item = findItem(tx, batch.id, n);
    if (item === undefined || item.state !== 'signing') return;
    const reached = end.kind === 'signed' ? endOfSignedInTx(ports, tx, batch, item, end.made) : end;
    updateItemInTx(tx, endItem(item, reached));
    const left = countItems(tx, batch.id).next;
    const trouble = reached.kind === 'stopped' ? reached.trouble : null;
    updateBatchInTx(tx, { id: batch.id, ...batchAfter(left === null ? 0 : 1, trouble) });
    tx.afterCommit(() => ports.onBatch(batch.id));
  });
}

/** The dossier may have gone meanwhile: then nothing of it may be written. */
function endOfSignedInTx(
  ports: RunPorts,
  tx: WritableDb,
  batch: BatchRecord,
  item: BatchItem,
  made: MadeFile,
): FileEnd {
  const ref = parseDocumentId(item.documentId);
  const { dossierId } = item;
  const dossier = dossierId === null ? undefined : findDossier(tx, dossierId);
  if (dossierId !== null && dossier === undefined) return { kind: 'skipped', problem: 'gone' };
  const newest = findNewestFile(tx, item.documentId)?.sha256 ?? made.before;
  if (newest !== made.before) {
    // Signed by somebody else since this one was made: recorded, it would take theirs out of the newest file.
    tx.afterCommit(() => void removeMade(ports, made.after));
    return { kind: 'stopped', trouble: { problem: 'interrupted', tokenProblem: null } };
  }
  const document = getDocument({ ...ports.parts, db: tx }, item.documentId);
  ports.journal.appendInTx(tx, {
    kind: documentSigned,
    actor: batch.actor,
    subject: dossierId ?? item.documentId,
    body: {
      id: made.signatureId,
      documentId: item.documentId,
      dossierId,
      document: ref.kind,
      paper: document.paper,
      revision: document.revision,
      title: document.title,
      original: made.original,
      before: made.before,
      after: made.after,
      bytes: made.bytes,
      role: batch.role,
      certificate: batch.certificate,
      tokenKind: batch.tokenKind,
      training: batch.training,
      signedAt: made.signedAt,
      timestamp: made.timestamp,
      validation: made.validation,
      batchId: batch.id,
    },
  });
  if (dossierId !== null) tx.afterCommit(() => ports.onDossierChanged(dossierId));
  return { kind: 'signed', made };
}

async function removeMade(ports: RunPorts, sha256: string): Promise<void> {
  try {
    if (!isFileInUse(ports.db, sha256)) await ports.archive.remove(sha256);
  } catch (error) {
    ports.log.error('a file that nobody needs could not be removed', { error });
  }
}

function finishBatch(ports: RunPorts, batchId: string, trouble: Trouble | null): void {
  ports.db.transaction((tx) => {
    const left = countItems(tx, batchId).next;
    updateBatchInTx(tx, { id: batchId, ...batchAfter(left === null ? 0 : 1, trouble) });
    tx.afterCommit(() => ports.onBatch(batchId));
  });
}

async function signItem(
  ports: RunPorts,
  batch: BatchRecord,
  waiting: BatchItem,
  token: { signer: TokenSigner; certificateId: string },
): Promise<FileEnd> {
  const { db, archive, clock } = ports;
  db.transaction((tx) => {
    updateItemInTx(tx, beginItem(waiting));
    tx.afterCommit(() => ports.onBatch(batch.id));
  });
  const obstacle = findObstacle(ports, batch, waiting.documentId);
  if (obstacle !== null) return obstacle;
  const source = await readNewest(ports, waiting.documentId);
  if (waiting.shown !== null && waiting.shown !== source.sha256)
    return { kind: 'failed', problem: 'changed' };
  const certificate = token.signer.certificateOf(token.certificateId);
  if (certificate === undefined) throw new TokenError('no-certificate', 'the certificate is gone');
  const at = clock.now();
  const facts = findSignerFacts(certificate, at);
  if (facts === undefined || facts.unfit !== null)
    return { kind: 'stopped', trouble: { problem: 'certificate-unfit', tokenProblem: null } };
  const settings = getSigningSettings(db);
  const signatureId = ports.ids.id();
  const pdf = await ports.pdf.sign({
    pdf: source.pdf,
    certificate,
    chain: issuersOf(certificate, { others: token.signer.certificates(), roots: ports.roots() }, at),
    mark: markOf(batch.role, settings, ports.office(), batch.certificate.owner),
    training: batch.training,
    field: fieldOf(signatureId),
    at,
    sign: (digest) => token.signer.sign(token.certificateId, digest),
  });
  const later = !batch.training;
  const made: MadeFile = {
    signatureId,
    original: source.original,
    before: source.sha256,
    after: sha256Of(pdf),
    bytes: pdf.length,
    signedAt: officeTimestamp(at),
    timestamp: later && timestampAddress(settings, ports.timestampDefault) !== null ? 'pending' : 'off',
    validation: later && settings.validation ? 'pending' : 'off',
  };
  db.transaction((tx) => {
    const item = findItem(tx, batch.id, waiting.n);
    if (item !== undefined) updateItemInTx(tx, noteMade(item, made));
  });
  // The original first: a signed file whose original is missing would not be what was promised to be kept.
  if (source.sha256 === source.original) await archive.write(source.pdf);
  await archive.write(pdf);
  return { kind: 'signed', made };
}

function findObstacle(ports: RunPorts, batch: BatchRecord, documentId: string): Obstacle | null {
  const document = getDocument(ports.parts, documentId);
  if (document.superseded) return { kind: 'skipped', problem: 'superseded' };
  const same = signaturesOfDocument(ports.db, documentId).some(
    ({ role, certificate }) =>
      role === batch.role && certificate?.fingerprint === batch.certificate.fingerprint,
  );
  return same ? { kind: 'skipped', problem: 'already-signed' } : null;
}

/** What an error comes to for the file at hand, and for those behind it. */
function endOfError(error: unknown): FileEnd {
  if (error instanceof TokenError)
    return { kind: 'stopped', trouble: { problem: 'token', tokenProblem: error.problem } };
  if (error instanceof PdfWorkError) return { kind: 'failed', problem: error.problem };
  if (error instanceof SigningRefused) {
    if (error.code === 'file-damaged') return { kind: 'failed', problem: 'damaged' };
    return { kind: 'skipped', problem: 'gone' };
  }
  if (error instanceof ArchiveError) return { kind: 'failed', problem: 'damaged' };
  if (error instanceof Error && 'code' in error && typeof error.code === 'string' && DISK.has(error.code))
    return { kind: 'stopped', trouble: { problem: 'disk', tokenProblem: null } };
  return { kind: 'failed', problem: 'internal' };
}

const DISK = new Set([
  'ENOSPC',
  'EDQUOT',
  'EACCES',
  'EPERM',
  'EROFS',
  'EIO',
  'database-full',
  'database-unwritable',
]);
