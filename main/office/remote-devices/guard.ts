import { z } from 'zod';
import { STATION_MESSAGE_BYTES } from '#shared/contract/index.ts';

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

/** What is looked at in a frame of the office's own. */
const OwnFrame = z.object({ i: id, t: z.literal(4).optional(), p: z.object({ u: z.string() }).optional() });

/** The only call that is answered by a stream. */
const STREAM = '/events';

/** What becomes of a frame of a station. `late`: nobody waits for it (any more), which is no misuse. */
export type FrameVerdict = 'heard' | 'late' | 'misused';

/**
 * Follows one line: which calls still wait for their answer, and which for more. What the library can't read would end the
 * whole office, and what nobody waits for it would keep as long as the call lasts: a station could fill the memory with
 * it.
 */
export function createFrameGuard(): {
  /** The office sends this. */
  sent(data: string): void;
  received(data: unknown): FrameVerdict;
} {
  const waiting = new Map<string, { stream: boolean }>();
  const streaming = new Set<string>();
  return {
    sent(data) {
      const frame = OwnFrame.safeParse(JSON.parse(data)).data;
      if (frame === undefined) return;
      if (frame.t === undefined) waiting.set(frame.i, { stream: frame.p?.u === STREAM });
      else {
        waiting.delete(frame.i);
        streaming.delete(frame.i);
      }
    },
    received(data) {
      const frame = readFrame(data);
      if (frame === undefined) return 'misused';
      if ('t' in frame) {
        if (frame.t === 4) return 'heard';
        if (!streaming.has(frame.i)) return 'late';
        if (frame.p.e !== 'message') streaming.delete(frame.i);
        return 'heard';
      }
      const call = waiting.get(frame.i);
      if (call === undefined) return 'late';
      const isStream = frame.p.h?.['content-type'] !== undefined;
      if (isStream && !call.stream) return 'misused';
      waiting.delete(frame.i);
      if (isStream) streaming.add(frame.i);
      return 'heard';
    },
  };
}

function readFrame(data: unknown): z.infer<typeof Frame> | undefined {
  if (typeof data !== 'string') return undefined;
  try {
    return Frame.safeParse(JSON.parse(data)).data;
  } catch {
    return undefined;
  }
}

/** So many messages of a healthy station come in a second, a batch that is signed there included; more is misuse. */
const MOST_IN_A_SECOND = 500;
/** Reading them takes the time of the whole office. */
const MOST_BYTES_IN_A_SECOND = 4 * STATION_MESSAGE_BYTES;

/** Counts messages and their length; false from the first one that is too much. */
export function createPace(now: () => number): (length: number) => boolean {
  let since = Number.NEGATIVE_INFINITY;
  let count = 0;
  let bytes = 0;
  return (length) => {
    const at = now();
    if (at - since >= 1_000 || at < since) {
      since = at;
      count = 0;
      bytes = 0;
    }
    count += 1;
    bytes += length;
    return count <= MOST_IN_A_SECOND && bytes <= MOST_BYTES_IN_A_SECOND;
  };
}
