import { z } from 'zod';
import { PaperKind, WellFormedText } from '../dossier/index.ts';
import { PdfProblem, SignatureReport } from '../signing/index.ts';
import { TokenProblem } from './token-problems.ts';
import { TokenKind } from './tokens.ts';

/** Largest PDF that is attached or verified, in bytes. */
export const MOST_PDF_BYTES = 16 * 1024 * 1024;
/** Largest piece of an upload, in bytes: below what one message of a browser may carry. */
export const MOST_PIECE_BYTES = 1024 * 1024;
/** Most files of one batch. */
export const MOST_BATCH_ITEMS = 500;

/** SHA-256, hex. */
const Sha256Text = z.string().regex(/^[0-9a-f]{64}$/);

/** As whom a signature is made: the office (top right of page 1), or the person at the token (block of their own). */
export const SignatureRole = z.enum(['organisation', 'person']);
export type SignatureRole = z.infer<typeof SignatureRole>;

/** `off`: not wanted when it was signed; `pending`: comes when the service is reached; `added`: stands in the file. */
export const CompletionState = z.enum(['off', 'pending', 'added']);
export type CompletionState = z.infer<typeof CompletionState>;

/** Names a certificate to a person. */
export const SigningCertificate = z.object({
  /** SHA-256 of the DER, hex. */
  fingerprint: Sha256Text,
  owner: z.string(),
  organisation: z.string(),
  issuer: z.string(),
  /** Serial number, hex. */
  serial: z.string(),
  validFrom: z.string(),
  validTo: z.string(),
});
export type SigningCertificate = z.infer<typeof SigningCertificate>;

/** One signature that was made here. */
export const MadeSignature = z.object({
  id: z.string(),
  role: SignatureRole,
  certificate: SigningCertificate,
  tokenKind: TokenKind,
  /** Made with a training certificate: no legal value. */
  training: z.boolean(),
  signedAt: z.string(),
  signedBy: z.string(),
  timestamp: CompletionState,
  /** OCSP, CRL and certificates for checking it long after. */
  validation: CompletionState,
});
export type MadeSignature = z.infer<typeof MadeSignature>;

/** Something that can be signed: the paper of a dossier's revision, or an attached PDF. */
export const SignableDocument = z.object({
  id: z.string(),
  kind: z.enum(['paper', 'attachment']),
  /** Null: a PDF kept on its own. */
  dossierId: z.string().nullable(),
  /** The dossier's code; empty where there is none. */
  code: z.string(),
  /** Of a paper. */
  paper: PaperKind.nullable(),
  revision: z.int(),
  /** A later revision took its place, or the dossier was cancelled: it is signed no more. */
  superseded: z.boolean(),
  title: z.string(),
  fileName: z.string(),
  /** Of the original, where it is in the archive already; a paper never printed is made when it is signed. */
  originalSha256: z.string().nullable(),
  /** Of the newest signed file; null: not signed. */
  signedSha256: z.string().nullable(),
  /** Of the newest file, in bytes; null where it is not known without reading it. */
  bytes: z.int().nullable(),
  addedAt: z.string(),
  /** Oldest first. */
  signatures: z.array(MadeSignature),
});
export type SignableDocument = z.infer<typeof SignableDocument>;

export const BatchRowState = z.enum(['waiting', 'signing', 'signed', 'failed', 'skipped']);
export type BatchRowState = z.infer<typeof BatchRowState>;

/**
 * `running`: files are being signed; `paused`: the token, a restart or the person stopped it, and it goes on at the very
 * file with `signing.resume`; `done`: nothing is left to do.
 */
export const BatchState = z.enum(['running', 'paused', 'done']);
export type BatchState = z.infer<typeof BatchState>;

/** Why a file was not signed, or a batch stopped; a closed list. Those of the token are in `tokenProblem`. */
export const SigningProblem = z.enum([
  'token',
  'stopped',
  'interrupted',
  'already-signed',
  'superseded',
  'changed',
  'gone',
  'damaged',
  'certificate-unfit',
  'given-up',
  'disk',
  'internal',
  ...PdfProblem.options,
]);
export type SigningProblem = z.infer<typeof SigningProblem>;

