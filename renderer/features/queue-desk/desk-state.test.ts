import { describe, expect, it } from 'vitest';
import type { CounterNow, Desk } from '#shared/contract/index.ts';
import { deskView, runningTime, secondsBetween } from './desk-state.ts';

function counter(number: number, more: Partial<CounterNow> = {}): CounterNow {
  return {
    number,
    name: `Quầy ${number}`,
    groups: ['a'],
    state: 'closed',
    person: null,
    pauseReason: null,
    ticket: null,
    ...more,
  };
}

function desk(more: Partial<Desk> = {}): Desk {
  return {
    counter: null,
    suggestedCounter: 2,
    waiting: 0,
    groups: [],
    held: [],
    noShows: [],
    finished: [],
    counters: [counter(1), counter(2)],
    pauseReasons: [],
    priorities: [],
    callsBeforeNoShow: 3,
    ...more,
  };
}

describe('what F9 does', () => {
  it('in an office without a queue it only asks, and the strip is quiet', () => {
    expect(deskView(desk())).toEqual({ quiet: true, primary: { kind: 'choose' } });
  });

  it('sits down at the suggested counter once the queue is in use and the counter is free', () => {
    expect(deskView(desk({ waiting: 1 })).primary).toEqual({ kind: 'sit', counter: 2 });
    const taken = [counter(1), counter(2, { state: 'open', person: 'Bùi Thu Hà' })];
    expect(deskView(desk({ counters: taken }))).toEqual({ quiet: false, primary: { kind: 'choose' } });
    expect(deskView(desk({ waiting: 1, suggestedCounter: null })).primary).toEqual({ kind: 'choose' });
  });

  it('calls at an open counter, goes on at a paused one', () => {
    expect(deskView(desk({ counter: counter(2, { state: 'open' }) })).primary).toEqual({ kind: 'call' });
    expect(deskView(desk({ counter: counter(2, { state: 'paused' }) })).primary).toEqual({ kind: 'go-on' });
  });
});

describe('service time', () => {
  it('is told in minutes and seconds, with hours where there are some, and never runs backwards', () => {
    expect([0, 59, 252, 3600 + 252].map(runningTime)).toEqual(['00:00', '00:59', '04:12', '1:04:12']);
    const from = '2026-11-23T08:00:00.000+07:00';
    const at = Date.parse(from);
    expect(secondsBetween(from, at + 252_900)).toBe(252);
    expect(secondsBetween(from, at - 5000)).toBe(0);
  });
});
