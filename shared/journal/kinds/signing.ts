import { z } from 'zod';
import { PaperKind } from '../../dossier/index.ts';
import { defineEntryKind } from '../kind.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const id = z.string().min(1).max(100);
const DossierId = z.string().min(1).max(50).nullable();
const Completion = z.enum(['off', 'pending', 'added']);
const Role = z.enum(['organisation', 'person']);
const TokenKind = z.enum(['pkcs11', 'hid', 'software']);

/** A certificate as its signatures name it: by its fingerprint, and to people. Of an official, not of a citizen. */
const Certificate = z.strictObject({
  fingerprint: sha256,
  owner: z.string().max(500),
  organisation: z.string().max(500),
  issuer: z.string().max(500),
  serial: z.string().max(100),
  validFrom: z.string().max(40),
  validTo: z.string().max(40),
});

/**
 * A PDF was put to a dossier, or kept on its own, to be signed. In the local chain: the province gets what was signed.
 * Its bytes lie in the archive. Nothing is kept of it: its name may tell of a person.
 */
export const documentAttached = defineEntryKind({
  kind: 'document-attached',
  chain: 'local',
  v: 1,
  body: z.strictObject({
    id,
    dossierId: DossierId,
    requestId: z.string().max(50),
    title: z.string().min(1).max(200),
    fileName: z.string().min(1).max(200),
    sha256,
    bytes: z.int().min(1),
  }),
});

/** An attached PDF that nobody had signed was taken away again, with its file. */
export const documentRemoved = defineEntryKind({
  kind: 'document-removed',
  chain: 'local',
  v: 1,
  body: z.strictObject({ id, dossierId: DossierId }),
});

/** What stays of a signature: that there was one, by which certificate. No hash, which would confirm a guessed file. */
export const SignedKept = z.object({
  id: z.string(),
  documentId: z.string(),
  document: z.enum(['paper', 'attachment']),
  revision: z.int(),
  role: Role,
  tokenKind: TokenKind,
  training: z.boolean(),
  signedAt: z.string(),
});
export type SignedKept = z.infer<typeof SignedKept>;

/**
 * A file was signed: from which bytes, to which bytes, by which certificate, at which time of this PC. The file itself
 * lies in the archive under `after`; what it was made from stays there, too. A document is named `paper.<dossier>.<revision>`
 * or by the id under which it was attached.
 */
export const documentSigned = defineEntryKind({
  kind: 'document-signed',
  chain: 'exchange',
  v: 1,
  body: z.strictObject({
    id,
    documentId: id,
    dossierId: DossierId,
    document: z.enum(['paper', 'attachment']),
    paper: PaperKind.nullable(),
    /** Of the dossier, which the paper tells; 1 for an attached PDF. */
    revision: z.int().min(1),
    title: z.string().max(200),
    /** The first file, which was never signed. */
    original: sha256,
    before: sha256,
    after: sha256,
    bytes: z.int().min(1),
    role: Role,
    certificate: Certificate,
    tokenKind: TokenKind,
    /** By a certificate for training: without legal value. */
    training: z.boolean(),
    /** As the file states it. */
    signedAt: z.string().max(40),
    timestamp: Completion,
    validation: Completion,
    batchId: id,
  }),
  kept: {
    schema: SignedKept,
    of: (body) => ({
      id: body.id,
      documentId: body.documentId,
      document: body.document,
      revision: body.revision,
      role: body.role,
      tokenKind: body.tokenKind,
      training: body.training,
      signedAt: body.signedAt,
    }),
  },
});

/** What stays of it: which signatures were completed with what. */
export const CompletedKept = z.object({
  documentId: z.string(),
  timestamps: z.array(z.string()),
  validations: z.array(z.string()),
});
export type CompletedKept = z.infer<typeof CompletedKept>;

/** A timestamp, or data for checking long after, came later than the signature and stands in the file now. */
export const signatureCompleted = defineEntryKind({
  kind: 'signature-completed',
  chain: 'exchange',
  v: 1,
  body: z.strictObject({
    documentId: id,
    dossierId: DossierId,
    before: sha256,
    after: sha256,
    bytes: z.int().min(1),
    /** Null: only data for checking were added. */
    timestamp: z
      .strictObject({
        /** As the authority states it, office time; null where it could not be read. */
        at: z.string().max(40).nullable(),
        address: z.string().max(300),
        /** In the signature itself, or over the whole file. */
        place: z.enum(['signature', 'document']),
      })
      .nullable(),
    /** Ids of the signatures whose timestamp has now come, and of those whose data for checking have. */
    timestamps: z.array(id).max(200),
    validations: z.array(id).max(200),
  }),
  kept: {
    schema: CompletedKept,
    of: ({ documentId, timestamps, validations }) => ({ documentId, timestamps, validations }),
  },
});

/** An administrator trusts a certificate, having compared its fingerprint. */
export const rootTrusted = defineEntryKind({
  kind: 'root-trusted',
  chain: 'local',
  v: 1,
  body: z.strictObject({
    fingerprint: sha256,
    owner: z.string().max(500),
    /** The certificate, DER in base64. */
    der: z.base64().max(100_000),
  }),
});

/** An administrator trusts it no more. */
export const rootDistrusted = defineEntryKind({
  kind: 'root-distrusted',
  chain: 'local',
  v: 1,
  body: z.strictObject({ fingerprint: sha256 }),
});
