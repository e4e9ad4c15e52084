import { officeTimestamp } from '#shared/base/index.ts';
import type { MadeSignature, SignableDocument } from '#shared/contract/index.ts';
import { type Dossier, type PaperKind, paperKindOf } from '#shared/dossier/index.ts';
import { findDossier, findErasedDossier, mainCodeOf } from '../dossiers/index.ts';
import { findArchivedOriginal } from '../printing/index.ts';
import type { ReadableDb } from '../storage/index.ts';
import { SigningRefused } from './refused.ts';
import {
  type Attachment,
  attachmentsOfDossier,
  findAttachment,
  findNewestFile,
  signaturesOfDocument,
} from './views.ts';

const TITLES: Readonly<Record<PaperKind, string>> = {
  receipt: 'Giấy tiếp nhận',
  'supplement-slip': 'Phiếu yêu cầu bổ sung',
  'refusal-slip': 'Phiếu từ chối tiếp nhận',
};

/** Which document an id names: the paper of a dossier's revision, or an attached PDF. */
export type DocumentRef =
  | { kind: 'paper'; dossierId: string; revision: number }
  | { kind: 'attachment'; id: string };

/** The id under which the paper of a revision is signed. */
export function paperDocumentId(dossierId: string, revision: number): string {
  return `paper.${dossierId}.${revision}`;
}

export function parseDocumentId(id: string): DocumentRef {
  const match = /^paper\.(.{1,50})\.([1-9]\d{0,5})$/.exec(id);
  if (match?.[1] === undefined) return { kind: 'attachment', id };
  return { kind: 'paper', dossierId: match[1], revision: Number(match[2]) };
}

/** What this room reads to tell of documents. `nameOf`: of a person's id. */
export type DocumentParts = { db: ReadableDb; nameOf: (id: string) => string };

/** The document of an id, as it is now. Throws `not-found`, `erased`. */
export function getDocument(parts: DocumentParts, id: string): SignableDocument {
  const ref = parseDocumentId(id);
  if (ref.kind === 'attachment') {
    const attachment = findAttachment(parts.db, ref.id);
    if (attachment === undefined) throw new SigningRefused('not-found');
    return attachedDocument(parts, attachment);
  }
  const dossier = getDossier(parts.db, ref.dossierId);
  if (ref.revision > dossier.revision) throw new SigningRefused('not-found');
  return paperDocument(parts, dossier, ref.revision);
}

/** Throws `not-found`, `erased`. */
export function getDossier(db: ReadableDb, id: string): Dossier {
  const dossier = findDossier(db, id);
  if (dossier !== undefined) return dossier;
  throw new SigningRefused(findErasedDossier(db, id) === undefined ? 'not-found' : 'erased');
}

/** The present paper of a dossier, the papers of earlier revisions that were signed, and what was attached to it. */
export function documentsOfDossier(parts: DocumentParts, dossierId: string): SignableDocument[] {
  const dossier = getDossier(parts.db, dossierId);
  const revisions = Array.from({ length: dossier.revision }, (_, index) => dossier.revision - index);
  return [
    ...revisions
      .map((revision) => paperDocument(parts, dossier, revision))
      .filter(({ revision, signedSha256 }) => revision === dossier.revision || signedSha256 !== null),
    ...attachmentsOfDossier(parts.db, dossierId).map((attachment) => attachedDocument(parts, attachment)),
  ];
}

/** The paper of one revision. */
export function paperDocument(parts: DocumentParts, dossier: Dossier, revision: number): SignableDocument {
  const { db } = parts;
  const paper = paperKindOf(dossier);
  const code = mainCodeOf(dossier);
  const id = paperDocumentId(dossier.id, revision);
  const newest = findNewestFile(db, id);
  const original = newest?.original ?? findArchivedOriginal(db, { id: dossier.id, revision })?.sha256 ?? null;
  const suffix = revision === 1 ? '' : ` (bản ${revision})`;
  return {
    id,
    kind: 'paper',
    dossierId: dossier.id,
    code,
    paper,
    revision,
    superseded: revision < dossier.revision || dossier.cancelled !== null,
    title: `${TITLES[paper]} ${code}${suffix}`,
    fileName: `${fileNameOf(`${TITLES[paper]} ${code}${suffix}`)}.pdf`,
    originalSha256: original,
    signedSha256: newest?.sha256 ?? null,
    bytes: newest?.bytes ?? null,
    addedAt:
      revision === dossier.revision ? (dossier.correction?.at ?? dossier.receivedAt) : dossier.receivedAt,
    signatures: madeSignatures(parts, id),
  };
}

/** An attached PDF. */
export function attachedDocument(parts: DocumentParts, attachment: Attachment): SignableDocument {
  const { db } = parts;
  const { id, dossierId } = attachment;
  const newest = findNewestFile(db, id);
  const dossier = dossierId === null ? undefined : findDossier(db, dossierId);
  return {
    id,
    kind: 'attachment',
    dossierId,
    code: dossier === undefined ? '' : mainCodeOf(dossier),
    paper: null,
    revision: 1,
    superseded: false,
    title: attachment.title,
    fileName: attachment.fileName,
    originalSha256: attachment.sha256,
    signedSha256: newest?.sha256 ?? null,
    bytes: newest?.bytes ?? attachment.bytes,
    addedAt: attachment.addedAt,
    signatures: madeSignatures(parts, id),
  };
}

function madeSignatures({ db, nameOf }: DocumentParts, documentId: string): MadeSignature[] {
  return signaturesOfDocument(db, documentId).flatMap(({ certificate, signedBy, ...signature }) =>
    certificate === null
      ? []
      : [
          {
            id: signature.id,
            role: signature.role,
            certificate,
            tokenKind: signature.tokenKind,
            training: signature.training,
            signedAt: signature.signedAt,
            signedBy: nameOf(signedBy),
            timestamp: signature.timestamp,
            validation: signature.validation,
          },
        ],
  );
}

/** A name that every system takes as a file's. */
export function fileNameOf(text: string): string {
  const name = text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\\/:*?"<>|]+/gu, '-')
    .replace(/[. ]+$/u, '')
    .trim();
  return name === '' ? 'tep' : name.slice(0, 150).toWellFormed();
}

/** Office time, for what happens now. */
export function stampNow(clock: { now(): number }): string {
  return officeTimestamp(clock.now());
}
