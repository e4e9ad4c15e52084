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
export { finishTimestamp, type PreparedTimestamp, prepareTimestamp } from './stamp-time.ts';
export { type FetchTimestamp, fetchTimestamp } from './timestamp/fetch.ts';
export {
  readTimestampAnswer,
  readTimestampToken,
  type TimestampToken,
  timestampRequest,
} from './timestamp/token.ts';
export { addValidationData, type ValidationAdded, type ValidationQuestion } from './validation.ts';
export { type VerifyQuestion, verifyPdf } from './verify/verify.ts';
