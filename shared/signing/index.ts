/** What signing says and shows, without keys, files or clocks. */
export {
  AppearanceRules,
  breakLine,
  type Mark,
  type MarkLine,
  markLines,
  markTime,
  overlaps,
  type Place,
  placeMark,
} from './appearance.ts';
export { CHAIN_PROBLEM_TEXTS, CHAIN_PROBLEMS } from './chain-problems.ts';
export {
  CertificateTrust,
  CHANGE_KINDS,
  ChangeKind,
  FileSignature,
  PDF_PROBLEMS,
  PdfProblem,
  SIGNATURE_PROBLEMS,
  SignatureProblem,
  SignatureReport,
  type SignatureVerdict,
  SignerCertificate,
  TimestampReport,
  TRUST_PROBLEMS,
  TrustProblem,
  verdictOf,
} from './report.ts';
