import type { Status } from '#shared/contract/index.ts';
import type { Journal } from '../journal/index.ts';
import type { Logger } from '../log/index.ts';
import { type Counted, inSteps, type StepOptions } from './in-steps.ts';

/** What a check of all entries found. */
export type Verified = {
  state: 'ok' | 'broken' | 'stopped';
  /** How many entries were checked. */
  entries: number;
  /** The first bad entry, in words for an administrator. */
  firstBad: string | null;
};

export type VerifyOptions = {
  signal?: AbortSignal | undefined;
  /** Told after each page how many entries of how many are done. */
  onProgress?: ((done: number, total: number) => void) | undefined;
  /** In short steps with rests: slower, but not felt by who works meanwhile. */
  quietly?: boolean | undefined;
};

/** Checks the hash chains when asked and remembers what the last check found. */
export type Verification = {
  /** What the last check of all entries found; `not-yet` before it, unless the quick look at the start found a fault. */
  state(): Status['verified'];
  verify(options?: VerifyOptions): Promise<Verified>;
  /** Checks everything once behind the work of the desk. A check that a person asks for takes its place. */
  beginQuietly(): void;
  /** Stops the quiet check, before the database is closed. */
  close(): Promise<void>;
};

/** Begins with a quick look at the latest entries; all of them are checked when `verify` is called. */
export function createVerification(
  journal: Pick<Journal, 'verify' | 'verifyHead'>,
  log: Logger,
): Verification {
  const head = journal.verifyHead();
  let known: 'ok' | 'broken' | 'not-yet' = head.state === 'broken' ? 'broken' : 'not-yet';
  if (head.state === 'broken') log.error('the journal is broken', { bad: head.bad });
  let running = 0;
  const quiet = new AbortController();
  let quietCheck: Promise<unknown> = Promise.resolve();
  const verification: Verification = {
    state: () => (running > 0 ? 'running' : known),
    beginQuietly() {
      quietCheck = verification
        .verify({ signal: quiet.signal, quietly: true })
        .catch((error: unknown) => log.error('the journal could not be checked', { error }));
    },
    async close() {
      quiet.abort();
      await quietCheck;
    },
    async verify({ signal, onProgress, quietly } = {}) {
      if (quietly !== true) quiet.abort();
      running += 1;
      try {
        const result = await journal.verify({
          ...(signal === undefined ? {} : { signal }),
          ...(onProgress === undefined ? {} : { onProgress }),
          ...(quietly === true ? { quietly } : {}),
        });
        if (result.state === 'stopped') return { state: 'stopped', entries: result.checked, firstBad: null };
        known = result.state === 'broken' ? 'broken' : 'ok';
        if (result.state === 'intact') return { state: 'ok', entries: result.checked, firstBad: null };
        log.error('the journal is broken', { bad: result.bad });
        const { chain, seq, what } = result.bad;
        return {
          state: 'broken',
          entries: result.checked,
          firstBad: `chuỗi ${chain}, mục ${seq} (${what})`,
        };
      } finally {
        running -= 1;
      }
    },
  };
  return verification;
}

/** The steps of a check as they come; a slow reader misses steps, never the result. */
export function verifyInSteps(verification: Verification, signal: AbortSignal | undefined) {
  return inSteps(signal, ({ signal, onStep }: StepOptions<Counted>) =>
    verification.verify({ signal, onProgress: (done, total) => onStep({ done, total }) }),
  );
}
