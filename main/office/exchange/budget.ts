import { setTimeout as pause } from 'node:timers/promises';

/** Sent at once where nothing limits it: small enough that progress is seen and a stop is heard on a slow line. */
const PIECE_BYTES = 16 * 1024;
/** With a budget pieces follow each other about so often. */
const PIECES_A_SECOND = 4;
const SMALLEST_PIECE = 512;

/**
 * The bytes in pieces, no more than `budget` bytes a second on the average (null: as fast as they are taken). A pause of
 * the reader is not made up for: a line that was stuck gets no burst afterwards.
 */
export async function* inBudget(
  bytes: Uint8Array,
  budget: number | null,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const piece = pieceBytes(budget);
  for (let at = 0; at < bytes.length; at += piece) {
    const part = bytes.subarray(at, at + piece);
    const begun = performance.now();
    yield part;
    if (budget === null) continue;
    const wait = (part.length / budget) * 1000 - (performance.now() - begun);
    if (wait > 1) await pause(wait, undefined, { signal });
  }
}

/** So many bytes at a time. */
export function pieceBytes(budget: number | null): number {
  if (budget === null) return PIECE_BYTES;
  return Math.min(PIECE_BYTES, Math.max(SMALLEST_PIECE, Math.round(budget / PIECES_A_SECOND)));
}
