/**
 * Signing: what may be signed and was, batches at a token, what comes to a signature later, trusted certificates, share of
 * signed dossiers. `createSigning` is the door.
 */
export { paperDocumentId } from './documents.ts';
export type { SigningErasure } from './erasure.ts';
export { findKnownSigningFile, type KnownFile, knownSigningFiles } from './known-files.ts';
export { createPdfWork } from './pdf-work.ts';
export {
  type CompletionTimes,
  type MarkWanted,
  type PdfWork,
  PdfWorkError,
  type SigningActor,
  type SigningPorts,
  type TimestampMade,
} from './ports.ts';
export { SigningRefused } from './refused.ts';
export { rootsProjector } from './roots.ts';
export { createSigning, type Signing } from './signing.ts';
export { signingProjector } from './views.ts';
