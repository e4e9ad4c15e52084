import { describe, expect, it } from 'vitest';
import type { IssuedTicket } from '#shared/contract/index.ts';
import { nextRound, patienceOf, type Round, type RoundAction } from './round.ts';

const issued: IssuedTicket = {
  ticket: {
    id: 't1',
    number: 'A001',
    group: 'civil',
    day: '2026-11-23',
    priority: null,
    state: 'waiting',
    counter: null,
    calls: 0,
    issuedAt: '2026-11-23T08:00:00.000+07:00',
    firstCalledAt: null,
    lastCalledAt: null,
    endedAt: null,
    visit: 'v1',
  },
  ahead: 0,
  estimateMinutes: null,
  qr: 'x',
  jobId: null,
};

function play(...actions: RoundAction[]): Round {
  return actions.reduce(nextRound, { step: 'groups' } as Round);
}

const touched = { kind: 'group-touched', group: 'civil', requestId: 'r1', hasGrounds: true } as const;

describe('a round at the kiosk', () => {
  it('is group, ordinary or priority, number', () => {
    expect(play(touched).step).toBe('grounds');
    expect(play(touched, { kind: 'ground-touched', priority: 'elderly' })).toEqual({
      step: 'issuing',
      asked: { group: 'civil', priority: 'elderly', requestId: 'r1' },
      attempt: 0,
    });
    const end = play(touched, { kind: 'ground-touched', priority: null }, { kind: 'issued', issued });
    expect(end).toEqual({ step: 'issued', issued });
    expect(nextRound(end, { kind: 'begun-anew' })).toEqual({ step: 'groups' });
  });

  it('asks nothing where no ground of priority is kept', () => {
    expect(play({ ...touched, hasGrounds: false }).step).toBe('issuing');
  });

  it('counts a double touch once: the second changes nothing', () => {
    const once = play(touched, { kind: 'ground-touched', priority: null });
    expect(nextRound(once, { kind: 'ground-touched', priority: 'elderly' })).toBe(once);
    expect(nextRound(once, { ...touched, requestId: 'r2' })).toBe(once);
  });

  it('tries again under the same request, so that a number given unheard is the one shown', () => {
    const failed = play(touched, { kind: 'ground-touched', priority: null }, { kind: 'failed', full: false });
    const again = nextRound(failed, { kind: 'retried' });
    expect(again.step === 'issuing' && again.asked.requestId).toBe('r1');
  });

  it('does not forget a number that is being asked for, and stays longer where it must be noted down', () => {
    const asking = play(touched, { kind: 'ground-touched', priority: null });
    expect(nextRound(asking, { kind: 'begun-anew' })).toBe(asking);
    const end = nextRound(asking, { kind: 'issued', issued });
    const onPaper = patienceOf(end, true, true) ?? Number.POSITIVE_INFINITY;
    expect(patienceOf(end, false, true)).toBeGreaterThan(onPaper);
    expect(patienceOf(asking, true, true)).toBeNull();
  });

  it('rests at its beginning, but does not stay in another language', () => {
    expect(patienceOf({ step: 'groups' }, true, true)).toBeNull();
    expect(patienceOf({ step: 'groups' }, true, false)).toBeGreaterThan(0);
  });
});
