import { z } from 'zod';

const id = z.string().min(1).max(20);

/** The frames of the library in which a station may answer: no bytes, no files, no forms, no headers of its own. */
const Frame = z.union([
  z.strictObject({
    i: id,
    t: z.literal(3),
    p: z.strictObject({
      e: z.enum(['message', 'error', 'done']),
      d: z.unknown().optional(),
      m: z.unknown().optional(),
    }),
  }),
  z.strictObject({ i: id, t: z.literal(4), p: z.undefined().optional() }),
  z.strictObject({
    i: id,
    p: z.strictObject({
      s: z.int().min(100).max(599).optional(),
      h: z.strictObject({ 'content-type': z.literal('text/event-stream').optional() }).optional(),
      b: z.unknown().optional(),
    }),
  }),
]);

/** Whether a message may be handed on: what the library can't read would end the whole office. */
export function isStationFrame(data: unknown): data is string {
  if (typeof data !== 'string') return false;
  try {
    return Frame.safeParse(JSON.parse(data)).success;
  } catch {
    return false;
  }
}

/** So many messages of a healthy station come in a second, scans of a fast gun included; more is misuse. */
const MOST_IN_A_SECOND = 100;

/** Counts messages; false from the first one that is too many. */
export function createPace(now: () => number): () => boolean {
  let since = Number.NEGATIVE_INFINITY;
  let count = 0;
  return () => {
    const at = now();
    if (at - since >= 1_000 || at < since) {
      since = at;
      count = 0;
    }
    count += 1;
    return count <= MOST_IN_A_SECOND;
  };
}
