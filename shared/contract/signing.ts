import { z } from 'zod';
import { WellFormedText } from '../dossier/index.ts';
import { procedure } from './define.ts';
import {
  BatchSummary,
  Fingerprint,
  MOST_BATCH_ITEMS,
  MOST_PDF_BYTES,
  MOST_PIECE_BYTES,
  PendingCompletion,
  RootCertificate,
  SignableDocument,
  SignatureRole,
  SigningBatch,
  SigningId,
  SigningSettings,
  TrustedRoot,
  VerifiedFile,
} from './signing-parts.ts';

const people = ['clerk', 'administrator'] as const;
const cursor = WellFormedText.max(200).nullable();
const limit = z.int().min(1).max(100);
/** A piece of a file, base64. */
const Piece = z.base64().max(Math.ceil(MOST_PIECE_BYTES / 3) * 4);
/** A small file (a certificate), base64. */
const SmallFile = z.base64().min(4).max(100_000);
const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** Names a token session (`tokens.openSession`) and a certificate in it. */
const Signer = {
  session: WellFormedText.min(1).max(300),
  /** Id of the certificate on its token. */
  certificate: WellFormedText.min(1).max(300),
};

const SIGNING_ERRORS = ['session-ended', 'token-missing', 'not-signable', 'signing-running'] as const;

