import { TimestampError } from '../errors.ts';
import { readTimestampAnswer, type TimestampToken, timestampRequest } from './token.ts';

/** The national authority was seen to take up to 131 s. */
const TIMEOUT_MS = 180_000;
/** A token with its chain has about 6 KiB. */
const MAX_ANSWER = 256 * 1024;

export type FetchTimestamp = {
  /** Random bytes, 8 or more, used once. */
  nonce: Uint8Array;
  signal?: AbortSignal;
  /** Milliseconds for the whole exchange. */
  timeoutMs?: number;
};

/**
 * Asks an authority over HTTP (RFC 3161 §3.4) for a timestamp over a SHA-256 digest. One try: the caller decides when
 * to ask again. Throws TimestampError only.
 */
export async function fetchTimestamp(
  address: string,
  digest: Uint8Array,
  { nonce, signal, timeoutMs = TIMEOUT_MS }: FetchTimestamp,
): Promise<TimestampToken> {
  const limit = AbortSignal.timeout(timeoutMs);
  const both = signal === undefined ? limit : AbortSignal.any([limit, signal]);
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
      body: new Uint8Array(timestampRequest(digest, nonce)),
      // The answer is checked, but a digest must not go where nobody sent it.
      redirect: 'error',
      signal: both,
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw new TimestampError('refused', `HTTP ${response.status}`);
    }
    return readTimestampAnswer(await readBounded(response), { digest, nonce });
  } catch (error) {
    if (error instanceof TimestampError) throw error;
    if (signal?.aborted === true) throw new TimestampError('cancelled', 'stopped by the caller');
    if (limit.aborted) throw new TimestampError('too-slow', `no answer in ${timeoutMs} ms`);
    throw new TimestampError('unreachable', causeOf(error));
  }
}

async function readBounded(response: Response): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  // The body's own iterator cancels it when the loop is left early.
  for await (const piece of response.body ?? []) {
    length += piece.length;
    if (length > MAX_ANSWER) throw new TimestampError('too-long', `more than ${MAX_ANSWER} bytes`);
    pieces.push(piece);
  }
  return new Uint8Array(Buffer.concat(pieces));
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
