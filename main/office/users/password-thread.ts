import { Worker } from 'node:worker_threads';
import { type DeriveKey, keyFromPassword } from './derive-key.ts';
import type { PasswordReply, PasswordRequest } from './password-worker.ts';

/** A thread that nobody needed for this long ends: it holds the memory that argon2id was given. */
const IDLE_MS = 60_000;

type Waiting = { resolve(key: Uint8Array): void; reject(error: Error): void };

/**
 * Derives keys in a worker thread, started when first needed and ended when idle. Where no worker can be had the
 * key is derived on this thread: a desk that stands still for a moment is better than one that opens for nobody.
 * `workerFile`: the bundled worker; null when running from TypeScript sources.
 */
export function createPasswordThread(workerFile: string | null): DeriveKey {
  let thread: { worker: Worker; waiting: Map<number, Waiting> } | undefined;
  let idle: NodeJS.Timeout | undefined;
  let lastId = 0;

  function start() {
    const worker = new Worker(workerFile ?? sourceWorker());
    const started = { worker, waiting: new Map<number, Waiting>() };
    const drop = (error: Error) => {
      if (thread === started) thread = undefined;
      for (const { reject } of started.waiting.values()) reject(error);
      started.waiting.clear();
    };
    worker.unref();
    worker.on('message', (reply: PasswordReply) => {
      const waiting = started.waiting.get(reply.id);
      started.waiting.delete(reply.id);
      if (started.waiting.size === 0) rest(worker);
      if ('key' in reply) waiting?.resolve(reply.key);
      else waiting?.reject(new Error(reply.error));
    });
    worker.on('error', (error) => drop(error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', (code) => drop(new Error(`the password worker ended: ${code}`)));
    thread = started;
    return started;
  }

  function rest(worker: Worker): void {
    worker.unref();
    clearTimeout(idle);
    idle = setTimeout(() => {
      if (thread?.worker !== worker) return;
      thread = undefined;
      void worker.terminate();
    }, IDLE_MS).unref();
  }

  function order(parameters: Parameters<DeriveKey>): Promise<Uint8Array> {
    clearTimeout(idle);
    const { worker, waiting } = thread ?? start();
    lastId += 1;
    const request: PasswordRequest = { id: lastId, parameters };
    return new Promise((resolve, reject) => {
      waiting.set(request.id, { resolve, reject });
      worker.ref();
      worker.postMessage(request);
    });
  }

  return async (...parameters) => {
    try {
      return await order(parameters);
    } catch {
      return keyFromPassword(...parameters);
    }
  };
}

/** Beside this file while it is a source; a bundle must be told. Composed so that bundlers do not touch it. */
function sourceWorker(): URL {
  if (!import.meta.url.endsWith('.ts')) throw new Error('the bundled worker file is not known');
  const name = 'password-worker.ts';
  return new URL(`./${name}`, import.meta.url);
}
