import { describe, expect, it } from 'vitest';
import { createPace, type Timed } from './pace.ts';

/** A line and a province: `byteMs` a byte, answered so long after the last one. */
type Line = { byteMs: number; answerMs: (n: number) => number };

/** Parcels of so many bytes, each sent when the pace says so and no more than two unanswered. */
function sendAll(line: Line, parcels: readonly number[]) {
  const pace = createPace();
  let freeAt = 0;
  let [carried, queued] = [0, 0];
  const begin = (n: number, begunAt: number) => {
    const took = (parcels[n] ?? 0) * line.byteMs;
    queued += Math.max(0, freeAt - begunAt);
    freeAt = Math.max(freeAt, begunAt) + took;
    carried += took;
    return { begunAt, at: freeAt + line.answerMs(n) };
  };
  let before: { begunAt: number; at: number } | null = null;
  let now = begin(0, 0);
  for (let n = 0; ; n += 1) {
    const beforeAt = before !== null && before.at > now.begunAt ? before.at : null;
    const sent: Timed = { bytes: parcels[n] ?? 0, begunAt: now.begunAt, beforeAt };
    const free = pace.freeAt(sent);
    pace.answered(sent, now.at);
    if (n === parcels.length - 1) break;
    const next = begin(n + 1, free === null ? now.at : Math.min(now.at, Math.max(free, before?.at ?? 0)));
    before = now;
    now = next;
  }
  return { share: carried / freeAt, queuedMs: queued / parcels.length, pace };
}

const alike = Array.from({ length: 14 }, () => 48_000);

describe('pace', () => {
  it.each([
    [700, 0.96],
    [1_500, 0.95],
    [3_000, 0.9],
    [5_500, 0.85],
  ])('answers that take %d ms leave the line no rest to speak of', (answerMs, least) => {
    const { share, queuedMs } = sendAll({ byteMs: 0.125, answerMs: () => answerMs }, alike);
    // The line's own time is 6 seconds a parcel: without the next one on its way, 0.90, 0.80, 0.67 and 0.52.
    expect(share).toBeGreaterThan(least);
    // A parcel that waits behind another one is lost with it where the line breaks.
    expect(queuedMs).toBeLessThan(1_500);
  });

  it('does without answers that take the same time each', () => {
    const { share, queuedMs, pace } = sendAll(
      { byteMs: 0.125, answerMs: (n) => 1_000 + ((n * 7) % 5) * 500 },
      alike.map((bytes, n) => bytes - ((n * 5) % 7) * 3_000),
    );
    expect(share).toBeGreaterThan(0.9);
    expect(queuedMs).toBeLessThan(2_500);
    expect(pace.onLine(48_000)).toBeGreaterThan(5_000);
    expect(pace.onLine(48_000)).toBeLessThan(7_000);
  });

  it('sends nothing ahead before anything is known of the line', () => {
    const sent = { bytes: 48_000, begunAt: 0, beforeAt: null };
    const pace = createPace();
    expect(pace.freeAt(sent)).toBeNull();
    pace.answered(sent, 300);
    expect(pace.freeAt(sent)).toBeLessThan(300);
  });

  it('lets the province work without a pause where a parcel is hardly on the line, and none overtake another', () => {
    const { queuedMs, pace } = sendAll({ byteMs: 0.001, answerMs: () => 100 }, alike);
    expect(queuedMs).toBeLessThan(5);
    expect(pace.freeAt({ bytes: 48_000, begunAt: 0, beforeAt: null })).toBeLessThan(100);
    expect(pace.staysBehind(40_000, 48_000)).toBe(true);
    expect(pace.staysBehind(1_000, 48_000)).toBe(false);
  });

  it('keeps a small rest behind the parcel before it, and lets parcels grow where answers take long', () => {
    const { pace } = sendAll({ byteMs: 0.125, answerMs: () => 3_000 }, alike);
    expect(pace.staysBehind(48_000, 48_000)).toBe(true);
    expect(pace.staysBehind(1_000, 48_000)).toBe(false);
    expect(pace.aim()).toBe(6_000);
    expect(sendAll({ byteMs: 0.125, answerMs: () => 8_000 }, alike).pace.aim()).toBeGreaterThan(8_000);
  });
});
