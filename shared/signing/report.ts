import { z } from 'zod';
import { CHAIN_PROBLEMS } from './chain-problems.ts';

/** Why a signature is not whole, or can't be judged. A closed list; the screens have a sentence for each. */
export const SIGNATURE_PROBLEMS = [
  /** The signed bytes were changed after signing. */
  'bytes-changed',
  /** The signed bytes agree, but the signature over them does not fit the certificate. */
  'signature-wrong',
  /** The signature leaves out more of the file than its own value, overlaps, or lies elsewhere: a known forgery. */
  'range-forged',
  /** What the signature covers is not a whole state of the file. */
  'range-incomplete',
  /** The signature's own data can't be read. */
  'unreadable',
  /** Made in a way that this program does not check (`subFilter` names it). */
  'format-unknown',
  /** Uses a hash or key that is too weak or unknown. */
  'algorithm-unknown',
  /** The signer's certificate is not in the signature. */
  'certificate-missing',
  /** The signature was made for another certificate than the one beside it. */
  'certificate-swapped',
  /** More than one signer, or none, in one signature. */
  'signers-count',
] as const;
export const SignatureProblem = z.enum(SIGNATURE_PROBLEMS);
export type SignatureProblem = z.infer<typeof SignatureProblem>;

/** Why a certificate is not trusted: the problems of its chain, whose sentences hold here, too, and one of our own. */
export const TRUST_PROBLEMS = [
  /** Made for training: never trusted. */
  'training',
  ...CHAIN_PROBLEMS,
] as const;
export const TrustProblem = z.enum(TRUST_PROBLEMS);
export type TrustProblem = z.infer<typeof TrustProblem>;

export const CertificateTrust = z.object({
  trusted: z.boolean(),
  problem: TrustProblem.nullable(),
  /** Name of the issuer that is not known, for `issuer-missing` and `root-unknown`; else null. */
  missing: z.string().nullable(),
  /** Common names from the signer up to the last one found. */
  chain: z.array(z.string()),
  /** The moment the chain was judged for: the proven time of signing, else the time of the check. Epoch ms. */
  judgedAt: z.number().int(),
  /** What validation data in the file or beside it say about revocation. */
  revocation: z.enum(['good', 'revoked', 'unknown']),
});
export type CertificateTrust = z.infer<typeof CertificateTrust>;

/** What a person is told of a certificate. */
export const SignerCertificate = z.object({
  name: z.string(),
  organisation: z.string(),
  issuer: z.string(),
  /** Hex, upper case. */
  serialNumber: z.string(),
  /** SHA-256 of the certificate, hex, lower case. */
  fingerprint: z.string(),
  /** Epoch ms. */
  notBefore: z.number().int(),
  notAfter: z.number().int(),
  /** For example `RSA-3072` or `P-256`. */
  key: z.string(),
});
export type SignerCertificate = z.infer<typeof SignerCertificate>;

/** A time that an authority attested. */
export const TimestampReport = z.object({
  /** Epoch ms as the authority says; null when it can't be read. */
  at: z.number().int().nullable(),
  /** `whole`: it belongs to this signature and its own signature fits. */
  whole: z.boolean(),
  problem: SignatureProblem.nullable(),
  authority: SignerCertificate.nullable(),
  trust: CertificateTrust.nullable(),
});
export type TimestampReport = z.infer<typeof TimestampReport>;

/**
 * What was changed in a file after a signature, from harmless to grave. The first three leave what was signed as it
 * was; `form-filled` and `annotations` may cover or complete it; the others change what a reader sees.
 */
export const CHANGE_KINDS = [
  'signatures-added',
  'timestamps-added',
  'validation-data-added',
  'metadata',
  'form-filled',
  'form-fields-added',
  'annotations',
  'signature-altered',
  'signature-removed',
  'page-content',
  'pages',
  'document-structure',
  /** What follows the signature can't be read as a state of the file. */
  'unreadable',
] as const;
export const ChangeKind = z.enum(CHANGE_KINDS);
export type ChangeKind = z.infer<typeof ChangeKind>;