const Problem = z.object({
  problem: SigningProblem,
  /** Of the token's own list, where it was the token. */
  tokenProblem: TokenProblem.nullable(),
  /** In Vietnamese: what is wrong and what to do. */
  message: z.string(),
});

export const BatchRow = z.object({
  /** From 1, in the order of signing. */
  n: z.int(),
  documentId: z.string(),
  dossierId: z.string().nullable(),
  code: z.string(),
  title: z.string(),
  state: BatchRowState,
  /** Of the signed file. */
  sha256: z.string().nullable(),
  signedAt: z.string().nullable(),
  trouble: Problem.nullable(),
});
export type BatchRow = z.infer<typeof BatchRow>;

/** A batch without its files: how far it is. */
export const BatchSummary = z.object({
  id: z.string(),
  state: BatchState,
  role: SignatureRole,
  certificate: SigningCertificate,
  tokenKind: TokenKind,
  training: z.boolean(),
  total: z.int(),
  signed: z.int(),
  failed: z.int(),
  skipped: z.int(),
  /** The file that is being signed, or at which it goes on; null: none is left. */
  next: z.int().nullable(),
  /** Why it is paused. */
  trouble: Problem.nullable(),
  startedBy: z.string(),
  createdAt: z.string(),
});
export type BatchSummary = z.infer<typeof BatchSummary>;

export const SigningBatch = BatchSummary.extend({ rows: z.array(BatchRow) });
export type SigningBatch = z.infer<typeof SigningBatch>;

/** A signature, a timestamp or LT data that still has to come. */
export const PendingCompletion = z.object({
  signatureId: z.string(),
  documentId: z.string(),
  dossierId: z.string().nullable(),
  title: z.string(),
  signedAt: z.string(),
  timestamp: CompletionState,
  validation: CompletionState,
  /** Tries so far. */
  tries: z.int(),
  nextTryAt: z.string().nullable(),
  /** In Vietnamese; null before the first try. */
  lastProblem: z.string().nullable(),
});
export type PendingCompletion = z.infer<typeof PendingCompletion>;

/** A certificate from which trust begins, read from a file or kept. */
export const RootCertificate = z.object({
  fingerprint: Sha256Text,
  owner: z.string(),
  organisation: z.string(),
  issuer: z.string(),
  serial: z.string(),
  validFrom: z.string(),
  validTo: z.string(),
  selfSigned: z.boolean(),
  /** It may issue certificates. */
  authority: z.boolean(),
});
export type RootCertificate = z.infer<typeof RootCertificate>;

export const TrustedRoot = RootCertificate.extend({
  /** `shipped`: came with the program. */
  source: z.enum(['shipped', 'added']),
  addedAt: z.string().nullable(),
  addedBy: z.string().nullable(),
});
export type TrustedRoot = z.infer<typeof TrustedRoot>;

/** The person's block stands centred under the text: title above, name below. */
const Block = z.object({ title: WellFormedText.trim().max(200) });

export const SigningSettings = z.object({
  organisation: z.object({
    enabled: z.boolean(),
    /** What the mark says; empty: the office's name. */
    name: WellFormedText.trim().max(200),
    /** Red seal, PNG with transparency in real size, base64; null: text alone. */
    sealPng: z.base64().max(400_000).nullable(),
    /** Width of the seal on paper, in millimetres. */
    sealMillimetres: z.number().min(10).max(60),
  }),
  person: Block.extend({ enabled: z.boolean() }),
  timestamps: z.object({
    enabled: z.boolean(),
    /** RFC 3161 over HTTP. */
    address: z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(300)]),
  }),
  /** Fetch certificates, OCSP answers and CRLs for later checks. */
  validation: z.boolean(),
});
export type SigningSettings = z.infer<typeof SigningSettings>;

/** What was found in a file; codes only, the screens have the sentences. */
export const VerifiedFile = z.object({
  /** SHA-256 of the file. */
  sha256: z.string(),
  bytes: z.int(),
  report: SignatureReport,
});
export type VerifiedFile = z.infer<typeof VerifiedFile>;

/** Id of a document or batch. */
export const SigningId = WellFormedText.min(1).max(100);
/** SHA-256 of a certificate. */
export const Fingerprint = Sha256Text;
