import type { Ids } from '#shared/base/index.ts';
import { fetchBytes, findCertificate } from '../certificates/index.ts';
import {
  addValidationData,
  fetchTimestamp,
  finishTimestamp,
  loadMarkDrawing,
  type MarkDrawing,
  PdfFileError,
  prepareTimestamp,
  SigningError,
  signPdf,
  verifyPdf,
} from '../pades/index.ts';
import { type PdfWork, PdfWorkError } from './ports.ts';

const NONCE_BYTES = 16;

/**
 * What this room asks of PDFs, done by the room of signatures in PDF files. `roots`: trusted certificates, DER, asked anew
 * each time. The marks' font is read once.
 */
export function createPdfWork(ports: {
  resourcesDirectory: string;
  ids: Ids;
  roots: () => readonly Uint8Array[];
}): PdfWork {
  const { resourcesDirectory, ids, roots } = ports;
  let loading: Promise<MarkDrawing> | undefined;
  async function drawing(): Promise<MarkDrawing> {
    loading ??= loadMarkDrawing(resourcesDirectory);
    try {
      return await loading;
    } catch (error) {
      loading = undefined;
      throw error;
    }
  }

  return {
    async sign({ pdf, certificate, chain, mark, training, field, at, sign }) {
      const { seal, ...words } = mark;
      const appearance = { ...words, training, drawing: await drawing(), picture: seal, place: null };
      return translated(() => signPdf(pdf, { certificate, chain, appearance, at, field, sign }));
    },
    addTimestamp: ({ pdf, field, address, signal }) =>
      translated(async () => {
        const prepared = prepareTimestamp(pdf, { field, newField: `DauThoiGian-${ids.id()}` });
        const nonce = ids.bytes(NONCE_BYTES);
        const token = await fetchTimestamp(address, prepared.digest, { nonce, signal });
        return { pdf: finishTimestamp(prepared, token.token), at: token.at, place: prepared.how };
      }),
    addValidation: ({ pdf, at, signal }) =>
      translated(async () => {
        const { pdf: fuller, complete } = await addValidationData(pdf, {
          roots: roots(),
          at,
          fetch: (order) => stopped(signal, () => fetchBytes(order)),
        });
        // Half an answer would be put behind the file again and again.
        return complete ? (fuller ?? pdf) : null;
      }),
    verify: async (pdf, at) => verifyPdf(pdf, { roots: roots(), at }),
    async testTimestamp({ address, signal }) {
      const digest = ids.bytes(32);
      const token = await fetchTimestamp(address, digest, { nonce: ids.bytes(NONCE_BYTES), signal });
      return { at: token.at, authority: findCertificate(token.certificate)?.view.owner ?? '' };
    },
  };
}

/** Nobody waits any more once it is stopped; what is on its way ends by its own limit. */
async function stopped<Value>(signal: AbortSignal, work: () => Promise<Value>): Promise<Value> {
  signal.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work(), promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Faults of the file as this room tells them; everything else is thrown on. */
async function translated<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof PdfFileError) throw new PdfWorkError(error.problem, error);
    if (error instanceof SigningError && error.fault === 'key-unsupported')
      throw new PdfWorkError('certificate-unfit', error);
    throw error;
  }
}
