import { loadMarkDrawing, type MarkDrawing, PdfFileError, SigningError, signPdf } from '../pades/index.ts';
import type { PdfWork } from './ports.ts';
import { PdfWorkError } from './ports.ts';

/** What this room asks of PDFs, done by the room of signatures in PDF files. The marks' font is read once. */
export function createPdfWork(resourcesDirectory: string): PdfWork {
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
    addTimestamp: () => Promise.reject(new Error('timestamps are not made yet')),
    addValidation: () => Promise.resolve(null),
    verify: () => Promise.reject(new Error('files are not verified yet')),
    testTimestamp: () => Promise.reject(new Error('timestamps are not asked for yet')),
  };
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
