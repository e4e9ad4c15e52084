import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Board, BoardCall } from '#shared/contract/index.ts';
import { createAnnouncer } from './announcer.ts';
import { joinWaiting, newCalls, TOO_OLD_MS } from './heard-calls.ts';

const NOW = '2026-11-23T09:00:00.000+07:00';

const call = (number: number, counter = 1, at = NOW): BoardCall => ({
  ticket: `t${number}`,
  number: `A${String(number).padStart(3, '0')}`,
  counter,
  call: number,
  at,
});
const board = (calls: BoardCall[], more: Partial<Board> = {}): Board => ({
  office: 'UBND xã Mẫu',
  sample: true,
  counters: [],
  calls,
  waiting: 0,
  spokenTimes: 1,
  now: NOW,
  ...more,
});

describe('which calls are new', () => {
  it('none of those from before the board was opened', () => {
    expect(newCalls(null, board([call(7), call(6)]))).toEqual({ heard: 7, fresh: [] });
    expect(newCalls(null, board([]))).toEqual({ heard: 0, fresh: [] });
  });

  it('each of those after, the oldest first, once', () => {
    const first = newCalls(7, board([call(9), call(8), call(7)]));
    expect(first.fresh.map((fresh) => fresh.call)).toEqual([8, 9]);
    expect(newCalls(first.heard, board([call(9), call(8)])).fresh).toEqual([]);
  });

  it('not those that became old while there was no line', () => {
    const old = new Date(Date.parse(NOW) - TOO_OLD_MS - 1000 + 7 * 3_600_000)
      .toISOString()
      .replace('Z', '+07:00');
    expect(newCalls(7, board([call(9), call(8, 1, old)])).fresh.map((fresh) => fresh.call)).toEqual([9]);
  });

  it('none after the numbers began again, and the next one is heard', () => {
    const again = newCalls(70, board([call(3)]));
    expect(again).toEqual({ heard: 3, fresh: [] });
    expect(newCalls(again.heard, board([call(4), call(3)])).fresh.map((fresh) => fresh.call)).toEqual([4]);
  });
});

describe('what waits to be spoken', () => {
  it('is one call for a counter and one for a number, the newest, in the order of calls', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })), { maxLength: 12 }),
        fc.nat(12),
        (pairs, cut) => {
          const calls = pairs.map(([number, counter], i) => ({ ...call(number, counter), call: i + 1 }));
          const line = joinWaiting(joinWaiting([], calls.slice(0, cut)), calls.slice(cut));
          const numbers = line.map((one) => one.call);
          expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
          expect(new Set(line.map(({ counter }) => counter)).size).toBe(line.length);
          for (const one of line)
            expect(calls.some((other) => other.call > one.call && other.counter === one.counter)).toBe(false);
          if (calls.length > 0) expect(line.at(-1)).toEqual(calls.at(-1));
        },
      ),
      { seed: 4, numRuns: 500 },
    );
  });
});

/** A voice that speaks until it is told to end. */
function slowVoice() {
  const spoken: string[] = [];
  let end: (() => void) | null = null;
  return {
    spoken,
    async finish(): Promise<void> {
      end?.();
      await pause(0);
    },
    speak: (one: BoardCall) => {
      spoken.push(one.number);
      return new Promise<void>((resolve) => {
        end = resolve;
      });
    },
  };
}

describe('the announcer', () => {
  it('speaks calls one after the other, as often as the office wants', async () => {
    const voice = slowVoice();
    const announcer = createAnnouncer(() => {});
    announcer.use(voice);
    announcer.show(board([call(1)]));
    announcer.show(board([call(3, 3), call(2, 2), call(1)], { spokenTimes: 2 }));
    expect(announcer.speaking.get()?.number).toBe('A002');
    announcer.show(board([call(4, 4), call(3, 3), call(2, 2)], { spokenTimes: 2 }));
    expect(voice.spoken).toEqual(['A002']);
    for (let times = 0; times < 6; times += 1) await voice.finish();
    expect(voice.spoken).toEqual(['A002', 'A002', 'A003', 'A003', 'A004', 'A004']);
    expect(announcer.speaking.get()).toBeNull();
    announcer.show(board([call(4, 4), call(3, 3)], { spokenTimes: 2 }));
    expect(voice.spoken).toHaveLength(6);
  });

  it('says nothing again that a newer call to that counter has made untrue', async () => {
    const voice = slowVoice();
    const announcer = createAnnouncer(() => {});
    announcer.use(voice);
    announcer.show(board([call(1)], { spokenTimes: 3 }));
    announcer.show(board([call(2, 2), call(1)], { spokenTimes: 3 }));
    announcer.show(board([call(4, 2), call(3, 2), call(2, 2)], { spokenTimes: 3 }));
    for (let times = 0; times < 4; times += 1) await voice.finish();
    expect(voice.spoken).toEqual(['A002', 'A004', 'A004', 'A004']);
  });

  it('does not make up for what was called before there was a voice, or while nothing is spoken', () => {
    const voice = slowVoice();
    const announcer = createAnnouncer(() => {});
    announcer.show(board([call(1)]));
    announcer.show(board([call(2), call(1)]));
    announcer.use(voice);
    announcer.show(board([call(2), call(1)]));
    announcer.show(board([call(3), call(2)], { spokenTimes: 0 }));
    announcer.show(board([call(3), call(2)]));
    expect(voice.spoken).toEqual([]);
    announcer.show(board([call(4), call(3)]));
    expect(voice.spoken).toEqual(['A004']);
  });

  it('tells what could not be spoken and goes on with the next', async () => {
    const failures: unknown[] = [];
    const spoken: string[] = [];
    const announcer = createAnnouncer((failure) => failures.push(failure));
    announcer.use({
      async speak(one) {
        if (one.call === 2) throw new Error('no loudspeaker');
        spoken.push(one.number);
      },
    });
    announcer.show(board([call(1)]));
    announcer.show(board([call(3, 3), call(2, 2), call(1)]));
    await pause(0);
    expect(failures).toHaveLength(1);
    expect(spoken).toEqual(['A003']);
    expect(announcer.speaking.get()).toBeNull();
  });
});
