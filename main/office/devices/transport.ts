import type { DeviceProblem } from '#shared/contract/index.ts';

/** What became of bytes that were to be sent. `stalled`: the other end took no more of them in time. */
export type Sent = 'sent' | 'stalled' | 'gone';

/** An open way to a device, in both directions. Nothing of it throws once it is open. */
export type Line = {
  /** Sends all of it, in pieces, so that what is given up is given up for good. `sent` is not printed. */
  send(bytes: Uint8Array, timeoutMs: number): Promise<Sent>;
  /** What the device says, from now on. There is one listener; it is always one, or an unplug goes unnoticed. */
  listen(listener: (bytes: Uint8Array) => void): void;
  /** Resolves when the device is unplugged or the line closed, once. */
  readonly gone: Promise<void>;
  isOpen(): boolean;
  /** Throws away what the system holds back for sending and what was not read. */
  discard(): Promise<void>;
  /** The lines of the plug; null where it has none (network, pseudo terminal). */
  modem(): Promise<{ clearToSend: boolean; dataSetReady: boolean } | null>;
  /** Idempotent. */
  close(): Promise<void>;
};

/** Why a line could not be opened. */
export class LineError extends Error {
  readonly problem: DeviceProblem;
  constructor(problem: DeviceProblem, options?: { cause: unknown }) {
    super(problem, options);
    this.name = 'LineError';
    this.problem = problem;
  }
}

/** One way to reach a device. */
export type Transport = {
  /** Rejects with LineError. */
  open(): Promise<Line>;
  /** Bits a second; null where the line is no bottleneck. */
  readonly baud: number | null;
  /** Whether a line may stay open while nothing is printed: a printer in the network serves others, too. */
  readonly keepOpen: boolean;
};

/** Resolves with `undefined` when the time is over first. The promise must not reject. */
export async function within<Value>(
  promise: Promise<Value>,
  milliseconds: number,
): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
