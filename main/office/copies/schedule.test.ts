import { describe, expect, it } from 'vitest';
import { epochOfOfficeTimestamp } from '#shared/base/index.ts';
import { isLate, nextByClock, owedSince, type ScheduleState } from './schedule.ts';

const at = epochOfOfficeTimestamp;
const rules = { folder: '/copies', times: ['11:45', '17:05'], everyHours: 0, everyDossiers: 0 };
const made = (time: string | null, dossiersSince = 0): ScheduleState => ({
  lastMade: time === null ? null : at(time),
  dossiersSince,
});
const owed = (state: ScheduleState, now: string, change: Partial<typeof rules> = {}) =>
  owedSince({ ...rules, ...change }, state, at(now)) !== null;

describe('a copy is owed', () => {
  it('from its time of day on, until one was made', () => {
    expect(owed(made('2026-11-20T11:45'), '2026-11-20T17:04')).toBe(false);
    expect(owed(made('2026-11-20T11:45'), '2026-11-20T17:05')).toBe(true);
    expect(owed(made('2026-11-20T17:05'), '2026-11-20T17:06')).toBe(false);
  });

  it('also when nobody was there: at the next start, days later, once', () => {
    expect(owed(made('2026-11-17T17:05'), '2026-11-20T07:30')).toBe(true);
    expect(owed(made('2026-11-20T07:30'), '2026-11-20T07:31')).toBe(false);
  });

  it('after so many hours or dossiers', () => {
    expect(owed(made('2026-11-20T08:00'), '2026-11-20T09:59', { times: [], everyHours: 2 })).toBe(false);
    expect(owed(made('2026-11-20T08:00'), '2026-11-20T10:00', { times: [], everyHours: 2 })).toBe(true);
    expect(owed(made('2026-11-20T12:00', 99), '2026-11-20T12:30', { everyDossiers: 100 })).toBe(false);
    expect(owed(made('2026-11-20T12:00', 100), '2026-11-20T12:30', { everyDossiers: 100 })).toBe(true);
  });

  it('when there is none at all, and when the newest lies in the future (the clock was set back)', () => {
    expect(owed(made(null), '2026-11-20T07:30')).toBe(true);
    expect(owed(made('2026-11-22T08:00'), '2026-11-20T08:00', { times: ['17:00'] })).toBe(true);
    expect(owed(made('2026-11-20T17:01'), '2026-11-20T17:00', { times: ['11:00'] })).toBe(false);
  });

  it('never without a folder', () => {
    expect(owed(made(null, 5000), '2026-11-20T23:00', { folder: '', everyDossiers: 1 })).toBe(false);
  });
});

describe('what is told', () => {
  it('late half an hour after it was owed', () => {
    expect(isLate(rules, made('2026-11-20T11:45'), at('2026-11-20T17:20'))).toBe(false);
    expect(isLate(rules, made('2026-11-20T11:45'), at('2026-11-20T17:36'))).toBe(true);
  });

  it('when the next comes', () => {
    expect(nextByClock(rules, made('2026-11-20T11:46'), at('2026-11-20T12:00'))).toBe('2026-11-20T17:05');
    expect(nextByClock(rules, made('2026-11-20T17:06'), at('2026-11-20T18:00'))).toBe('2026-11-21T11:45');
    expect(nextByClock({ ...rules, times: [] }, made(null), at('2026-11-20T18:00'))).toBeNull();
    expect(
      nextByClock({ ...rules, times: [], everyHours: 3 }, made('2026-11-20T17:00'), at('2026-11-20T18:00')),
    ).toBe('2026-11-20T20:00');
  });
});
