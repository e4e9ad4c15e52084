import { describe, expect, it } from 'vitest';
import { allowedSteps, stateAfter, TicketState, TicketStep } from './index.ts';

const ticket = (state: TicketState, counter: number | null = 2, day = '2026-11-23') => ({
  state,
  counter,
  day,
});
const steps = (state: TicketState, at = 2, day?: string) =>
  allowedSteps(ticket(state, 2, day), at, '2026-11-23').sort();

describe('the steps that may be taken', () => {
  it('with a ticket at its counter', () => {
    expect(steps('waiting')).toEqual(['call']);
    expect(steps('called')).toEqual(['finish', 'hold', 'no-show', 'recall', 'skip', 'transfer']);
    expect(steps('held')).toEqual(['finish', 'no-show', 'return']);
    expect(steps('no-show')).toEqual(['return']);
    // A press too many finished it.
    expect(steps('finished')).toEqual(['return']);
  });

  it('elsewhere: nothing with what another counter serves, everything with who was held or missed', () => {
    expect(steps('called', 3)).toEqual([]);
    expect(steps('held', 3)).toEqual(['finish', 'no-show', 'return']);
    expect(steps('no-show', 3)).toEqual(['return']);
  });

  it('of a day that is over: none, but what stands at the counter may be ended', () => {
    for (const state of TicketState.options) {
      const allowed = steps(state, 2, '2026-11-22');
      expect(allowed.length > 0, state).toBe(state === 'called');
    }
    // A clock that ran ahead had ended this very day too early.
    expect(steps('lapsed')).toEqual(['return']);
  });

  it('lead to one state each', () => {
    expect(TicketStep.options.map(stateAfter)).toEqual([
      'called',
      'waiting',
      'called',
      'waiting',
      'held',
      'finished',
      'no-show',
      'called',
    ]);
  });
});
