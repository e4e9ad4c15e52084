import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Connection, officeError } from '#renderer/office/index.ts';
import type { Board } from '#shared/contract/index.ts';
import { followBoard, type Line } from './follow-board.ts';

const board: Board = {
  office: 'UBND xã Mẫu',
  sample: true,
  counters: [],
  calls: [],
  waiting: 0,
  spokenTimes: 1,
  now: '2026-11-23T09:00:00.000+07:00',
};

/** A connection whose stream and answers stop when they are told to. */
function fakeConnection() {
  const knobs = { answers: true, refusal: null as Error | null, streams: 0, end: () => {} };
  async function* boards(): AsyncGenerator<Board> {
    knobs.streams += 1;
    yield board;
    await new Promise<void>((resolve) => {
      knobs.end = resolve;
    });
  }
  const connection = {
    whenOpen: async () => {},
    client: {
      queue: {
        board: async () => {
          if (knobs.refusal !== null) throw knobs.refusal;
          return boards();
        },
      },
      session: { state: () => (knobs.answers ? Promise.resolve({}) : new Promise(() => {})) },
    },
  } as unknown as Connection;
  return { knobs, connection };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function follow(connection: Connection) {
  const lines: Line[] = [];
  const stop = followBoard(connection, {
    onBoard: () => {},
    onLine: (line) => {
      if (lines.at(-1) !== line) lines.push(line);
    },
  });
  return { lines, stop };
}

it('a stream that is silent because nothing comes through any more counts as lost, until it answers again', async () => {
  const { knobs, connection } = fakeConnection();
  const { lines, stop } = follow(connection);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(lines).toEqual(['open']);
  knobs.answers = false;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(lines).toEqual(['open', 'lost']);
  knobs.answers = true;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(lines).toEqual(['open', 'lost', 'open']);
  expect(knobs.streams).toBe(1);
  stop();
});

it('a stream that ended is lost at once and opened again by itself', async () => {
  const { knobs, connection } = fakeConnection();
  const { lines, stop } = follow(connection);
  await vi.advanceTimersByTimeAsync(0);
  knobs.end();
  await vi.advanceTimersByTimeAsync(0);
  expect(lines).toEqual(['open', 'lost']);
  await vi.advanceTimersByTimeAsync(1000);
  expect(lines).toEqual(['open', 'lost', 'open']);
  expect(knobs.streams).toBe(2);
  stop();
});

it.each([
  ['signed-out', 'refused'],
  ['not-allowed', 'refused'],
  ['locked', 'closed'],
] as const)('%s: %s, and tried again until it is let in', async (code, line) => {
  const { knobs, connection } = fakeConnection();
  knobs.refusal = officeError(code);
  const { lines, stop } = follow(connection);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(lines).toEqual([line]);
  knobs.refusal = null;
  await vi.advanceTimersByTimeAsync(6000);
  expect(lines).toEqual([line, 'open']);
  stop();
});
