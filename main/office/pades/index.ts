/** Signatures in PDF files (PAdES): bytes in, bytes out. */
export {
  PdfFileError,
  SigningError,
  type SigningFault,
  TimestampError,
  type TimestampFault,
} from './errors.ts';
export type { Appearance } from './mark.ts';
export { loadMarkDrawing, type MarkDrawing } from './mark-font.ts';
export { MAX_PDF_BYTES } from './pdf/file.ts';
export {
  finishSignature,
  type PreparedSignature,
  prepareSignature,
  type SignatureRequest,
  type SignRequest,
  signPdf,
} from './prepare.ts';