/** One signature of a file, or one timestamp over the whole file. Times are epoch ms. */
export const FileSignature = z.object({
  /** Name of its field in the file. */
  field: z.string(),
  kind: z.enum(['signature', 'timestamp']),
  /** As the file says, for example `ETSI.CAdES.detached`. */
  subFilter: z.string(),
  /** Page of its visible mark, from 1; null: invisible. */
  page: z.number().int().nullable(),
  /** The signed bytes are as they were, and the signature fits the certificate. Says nothing about trust. */
  whole: z.boolean(),
  problem: SignatureProblem.nullable(),
  signer: SignerCertificate.nullable(),
  /** Its certificate is one of the training tokens. */
  training: z.boolean(),
  trust: CertificateTrust.nullable(),
  /** For example `RSA SHA-256`; empty when unreadable. */
  algorithm: z.string(),
  /** What the signing PC said; nobody attests it. */
  claimedAt: z.number().int().nullable(),
  /** The timestamp of this very signature, or a later whole timestamp over the file that covers it. */
  timestamp: TimestampReport.nullable(),
  /** It covers the file up to its end. */
  coversWholeFile: z.boolean(),
  /** Bytes from the beginning that were signed (the revision that can be shown again). */
  revisionLength: z.number().int(),
  /** What came after it, sorted as in CHANGE_KINDS; empty: nothing. */
  changes: z.array(ChangeKind),
});
export type FileSignature = z.infer<typeof FileSignature>;

/** Why a file can't be read at all. */
export const PDF_PROBLEMS = [
  'not-pdf',
  'too-large',
  'encrypted',
  'broken',
  /** A dynamic form that only one vendor's reader can draw (XFA). */
  'dynamic-form',
  /** Signing only: it holds scripts, or actions that start a program. */
  'active-content',
  /** Its author certified it against every change: signing would break that. */
  'no-changes-allowed',
  /** Signing only: the field name is in the file already. */
  'field-taken',
  /** Signing only: no room for the mark. */
  'no-room',
] as const;
export const PdfProblem = z.enum(PDF_PROBLEMS);
export type PdfProblem = z.infer<typeof PdfProblem>;

/** Everything the verification of a file found, oldest signature first. */
export const SignatureReport = z.object({
  /** Null: the file could be read. */
  problem: PdfProblem.nullable(),
  pages: z.number().int(),
  signatures: z.array(FileSignature),
  /** The file holds validation data (long term). */
  hasValidationData: z.boolean(),
});
export type SignatureReport = z.infer<typeof SignatureReport>;

const HARMLESS: readonly ChangeKind[] = ['signatures-added', 'timestamps-added', 'validation-data-added'];

/** The one word for a signature: what the screen shows largest. */
export type SignatureVerdict =
  | 'valid'
  | 'valid-untrusted'
  | 'training'
  | 'completed-after'
  | 'changed-after'
  | 'broken'
  | 'not-checked';

/**
 * `completed-after`: forms filled or notes added later, what was signed is still there; `changed-after`: what a reader
 * sees is no longer what was signed. Trust comes after integrity: an altered file is never shown as merely untrusted.
 */
export function verdictOf(signature: FileSignature): SignatureVerdict {
  if (!signature.whole) {
    return signature.problem === 'format-unknown' || signature.problem === 'algorithm-unknown'
      ? 'not-checked'
      : 'broken';
  }
  const grave = signature.changes.filter((kind) => !HARMLESS.includes(kind));
  if (grave.some((kind) => !['metadata', 'form-filled', 'form-fields-added', 'annotations'].includes(kind)))
    return 'changed-after';
  if (grave.length > 0) return 'completed-after';
  if (signature.training) return 'training';
  return signature.trust?.trusted === true ? 'valid' : 'valid-untrusted';
}
