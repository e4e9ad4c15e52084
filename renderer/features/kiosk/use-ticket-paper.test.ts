import { describe, expect, it } from 'vitest';
import { outcomeOf } from './use-ticket-paper.ts';

describe('what is said of the paper', () => {
  it('nobody is told to take a ticket that is not known to be printed', () => {
    expect(outcomeOf(null)).toBe('coming');
    expect(outcomeOf({ state: 'printing', problem: null })).toBe('coming');
    expect(outcomeOf({ state: 'printed', problem: null })).toBe('printed');
    expect(outcomeOf({ state: 'unknown', problem: 'Hãy nhìn máy in.' })).toBe('doubt');
  });

  it('a printer in trouble is said at once, also while the order still waits', () => {
    expect(outcomeOf({ state: 'waiting', problem: 'Máy in hết giấy.' })).toBe('trouble');
    expect(outcomeOf({ state: 'failed', problem: null })).toBe('trouble');
    expect(outcomeOf({ state: 'expired', problem: null })).toBe('trouble');
  });
});
