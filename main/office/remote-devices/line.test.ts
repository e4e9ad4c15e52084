import { expect, it, vi } from 'vitest';
import type { StationEvent } from '#shared/contract/index.ts';
import { createLogger } from '../log/index.ts';
import { createFrameGuard, createPace } from './guard.ts';
import { openLine, type StationSocket } from './line.ts';

/** A line to a station that does what the test says; it never answers a goodbye. */
function open() {
  const listeners: ((event: { data: unknown }) => void)[] = [];
  const sent: { i: string; t?: number; p?: { u?: string } }[] = [];
  const events: StationEvent[] = [];
  const closed: number[] = [];
  const socket = {
    addEventListener(kind: string, listener: (event: { data: unknown }) => void) {
      if (kind === 'message') listeners.push(listener);
    },
    send: (data: string) => sent.push(JSON.parse(data)),
    close: (code: number) => closed.push(code),
  } as unknown as StationSocket;
  const line = openLine({
    station: 'station-2',
    socket,
    clock: { now: () => 0 },
    log: createLogger(() => undefined, 'test'),
    onEvent: (event) => events.push(event),
  });
  const say = (frame: object) => {
    for (const listener of listeners) listener({ data: JSON.stringify(frame) });
  };
  const idOf = (path: string) =>
    vi.waitFor(() => {
      const found = sent.find(({ p }) => p?.u === path);
      if (found === undefined) throw new Error(`no call of ${path}`);
      return found.i;
    });
  return { line, events, closed, say, idOf };
}

const STREAM = { h: { 'content-type': 'text/event-stream' } };
const scan = (i: string, text: string) => ({
  i,
  t: 3,
  p: { e: 'message', d: { json: { kind: 'scan', text } } },
});

it('nothing is heard of a station that was shut out, however long it puts off its goodbye', async () => {
  const { line, events, closed, say, idOf } = open();
  const i = await idOf('/events');
  say({ i, p: STREAM });
  say(scan(i, 'TMC1:A001'));
  await vi.waitFor(() => expect(events).toHaveLength(1));
  line.end(4401);
  expect(line.isOpen()).toBe(false);
  expect(closed).toEqual([4401]);
  say(scan(i, 'TMC1:A002'));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(events).toHaveLength(1);
});

it('a stream where one answer is asked for ends the line', async () => {
  const { line, closed, say, idOf } = open();
  const checked = line.client.printer.check({ now: 0 }).catch((error: unknown) => error);
  say({ i: await idOf('/printer/check'), p: STREAM });
  expect(closed).toEqual([1008]);
  expect(await checked).toBeInstanceOf(Error);
});

it('only what somebody waits for reaches the library, which keeps all of it', () => {
  const guard = createFrameGuard();
  const says = (frame: object) => guard.received(JSON.stringify(frame));
  guard.sent(JSON.stringify({ i: '0', p: { u: '/events' } }));
  guard.sent(JSON.stringify({ i: '1', p: { u: '/printer/print', b: { json: {} } } }));
  // Before the stream began, on a call that has none, and on no call at all.
  expect([says(scan('0', 'A')), says(scan('1', 'A')), says(scan('9', 'A'))]).toEqual([
    'late',
    'late',
    'late',
  ]);
  expect([says({ i: '0', p: STREAM }), says({ i: '0', p: STREAM })]).toEqual(['heard', 'late']);
  expect(says(scan('0', 'A'))).toBe('heard');
  expect([says({ i: '1', p: { b: 1 } }), says({ i: '1', p: { b: 1 } })]).toEqual(['heard', 'late']);
  // Given up by the office: what comes then is late, and no misuse.
  guard.sent(JSON.stringify({ i: '2', p: { u: '/printer/check' } }));
  guard.sent(JSON.stringify({ i: '2', t: 4 }));
  expect(says({ i: '2', p: { b: 1 } })).toBe('late');
  expect(says({ i: '0', t: 3, p: { e: 'done' } })).toBe('heard');
  expect(says(scan('0', 'B'))).toBe('late');
});

it('neither many messages nor long ones take the office’s time', () => {
  let at = 0;
  const isOnPace = createPace(() => at);
  const last = (length: number, times: number) =>
    Array.from({ length: times }, () => isOnPace(length)).at(-1);
  expect(last(600, 500)).toBe(true);
  expect(isOnPace(1)).toBe(false);
  at = 1_000;
  expect(last(500_000, 4)).toBe(true);
  expect(isOnPace(500_000)).toBe(false);
});
