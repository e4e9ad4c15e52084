import { createHash } from 'node:crypto';
import { paperKindOf } from '#shared/dossier/index.ts';
import { type Archive, ArchiveError, findArchivedOriginal } from '../printing/index.ts';
import { getDossier, parseDocumentId } from './documents.ts';
import type { SigningPorts } from './ports.ts';
import { SigningRefused } from './refused.ts';
import { findAttachment, findNewestFile } from './views.ts';

/** The bytes that are signed next. `original`: hash of what was never signed. */
export type SourceFile = { pdf: Uint8Array; sha256: string; original: string };

export type FilePorts = Pick<SigningPorts, 'db' | 'archive' | 'renderer' | 'papers'>;

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Throws `not-found`, `file-damaged`. */
export function readArchived(archive: Archive, sha256: string): Uint8Array {
  try {
    return archive.read(sha256);
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    throw new SigningRefused('file-damaged');
  }
}

/**
 * The newest file of a document: signed, or as it was printed or attached. A paper that was never made is made; it is not
 * kept by that. Throws `not-found`, `erased`, `file-damaged`.
 */
export async function readNewest(ports: FilePorts, documentId: string): Promise<SourceFile> {
  const newest = findNewestFile(ports.db, documentId);
  if (newest === undefined) return readOriginal(ports, documentId);
  const { sha256, original } = newest;
  return { pdf: readArchived(ports.archive, sha256), sha256, original };
}

/** The file that nobody signed. Throws as `readNewest`. */
export async function readOriginal(ports: FilePorts, documentId: string): Promise<SourceFile> {
  const { db, archive } = ports;
  const ref = parseDocumentId(documentId);
  const known =
    findNewestFile(db, documentId)?.original ??
    (ref.kind === 'attachment'
      ? findAttachment(db, ref.id)?.sha256
      : findArchivedOriginal(db, { id: ref.dossierId, revision: ref.revision })?.sha256);
  if (known !== undefined) return { pdf: readArchived(archive, known), sha256: known, original: known };
  if (ref.kind === 'attachment') throw new SigningRefused('not-found');
  const pdf = await drawPaper(ports, ref);
  const sha256 = sha256Of(pdf);
  return { pdf, sha256, original: sha256 };
}

/** The same paper gives the same bytes, however often it is drawn. */
async function drawPaper(
  { db, renderer, papers }: FilePorts,
  ref: { dossierId: string; revision: number },
): Promise<Uint8Array> {
  const dossier = getDossier(db, ref.dossierId);
  if (ref.revision > dossier.revision) throw new SigningRefused('not-found');
  const paper = paperKindOf(dossier);
  const { documents, at } = papers.documentFor({ ...ref, paper });
  // One page under the other: a file is read on a screen, two on one sheet are for a printer.
  return renderer.render(documents, { layout: 'a5', at });
}
