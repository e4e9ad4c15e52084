import { Worker } from 'node:worker_threads';
import type { FormDocument } from '#shared/forms/index.ts';
import type { PdfOptions } from './definition.ts';
import { warmUpDocument } from './warm-up.ts';
import type { WorkerReply, WorkerRequest, WorkerSettings, WorkerTask } from './worker-protocol.ts';

/** Why no PDF came: it took too long, the worker broke down, or the drawing itself failed. */
export type PdfErrorCode = 'pdf-timeout' | 'pdf-worker-died' | 'pdf-failed' | 'pdf-closed';

export class PdfError extends Error {
  readonly code: PdfErrorCode;
  constructor(code: PdfErrorCode, detail: string) {
    super(`${code}: ${detail}`);
    this.name = 'PdfError';
    this.code = code;
  }
}

/** Makes PDFs in one warm worker thread, one after the other. All methods reject with PdfError only. */
export type PdfRenderer = {
  /** Every liên of every form in one file. The same input gives the same bytes. */
  render(documents: readonly FormDocument[], options: PdfOptions): Promise<Uint8Array>;
  /** An archived PDF with "BẢN IN LẠI n" on every page; everything else stays as it was archived. */
  stamp(pdf: Uint8Array, mark: string): Promise<Uint8Array>;
  /** Ends the worker; what still waits is rejected with `pdf-closed`. */
  close(): Promise<void>;
};

export type PdfRendererSettings = {
  /** `resources/fonts`. */
  fontsDirectory: string;
  /** The bundled worker; null when running from TypeScript sources. */
  workerFile: string | null;
  /** Longest time for one PDF, in milliseconds. */
  timeoutMs?: number;
};

type Waiting = { task: WorkerTask; resolve(pdf: Uint8Array): void; reject(error: PdfError): void };

const DEFAULT_TIMEOUT_MS = 30_000;

/** Starts the worker and lets it draw once, so that the first receipt of the day is as quick as the second. */
export function startPdfRenderer(settings: PdfRendererSettings): PdfRenderer {
  const { workerFile, timeoutMs = DEFAULT_TIMEOUT_MS } = settings;
  const workerData: WorkerSettings = { fontsDirectory: settings.fontsDirectory };
  const queue: Waiting[] = [];
  let worker: Worker | undefined;
  let current: (Waiting & { id: number; timer: NodeJS.Timeout }) | undefined;
  let lastId = 0;
  let closed = false;

  function startWorker(): Worker {
    const started = new Worker(workerFile ?? sourceWorker(), { workerData });
    started.unref();
    started.on('message', (reply: WorkerReply) => {
      if (worker === started) finish(reply);
    });
    started.on('error', (error) =>
      dropWorker(started, error instanceof Error ? error.message : String(error)),
    );
    started.on('exit', (code) => dropWorker(started, `exit code ${code}`));
    return started;
  }

  function finish(reply: WorkerReply): void {
    if (current?.id !== reply.id) return;
    const job = takeCurrent();
    if ('pdf' in reply) job?.resolve(reply.pdf);
    else job?.reject(new PdfError('pdf-failed', reply.error));
    next();
  }

  function takeCurrent(): Waiting | undefined {
    const job = current;
    if (job !== undefined) clearTimeout(job.timer);
    current = undefined;
    worker?.unref();
    return job;
  }

  /** The task it was at is given up, not tried again: a task that kills workers would kill the next one too. */
  function dropWorker(dropped: Worker, detail: string): void {
    if (worker !== dropped) return;
    worker = undefined;
    takeCurrent()?.reject(new PdfError(closed ? 'pdf-closed' : 'pdf-worker-died', detail));
    next();
  }

  function giveUpSlowTask(): void {
    const slow = worker;
    worker = undefined;
    takeCurrent()?.reject(new PdfError('pdf-timeout', `${timeoutMs} ms`));
    void slow?.terminate();
    next();
  }

  function next(): void {
    if (current !== undefined || closed) return;
    const job = queue.shift();
    if (job === undefined) return;
    worker ??= startWorker();
    worker.ref();
    lastId += 1;
    current = { ...job, id: lastId, timer: setTimeout(giveUpSlowTask, timeoutMs) };
    const request: WorkerRequest = { ...job.task, id: lastId };
    worker.postMessage(request);
  }

  function order(task: WorkerTask): Promise<Uint8Array> {
    if (closed) return Promise.reject(new PdfError('pdf-closed', 'the renderer is closed'));
    return new Promise((resolve, reject) => {
      queue.push({ task, resolve, reject });
      next();
    });
  }

  // A failure here would show at the first receipt again, with its reason; warming up itself is nobody's order.
  order({ kind: 'render', documents: [warmUpDocument], options: { layout: 'a5', at: 0 } }).catch(
    () => undefined,
  );
  return {
    render: (documents, options) => order({ kind: 'render', documents, options }),
    stamp: (pdf, mark) => order({ kind: 'stamp', pdf, mark }),
    async close() {
      closed = true;
      const ended = worker;
      worker = undefined;
      takeCurrent()?.reject(new PdfError('pdf-closed', 'closed while drawing'));
      for (const job of queue.splice(0)) job.reject(new PdfError('pdf-closed', 'closed while waiting'));
      await ended?.terminate();
    },
  };
}

/** Beside this file while it is a source; a bundle must be told. Composed so that bundlers do not touch it. */
function sourceWorker(): URL {
  if (!import.meta.url.endsWith('.ts'))
    throw new PdfError('pdf-failed', 'the bundled worker file is not known');
  const name = 'pdf-worker.ts';
  return new URL(`./${name}`, import.meta.url);
}
