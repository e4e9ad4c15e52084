import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { officeTimestamp } from '../base/index.ts';
import { estimateMinutes, servedPieceMs, servedSeconds, waitedSeconds } from './index.ts';

const at = (time: string, day = '2026-11-23') => `${day}T${time}.000+07:00`;

describe('waiting and service', () => {
  it('are seconds between what happened', () => {
    expect(waitedSeconds({ issuedAt: at('08:00:00'), firstCalledAt: at('08:12:31') })).toBe(751);
    expect(servedPieceMs(at('08:12:31'), at('08:20:00'))).toBe(449_000);
    expect(servedSeconds({ state: 'finished' }, 449_900)).toBe(449);
  });

  it('are unknown before they happened, and where the clock does not tell', () => {
    expect(waitedSeconds({ issuedAt: at('08:00:00'), firstCalledAt: null })).toBeNull();
    expect(waitedSeconds({ issuedAt: at('08:00:00'), firstCalledAt: at('07:00:00') })).toBeNull();
    expect(servedPieceMs(at('08:00:00'), at('07:59:59'))).toBeNull();
    expect(servedPieceMs(at('16:00:00'), at('07:30:00', '2026-11-24'))).toBeNull();
    expect(servedSeconds({ state: 'held' }, 5000)).toBeNull();
    expect(servedSeconds({ state: 'finished' }, null)).toBeNull();
  });
});

describe('the estimate', () => {
  it('is the middle gap between calls, for everybody ahead and oneself', () => {
    const calls = ['08:00:00', '08:05:00', '08:10:00', '08:14:00'].map((time) => at(time));
    expect(estimateMinutes(0, calls)).toBe(5);
    expect(estimateMinutes(6, calls)).toBe(35);
  });

  it('does not take a lunch break for the pace', () => {
    const calls = ['11:00:00', '11:05:00', '11:10:00', '13:35:00', '13:40:00'].map((time) => at(time));
    expect(estimateMinutes(1, calls)).toBe(10);
  });

  it('is none where there is nothing to reckon from', () => {
    expect(estimateMinutes(3, [])).toBeNull();
    expect(
      estimateMinutes(
        3,
        ['08:00:00', '08:05:00', '08:10:00'].map((time) => at(time)),
      ),
    ).toBeNull();
  });

  it('is never negative and grows with the line, in whatever order calls come (property)', () => {
    const epochs = fc.array(fc.integer({ min: 1_790_000_000_000, max: 1_790_030_000_000 }), {
      minLength: 4,
      maxLength: 11,
    });
    fc.assert(
      fc.property(epochs, fc.nat(200), (moments, ahead) => {
        const calls = moments.map(officeTimestamp);
        const estimate = estimateMinutes(ahead, calls) ?? Number.NaN;
        expect(estimate).toBeGreaterThanOrEqual(0);
        expect(estimateMinutes(ahead + 1, calls)).toBeGreaterThanOrEqual(estimate);
        expect(estimateMinutes(ahead, [...calls].reverse())).toBe(estimate);
      }),
      { seed: 20261122 },
    );
  });
});
