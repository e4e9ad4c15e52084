import { MOST_PDF_BYTES } from '#shared/contract/index.ts';
import type { SigningActor } from '../signing/index.ts';
import { type CallContext, procedures, requireUser } from './context.ts';

const roomOf = (context: CallContext) => requireUser(context).office.signing;

function actorOf(context: CallContext): SigningActor {
  const { user, station } = requireUser(context);
  return { id: user.id, name: user.name, station };
}

const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));

export const signing = {
  options: procedures.signing.options.handler(({ context }) => {
    const { user, office } = requireUser(context);
    const { personTitle, ...options } = office.signing.options();
    return {
      ...options,
      person: { name: user.name, title: personTitle },
      mostBytes: MOST_PDF_BYTES,
      pending: office.signing.completions.count(),
      paused: office.signing.batches.countPaused(user.id),
    };
  }),
  ofDossier: procedures.signing.ofDossier.handler(({ context, input }) => ({
    documents: roomOf(context).documentsOf(input.dossierId),
  })),
  candidates: procedures.signing.candidates.handler(({ context, input }) =>
    roomOf(context).candidates(input),
  ),
  attachments: procedures.signing.attachments.handler(({ context, input }) =>
    roomOf(context).attachments.list(input.which, input.cursor, input.limit),
  ),
  upload: procedures.signing.upload.handler(({ context, input }) => {
    const { office, token } = requireUser(context);
    return {
      received: office.signing.uploads.add(token, input.uploadId, input.offset, bytesOf(input.data)),
    };
  }),
  attach: procedures.signing.attach.handler(async ({ context, input }) => {
    const { office, user, token } = requireUser(context);
    const { uploadId, ...file } = input;
    const done = office.signing.attachments.find(input.requestId);
    if (done !== undefined) return { document: done };
    const pdf = office.signing.uploads.read(token, uploadId);
    const document = await office.signing.attachments.add({ ...file, pdf }, user.id);
    office.signing.uploads.forget(token, uploadId);
    return { document };
  }),
  removeAttachment: procedures.signing.removeAttachment.handler(async ({ context, input }) => {
    const { office, user } = requireUser(context);
    await office.signing.attachments.remove(input.documentId, user.id);
    return {};
  }),
  file: procedures.signing.file.handler(async ({ context, input }) => {
    const { pdf, fileName, sha256 } = await roomOf(context).readFile(input.documentId, input.which);
    return { pdfBase64: Buffer.from(pdf).toString('base64'), fileName, sha256 };
  }),
  start: procedures.signing.start.handler(({ context, input }) => ({
    batch: roomOf(context).batches.start(input, actorOf(context)),
  })),
  resume: procedures.signing.resume.handler(({ context, input }) => ({
    batch: roomOf(context).batches.resume(input, actorOf(context)),
  })),
  stop: procedures.signing.stop.handler(async ({ context, input }) => ({
    batch: await roomOf(context).batches.stop(input.batchId, input.giveUp),
  })),
  skip: procedures.signing.skip.handler(({ context, input }) => ({
    batch: roomOf(context).batches.skip(input.batchId, input.n),
  })),
  batch: procedures.signing.batch.handler(({ context, input }) => ({
    batch: roomOf(context).batches.get(input.batchId),
  })),
  batches: procedures.signing.batches.handler(({ context, input }) =>
    roomOf(context).batches.list(input.which, input.cursor, input.limit),
  ),
  verify: procedures.signing.verify.handler(({ context, input }) => {
    const { office, token } = requireUser(context);
    return office.signing.verify(office.signing.uploads.read(token, input.uploadId));
  }),
  verifyDocument: procedures.signing.verifyDocument.handler(async ({ context, input }) => {
    const room = roomOf(context);
    return room.verify((await room.readFile(input.documentId, 'newest')).pdf);
  }),
  pending: procedures.signing.pending.handler(({ context, input }) =>
    roomOf(context).completions.pending(input.cursor, input.limit),
  ),
  completeNow: procedures.signing.completeNow.handler(({ context }) => {
    const { completions } = roomOf(context);
    completions.tryNow();
    return { pending: completions.count() };
  }),
  roots: procedures.signing.roots.handler(({ context }) => ({ roots: roomOf(context).roots.list() })),
  readRoot: procedures.signing.readRoot.handler(({ context, input }) =>
    roomOf(context).roots.read(bytesOf(input.file)),
  ),
  addRoot: procedures.signing.addRoot.handler(({ context, input }) => {
    const { office, user } = requireUser(context);
    return { roots: office.signing.roots.add(bytesOf(input.file), input.fingerprint, user.id) };
  }),
  removeRoot: procedures.signing.removeRoot.handler(({ context, input }) => {
    const { office, user } = requireUser(context);
    return { roots: office.signing.roots.remove(input.fingerprint, user.id) };
  }),
  settings: procedures.signing.settings.handler(({ context }) => roomOf(context).settings()),
  changeSettings: procedures.signing.changeSettings.handler(({ context, input }) => {
    const { office, user } = requireUser(context);
    office.signing.changeSettings(input, user.id);
    return {};
  }),
  testTimestamp: procedures.signing.testTimestamp.handler(({ context, input, signal }) =>
    roomOf(context).testTimestamp(input.address, signal ?? new AbortController().signal),
  ),
  share: procedures.signing.share.handler(({ context, input }) => roomOf(context).share(input.month)),
};
