import type { SignableDocument } from '#shared/contract/index.ts';
import { documentAttached, documentRemoved } from '#shared/journal/index.ts';
import { attachedDocument, type DocumentParts, fileNameOf, getDossier } from './documents.ts';
import type { SigningPorts } from './ports.ts';
import { signingSentence } from './problems.ts';
import { SigningRefused } from './refused.ts';
import {
  attachmentsBefore,
  findAttachment,
  findAttachmentByRequest,
  findNewestFile,
  isFileInUse,
} from './views.ts';

export type NewAttachment = {
  requestId: string;
  dossierId: string | null;
  title: string;
  fileName: string;
  pdf: Uint8Array;
};

/** Attached PDFs. Methods throw SigningRefused. */
export type Attachments = {
  /** Keeps the file before it is recorded; a repeated `requestId` gives the first outcome. */
  add(file: NewAttachment, actor: string): Promise<SignableDocument>;
  /** What this request led to; undefined where it is new. */
  find(requestId: string): SignableDocument | undefined;
  /** Only what nobody signed. */
  remove(id: string, actor: string): Promise<void>;
  list(
    which: 'standalone' | 'all',
    cursor: string | null,
    limit: number,
  ): { documents: SignableDocument[]; nextCursor: string | null };
};

const LATEST = Number.MAX_SAFE_INTEGER;

export function createAttachments(
  ports: SigningPorts & { parts: DocumentParts; isInBatch: (documentId: string) => boolean },
): Attachments {
  const { db, journal, ids, archive, parts } = ports;

  function getDocumentOf(id: string): SignableDocument {
    const attachment = findAttachment(db, id);
    if (attachment === undefined) throw new SigningRefused('not-found');
    return attachedDocument(parts, attachment);
  }

  return {
    async add({ requestId, dossierId, title, fileName, pdf }, actor) {
      const repeated = findAttachmentByRequest(db, requestId);
      if (repeated !== undefined) return attachedDocument(parts, repeated);
      if (dossierId !== null) getDossier(db, dossierId);
      // Its other faults are found when it is opened for signing; this one at once, by anybody.
      if (!Buffer.from(pdf.subarray(0, 1024)).includes('%PDF-'))
        throw new SigningRefused('not-signable', signingSentence('not-pdf', null), { field: 'uploadId' });
      const sha256 = await archive.write(pdf);
      const id = ids.id();
      db.transaction((tx) => {
        if (findAttachmentByRequest(tx, requestId) !== undefined) return;
        if (dossierId !== null) getDossier(tx, dossierId);
        journal.appendInTx(tx, {
          kind: documentAttached,
          actor,
          subject: dossierId ?? id,
          body: {
            id,
            dossierId,
            requestId,
            title,
            fileName: withEnding(fileNameOf(fileName)),
            sha256,
            bytes: pdf.length,
          },
        });
        if (dossierId !== null) tx.afterCommit(() => ports.onDossierChanged(dossierId));
        tx.afterCommit(() => ports.onChanged(null));
      });
      const added = findAttachmentByRequest(db, requestId);
      if (added === undefined) throw new Error('what was attached is not there');
      return attachedDocument(parts, added);
    },
    find(requestId) {
      const found = findAttachmentByRequest(db, requestId);
      return found === undefined ? undefined : attachedDocument(parts, found);
    },
    async remove(id, actor) {
      const document = getDocumentOf(id);
      if (findNewestFile(db, id) !== undefined)
        throw new SigningRefused('not-signable', 'Tệp này đã được ký nên phải giữ lại, không bỏ được.');
      if (ports.isInBatch(id)) throw new SigningRefused('signing-running');
      const { dossierId } = document;
      db.transaction((tx) => {
        journal.appendInTx(tx, {
          kind: documentRemoved,
          actor,
          subject: dossierId ?? id,
          body: { id, dossierId },
        });
        if (dossierId !== null) tx.afterCommit(() => ports.onDossierChanged(dossierId));
        tx.afterCommit(() => ports.onChanged(null));
      });
      const hash = document.originalSha256;
      if (hash !== null && !isFileInUse(db, hash)) await archive.remove(hash);
    },
    list(which, cursor, limit) {
      const before = cursor === null ? LATEST : Number(cursor);
      const found = attachmentsBefore(db, which, Number.isSafeInteger(before) ? before : 0, limit + 1);
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return {
        documents: page.map((attachment) => attachedDocument(parts, attachment)),
        nextCursor: found.length > limit && last !== undefined ? String(last.position) : null,
      };
    },
  };
}

function withEnding(name: string): string {
  return /\.pdf$/i.test(name) ? name : `${name}.pdf`;
}
