import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import type { Refused } from '#main/parcels/index.ts';
import type { Result } from '#shared/base/index.ts';
import { type ReadingOf, type ReadParcel, readParcel } from './read-parcel.ts';
import type * as worker from './worker.ts';

/** Reads containers; `read` rejects only where a thread broke down. */
export type Reading = {
  read(bytes: Uint8Array, of: ReadingOf): Promise<Result<ReadParcel, Refused>>;
  /** Ends the threads; what they are at is given up. Idempotent. */
  close(): Promise<void>;
};

/** On the thread of whoever asks: for one container at a time, at a command or in a test. */
export const readHere: Reading = { read: readParcel, close: async () => undefined };

/** What is read at once, bytes: going to another thread and back takes longer. Most calls bring nothing new. */
const AT_ONCE = 2 * 1024;
/** A thread that nobody needed for so long ends, milliseconds. */
const IDLE_MS = 60_000;

/**
 * Reads containers in threads, of which there is one for each processor but the one that answers, and at least one: checking
 * an office's entries is most of the work of a parcel, and no other office is to wait for it.
 */
export function openReading(): Reading {
  const pool = new Piscina<worker.Task, Result<ReadParcel, Refused>>({
    filename: new URL('worker.ts', import.meta.url).href,
    name: 'read' satisfies keyof typeof worker,
    minThreads: 0,
    maxThreads: Math.max(1, availableParallelism() - 1),
    idleTimeout: IDLE_MS,
  });
  return {
    read(bytes, of) {
      if (bytes.byteLength <= AT_ONCE) return readParcel(bytes, of);
      // Of its own memory: what is given away is gone here, and there may be another request's in it.
      const own = new Uint8Array(bytes);
      return pool.run({ bytes: own, of }, { transferList: [own.buffer] });
    },
    close: () => pool.destroy(),
  };
}
