import { describe, expect, it } from 'vitest';
import type { Status } from '#shared/contract/index.ts';
import { lampsOf, shownTime } from './status-lamps.ts';

const calm: Status = {
  printer: { id: 'p', name: 'Máy in 1', kind: 'system', state: 'ready', detail: '' },
  jobsInDoubt: 0,
  jobsWaiting: 0,
  lastWrittenAt: '2026-11-21T10:31:00.000+07:00',
  held: 148,
  exchange: {
    enrolled: true,
    line: 'reached',
    counts: { held: 148, sent: 0, accepted: 3, rejected: 0, conflict: 0 },
    lastAnswerAt: '2026-11-21T10:30:00.000+07:00',
    attention: 0,
  },
  clockTrouble: null,
  numbersFrozen: false,
  markKept: true,
  verified: 'ok',
  receivedToday: 4,
  copies: {
    latestAt: '2026-11-20T17:05:00.000+07:00',
    drill: 'proven',
    drilledAt: '2026-11-20T17:06:00.000+07:00',
    late: false,
    scheduled: true,
    running: null,
  },
};

const idsOf = (changes: Partial<Status>): string[] => lampsOf({ ...calm, ...changes }).map((lamp) => lamp.id);
const toneOf = (changes: Partial<Status>, id: string) =>
  lampsOf({ ...calm, ...changes }).find((lamp) => lamp.id === id);

describe('the status bar', () => {
  it('says printer, database and what is held, and nothing more when all is well', () => {
    expect(idsOf({})).toEqual(['printer', 'database', 'copies', 'exchange']);
    expect(toneOf({}, 'exchange')).toMatchObject({ text: { exchange: calm.exchange }, tone: 'working' });
  });

  it('never calls a printer ready that is not', () => {
    const printer = (state: 'busy' | 'stopped' | 'unknown') => ({
      id: 'p',
      name: 'Máy in 1',
      kind: 'system' as const,
      state,
      detail: '',
    });
    expect(toneOf({ printer: printer('stopped') }, 'printer')).toMatchObject({ tone: 'bad', urgent: true });
    expect(toneOf({ printer: printer('busy') }, 'printer')?.tone).toBe('working');
    expect(toneOf({ printer: printer('unknown') }, 'printer')?.tone).toBe('attention');
    expect(toneOf({ printer: null }, 'printer')?.tone).toBe('attention');
  });

  it('is urgent where the province rejected something, and not good before it has acknowledged all', () => {
    const counts = { ...calm.exchange.counts, rejected: 1 };
    const rejected = { ...calm.exchange, counts, attention: 1 };
    expect(toneOf({ exchange: rejected }, 'exchange')).toMatchObject({ tone: 'bad', urgent: true });
    const apart = { ...calm.exchange, enrolled: false };
    expect(toneOf({ exchange: apart }, 'exchange')).toMatchObject({ tone: 'attention', urgent: false });
  });

  it('adds what needs a person', () => {
    expect(idsOf({ jobsInDoubt: 2, jobsWaiting: 1, clockTrouble: 'set-back', verified: 'broken' })).toEqual([
      'printer',
      'doubt',
      'waiting',
      'database',
      'verify',
      'copies',
      'clock',
      'exchange',
    ]);
    expect(lampsOf({ ...calm, jobsInDoubt: 1 }).find((lamp) => lamp.id === 'doubt')?.urgent).toBe(true);
  });

  it.each([
    [{ running: 'copy' }, 'copyRunning', false],
    [{ running: 'drill' }, 'copyTrying', false],
    [{ latestAt: null, drill: 'none' }, 'copyNone', false],
    [{}, 'copyProven', false],
    [{ drill: 'older' }, 'copyUntried', false],
    [{ drill: 'failed' }, 'copyFailed', true],
    [{ late: true }, 'copyLate', true],
  ] as const)('of copies %j says %s', (change, key, urgent) => {
    const copies = { ...calm.copies, ...change };
    expect(toneOf({ copies }, 'copies')).toMatchObject({ text: { key }, urgent });
  });

  it('says that numbers are frozen, and that a copy might go unnoticed', () => {
    expect(toneOf({ numbersFrozen: true }, 'numbers')).toMatchObject({ tone: 'attention', urgent: true });
    expect(toneOf({ markKept: false }, 'mark')).toMatchObject({ tone: 'attention', urgent: false });
  });

  it('does not claim a write in an empty database', () => {
    expect(toneOf({ lastWrittenAt: null }, 'database')).toMatchObject({ tone: 'neutral' });
  });
});

it('shows no time before what was last written, unless the clock is in doubt', () => {
  const lastWrittenAt = '2026-11-21T10:31:02.000+07:00';
  const before = '2026-11-21T10:30:58.000+07:00';
  const after = '2026-11-21T10:32:00.000+07:00';
  expect(shownTime(before, { clockTrouble: null, lastWrittenAt })).toBe(lastWrittenAt);
  expect(shownTime(after, { clockTrouble: null, lastWrittenAt })).toBe(after);
  expect(shownTime(before, { clockTrouble: 'set-back', lastWrittenAt })).toBe(before);
  expect(shownTime(null, { clockTrouble: null, lastWrittenAt })).toBeNull();
});
