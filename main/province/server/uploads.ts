import type { Readable } from 'node:stream';
import { DataStore, Server, Upload } from '@tus/server';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ATTACHMENTS_PATH, MAX_ATTACHMENT_BYTES } from '#shared/exchange/index.ts';
import {
  type Attachments,
  UploadRefused,
  type UploadState,
  type UploadTrouble,
} from '../attachments/index.ts';
import type { Province } from '../province.ts';

/** Bytes that are gathered before they are written: a slow line brings them by the packet. */
const GATHER_BYTES = 128 * 1024;

/** What the protocol answers; the texts are for a programmer who looks at a log. */
const ANSWERS: Record<UploadTrouble, { status_code: number; body: string }> = {
  gone: { status_code: 404, body: 'upload unknown\n' },
  'other-offset': { status_code: 409, body: 'offset differs\n' },
  // 460 is what the protocol says of a checksum that does not fit.
  'other-hash': { status_code: 460, body: 'sha256 differs\n' },
  'too-large': { status_code: 413, body: 'file too large\n' },
  'not-wanted': { status_code: 403, body: 'no accepted entry names this file\n' },
};

/**
 * The upload protocol (tus 1.0) on our own tables. It holds nothing in memory: an upload that one instance began is gone
 * on with at another one, and where two write at once, the database lets one of them.
 */
export function registerUploads(app: FastifyInstance, province: Province): void {
  const offices = new WeakMap<object, string>();
  const tus = new Server({
    path: ATTACHMENTS_PATH,
    datastore: createUploadStore(province.attachments),
    relativeLocation: true,
    maxSize: MAX_ATTACHMENT_BYTES,
    // Calls come from programs of offices; pages of other sites have nothing to ask here.
    allowedOrigins: [],
    disableTerminationForFinishedUploads: true,
    async namingFunction(request, metadata) {
      const office = officeOf(request);
      const sha256 = metadata?.['sha256'] ?? '';
      const size = Number(request.headers.get('upload-length'));
      if (!/^[0-9a-f]{64}$/.test(sha256)) throw { status_code: 400, body: 'metadata names no sha256\n' };
      if (!Number.isSafeInteger(size) || size < 1)
        throw { status_code: 400, body: 'upload-length missing\n' };
      if (!(await province.wantsAttachment(office, sha256, size))) throw new UploadRefused('not-wanted');
      return (await province.attachments.begin(office, sha256, size)).id;
    },
    async onIncomingRequest(request, id) {
      const upload = await province.attachments.find(id);
      if (upload !== undefined && upload.office !== officeOf(request)) throw new UploadRefused('gone');
    },
    async onResponseError(_request, error) {
      if (error instanceof UploadRefused) return ANSWERS[error.trouble];
      return undefined;
    },
  });

  function officeOf(request: object): string {
    const node = (request as { node?: { req: object } }).node?.req;
    const office = node === undefined ? undefined : offices.get(node);
    if (office === undefined) throw new UploadRefused('gone');
    return office;
  }

  async function handle(request: FastifyRequest, reply: import('fastify').FastifyReply) {
    const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
    const office = token === undefined ? undefined : await province.findOfficeOfToken(token);
    if (office === undefined) return reply.code(401).send({ message: 'Thiếu hoặc sai mã phép gửi tệp.' });
    offices.set(request.raw, office);
    reply.hijack();
    await tus.handle(request.raw, reply.raw);
    return reply;
  }

  app.register(async (scope) => {
    // The protocol reads the body itself.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    for (const url of [ATTACHMENTS_PATH, `${ATTACHMENTS_PATH}/:id`]) {
      scope.route({ method: ['POST', 'HEAD', 'PATCH', 'DELETE', 'OPTIONS'], url, handler: handle });
    }
  });
}

/** The protocol's store on top of the attachments. */
export function createUploadStore(attachments: Attachments): DataStore {
  const stateOf = ({ id, sha256, size, offset, createdAt }: UploadState): Upload =>
    new Upload({ id, size, offset, metadata: { sha256 }, creation_date: createdAt });

  async function getState(id: string): Promise<UploadState> {
    const upload = await attachments.find(id);
    if (upload === undefined) throw new UploadRefused('gone');
    // All bytes came, but the process ended before their hash was compared.
    if (upload.offset === upload.size) await attachments.finish(id);
    return upload;
  }

  return Object.assign(new DataStore(), {
    extensions: ['creation', 'creation-with-upload', 'termination'],
    async create(upload: Upload): Promise<Upload> {
      // `namingFunction` has begun it: the id is known only where it is known whose it is.
      return upload;
    },
    async remove(id: string): Promise<void> {
      await attachments.remove(id);
    },
    async getUpload(id: string): Promise<Upload> {
      return stateOf(await getState(id));
    },
    async write(stream: Readable, id: string, from: number): Promise<number> {
      let offset = from;
      let gathered: Buffer[] = [];
      let bytes = 0;
      const flush = async (): Promise<void> => {
        if (bytes === 0) return;
        const piece = Buffer.concat(gathered);
        gathered = [];
        bytes = 0;
        offset = await attachments.append(id, offset, piece);
      };
      try {
        for await (const chunk of stream as AsyncIterable<Buffer>) {
          gathered.push(chunk);
          bytes += chunk.byteLength;
          if (bytes >= GATHER_BYTES) await flush();
        }
      } finally {
        // The line was cut: what came so far is kept, so that nothing is sent twice.
        await flush();
      }
      const upload = await attachments.find(id);
      if (upload !== undefined && offset === upload.size) await attachments.finish(id);
      return offset;
    },
  });
}
