import { describe, expect, it } from 'vitest';
import { askedOf } from './asked.ts';

const plenty = {
  asked: { fromDay: '2026-11-23', short: [] },
  today: '2026-11-23',
  lastDay: '2027-01-22',
  frozen: false,
  warnings: [],
};
const nothing = { from: null, after: null, short: [] };

describe('what the next parcel asks for, as people are told', () => {
  it('says nothing while numbers are plenty, or where the office issues itself', () => {
    expect(askedOf(plenty)).toEqual(nothing);
    expect(askedOf({ ...plenty, asked: null })).toEqual(nothing);
  });

  it('says from which day on where there are none, or codes are waited for', () => {
    expect(askedOf({ ...plenty, lastDay: null })).toMatchObject({ from: '2026-11-23', after: null });
    expect(askedOf({ ...plenty, frozen: true })).toMatchObject({ from: '2026-11-23' });
    const waiting = { fromDay: '2026-11-20', short: [] };
    expect(askedOf({ ...plenty, asked: waiting })).toMatchObject({ from: '2026-11-20' });
  });

  it('says for which days where ranges end soon, and of which days numbers are short', () => {
    const lastDay = '2026-11-28';
    const soon = { kind: 'ends-soon' as const, lastDay, days: 5 };
    expect(askedOf({ ...plenty, lastDay, warnings: [soon] })).toEqual({ ...nothing, after: lastDay });
    const short = [{ day: '2026-11-23', more: 4 }];
    expect(askedOf({ ...plenty, asked: { fromDay: '2026-11-23', short } })).toEqual({ ...nothing, short });
  });
});
