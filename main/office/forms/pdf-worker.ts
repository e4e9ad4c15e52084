import { parentPort, workerData } from 'node:worker_threads';
import { createPdfDrawer } from './render.ts';
import type { WorkerReply, WorkerRequest, WorkerSettings, WorkerTask } from './worker-protocol.ts';

/**
 * Draws PDFs outside the office's thread: laying out a long receipt takes as long as hundreds of queries.
 * Started by pdf-renderer.ts only; a file of its own in every bundle.
 */
if (parentPort === null) throw new Error('pdf-worker runs as a worker thread only');
const port = parentPort;
const { fontsDirectory }: WorkerSettings = workerData;
const draw = createPdfDrawer(fontsDirectory);

async function perform(task: WorkerTask): Promise<Uint8Array> {
  if (task.kind === 'render') return draw(task.documents, task.options);
  // Loaded on the first reprint only: most days there is none, and every start would pay for it.
  const { stampReprintMark } = await import('./stamp.ts');
  return stampReprintMark(task.pdf, task.mark, fontsDirectory);
}

async function answer(request: WorkerRequest): Promise<void> {
  try {
    const pdf = await perform(request);
    const reply: WorkerReply = { id: request.id, pdf };
    port.postMessage(reply, pdf.buffer instanceof ArrayBuffer ? [pdf.buffer] : []);
  } catch (error) {
    const reply: WorkerReply = {
      id: request.id,
      error: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    };
    port.postMessage(reply);
  }
}

port.on('message', (request: WorkerRequest) => void answer(request));