/** Signing with the token: what may be signed and was, batches, timestamps that come later, verification, trusted roots. */
export const signing = {
  options: procedure({
    title: 'Thiết lập ký số đang dùng',
    description:
      'What a signing dialog needs before it opens: roles, names on the mark, whether a timestamp follows.',
    access: people,
    input: z.object({}),
    output: z.object({
      roles: z.array(SignatureRole),
      /** What the office's mark will say. */
      organisation: z.string(),
      hasSeal: z.boolean(),
      person: z.object({ name: z.string(), title: z.string() }),
      timestamps: z.boolean(),
      mostBytes: z.literal(MOST_PDF_BYTES),
      /** Signatures whose timestamp or LT data is still to come. */
      pending: z.int(),
      /** Batches of this person that stopped before their end. */
      paused: z.int(),
    }),
  }),
  ofDossier: procedure({
    title: 'Giấy tờ ký được của hồ sơ',
    description:
      "A dossier's papers, revision by revision, and the PDFs attached to it, with their signatures.",
    access: people,
    input: z.object({ dossierId: WellFormedText.max(50) }),
    output: z.object({ documents: z.array(SignableDocument) }),
    errors: ['not-found', 'erased'],
  }),
  candidates: procedure({
    title: 'Giấy chờ ký trong ngày',
    description:
      'The present papers of dossiers received on a day, newest first, for a batch; `only` unsigned or all of them.',
    access: people,
    input: z.object({ day: Day, only: z.enum(['unsigned', 'all']), cursor, limit }),
    output: z.object({
      rows: z.array(z.object({ document: SignableDocument, applicant: z.string(), procedure: z.string() })),
      nextCursor: z.string().nullable(),
    }),
  }),
  attachments: procedure({
    title: 'Tệp PDF đã thêm để ký',
    description: 'PDFs that were attached, newest first; `standalone`: only those that belong to no dossier.',
    access: people,
    input: z.object({ which: z.enum(['standalone', 'all']), cursor, limit }),
    output: z.object({ documents: z.array(SignableDocument), nextCursor: z.string().nullable() }),
  }),
  upload: procedure({
    title: 'Gửi tệp PDF theo từng phần',
    description:
      'One piece of a PDF, in order, under an id that the screen makes; for `attach` and `verify`. `offset` 0 begins anew. Kept in memory for a few minutes, by the session that sent it.',
    access: people,
    input: z.object({
      uploadId: z.uuid(),
      offset: z.int().min(0).max(MOST_PDF_BYTES),
      data: Piece,
    }),
    output: z.object({ received: z.int() }),
    errors: ['not-found'],
  }),
  attach: procedure({
    title: 'Thêm tệp PDF để ký',
    description:
      'Keeps an uploaded PDF, encrypted, with a dossier or on its own. The same `requestId` sent again answers with the first outcome.',
    access: people,
    input: z.object({
      requestId: z.uuid(),
      uploadId: z.uuid(),
      dossierId: WellFormedText.max(50).nullable(),
      title: WellFormedText.trim().min(1).max(200),
      fileName: WellFormedText.trim().min(1).max(200),
    }),
    output: z.object({ document: SignableDocument }),
    errors: ['not-found', 'erased', 'not-signable'],
  }),
  removeAttachment: procedure({
    title: 'Bỏ tệp PDF thêm nhầm',
    description: 'Removes an attached PDF that nobody has signed, with its file.',
    access: people,
    input: z.object({ documentId: SigningId }),
    output: z.object({}),
    errors: ['not-found', 'not-signable', 'signing-running'],
  }),
  file: procedure({
    title: 'Tệp đã ký',
    description:
      'The newest file of a document (signed where it is), or its original, base64. A paper that was never made is made.',
    access: people,
    input: z.object({ documentId: SigningId, which: z.enum(['newest', 'original']) }),
    output: z.object({ pdfBase64: z.string(), fileName: z.string(), sha256: z.string() }),
    errors: ['not-found', 'erased', 'file-damaged'],
  }),
  start: procedure({
    title: 'Bắt đầu ký',
    description:
      'Makes a batch (of one file, too) and signs one after another with the token session; stops at the first error of the token. The same `requestId` sent again answers with the batch it made.',
    access: people,
    input: z.object({
      requestId: z.uuid(),
      ...Signer,
      role: SignatureRole,
      documentIds: z.array(SigningId).min(1).max(MOST_BATCH_ITEMS),
      /** Hashes of the files that the person was shown: of these documents no other file is signed. */
      shown: z
        .array(z.object({ documentId: SigningId, sha256: Fingerprint }))
        .max(MOST_BATCH_ITEMS)
        .default([]),
    }),
    output: z.object({ batch: SigningBatch }),
    errors: ['not-found', ...SIGNING_ERRORS],
  }),
  resume: procedure({
    title: 'Ký tiếp',
    description:
      'Goes on with a paused batch at exactly the file where it stopped, with a new token session and the same certificate.',
    access: people,
    input: z.object({ batchId: SigningId, ...Signer }),
    output: z.object({ batch: SigningBatch }),
    errors: ['not-found', ...SIGNING_ERRORS],
  }),
  stop: procedure({
    title: 'Dừng ký',
    description:
      'Stops after the file at hand. `giveUp`: the files that are left are not signed any more and the batch is done.',
    access: people,
    input: z.object({ batchId: SigningId, giveUp: z.boolean() }),
    output: z.object({ batch: SigningBatch }),
    errors: ['not-found'],
  }),
  skip: procedure({
    title: 'Bỏ qua một tệp',
    description: 'Takes one file out of a batch that is not running, before it was signed.',
    access: people,
    input: z.object({ batchId: SigningId, n: z.int().min(1).max(MOST_BATCH_ITEMS) }),
    output: z.object({ batch: SigningBatch }),
    errors: ['not-found', 'signing-running'],
  }),
  batch: procedure({
    title: 'Một lô ký',
    description: 'A batch with its files. How far it is comes with events of kind `signing`.',
    access: people,
    input: z.object({ batchId: SigningId }),
    output: z.object({ batch: SigningBatch }),
    errors: ['not-found'],
  }),
  batches: procedure({
    title: 'Các lô ký',
    description: 'Batches, newest first; `open`: only those that are not done.',
    access: people,
    input: z.object({ which: z.enum(['open', 'all']), cursor, limit }),
    output: z.object({ batches: z.array(BatchSummary), nextCursor: z.string().nullable() }),
  }),
  verify: procedure({
    title: 'Kiểm tra chữ ký của tệp PDF',
    description:
      'Who signed an uploaded PDF, when, whether it holds and is trusted, and what was changed after. Keeps nothing.',
    access: people,
    input: z.object({ uploadId: z.uuid() }),
    output: VerifiedFile,
    errors: ['not-found'],
  }),
  verifyDocument: procedure({
    title: 'Kiểm tra chữ ký của tệp đã lưu',
    description: 'The same for the newest file of a document of this office.',
    access: people,
    input: z.object({ documentId: SigningId }),
    output: VerifiedFile,
    errors: ['not-found', 'erased', 'file-damaged'],
  }),
  pending: procedure({
    title: 'Chữ ký chờ dấu thời gian',
    description: 'Signatures whose timestamp or LT data has not come yet, oldest first.',
    access: people,
    input: z.object({ cursor, limit }),
    output: z.object({ rows: z.array(PendingCompletion), total: z.int(), nextCursor: z.string().nullable() }),
  }),
  completeNow: procedure({
    title: 'Thử lấy dấu thời gian ngay',
    description: 'Asks for what is pending now instead of waiting for the next try. Answers at once.',
    access: people,
    input: z.object({}),
    output: z.object({ pending: z.int() }),
  }),
  roots: procedure({
    title: 'Chứng thư gốc tin cậy',
    description: 'The certificates from which trust begins.',
    access: people,
    input: z.object({}),
    output: z.object({ roots: z.array(TrustedRoot) }),
  }),
  readRoot: procedure({
    title: 'Xem chứng thư trước khi tin',
    description: 'What a certificate file (PEM or DER, base64) says, and its fingerprint. Keeps nothing.',
    access: ['administrator'],
    input: z.object({ file: SmallFile }),
    output: z.object({ certificate: RootCertificate, known: z.boolean() }),
    errors: ['not-signable'],
  }),
  addRoot: procedure({
    title: 'Thêm chứng thư gốc',
    description:
      'Trusts the certificate in the file; `fingerprint`: what was shown and compared, or it is refused.',
    access: ['administrator'],
    input: z.object({ file: SmallFile, fingerprint: Fingerprint }),
    output: z.object({ roots: z.array(TrustedRoot) }),
    errors: ['not-signable', 'confirmation-differs'],
  }),
  removeRoot: procedure({
    title: 'Thôi tin một chứng thư gốc',
    description: 'Only of those that an administrator added.',
    access: ['administrator'],
    input: z.object({ fingerprint: Fingerprint }),
    output: z.object({ roots: z.array(TrustedRoot) }),
    errors: ['not-found'],
  }),
  settings: procedure({
    title: 'Thiết lập ký số',
    description: 'Roles, marks, timestamps; with what would be used where a field is empty.',
    access: ['administrator'],
    input: z.object({}),
    output: z.object({
      settings: SigningSettings,
      defaults: z.object({
        organisation: z.string(),
        timestampAddress: z.string(),
        timestampSource: z.string(),
      }),
    }),
  }),
  changeSettings: procedure({
    title: 'Đổi thiết lập ký số',
    description: 'Replaces the settings as a whole.',
    access: ['administrator'],
    input: SigningSettings,
    output: z.object({}),
  }),
  testTimestamp: procedure({
    title: 'Thử máy chủ dấu thời gian',
    description:
      'Asks the address for one timestamp over a random digest. May take minutes; aborting the call stops it.',
    access: ['administrator'],
    input: z.object({ address: z.url({ protocol: /^https?$/ }).max(300) }),
    output: z.object({
      ok: z.boolean(),
      /** How long the answer took. */
      milliseconds: z.int(),
      /** The time it states. */
      at: z.string().nullable(),
      authority: z.string(),
      /** In Vietnamese: what is wrong and what to do; null when nothing is. */
      problem: z.string().nullable(),
    }),
  }),
  share: procedure({
    title: 'Tỷ lệ hồ sơ ký số',
    description:
      'Of the dossiers received in a month: how many have a signed paper or file, by field. Training does not count.',
    access: people,
    input: z.object({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/) }),
    output: z.object({
      dossiers: z.int(),
      signed: z.int(),
      fields: z.array(z.object({ field: z.string(), dossiers: z.int(), signed: z.int() })),
    }),
  }),
};
