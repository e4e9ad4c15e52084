import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { officeTimestamp } from '#shared/base/index.ts';
import { copiesToRemove, type KeptCopy } from './retention.ts';

const copy = (madeAt: string, proven = false): KeptCopy => ({ id: madeAt, madeAt, proven });
const newestFirst = (copies: KeptCopy[]) => [...copies].sort((a, b) => (a.madeAt < b.madeAt ? 1 : -1));
const left = (copies: KeptCopy[], keep: Parameters<typeof copiesToRemove>[1]) => {
  const gone = new Set(copiesToRemove(newestFirst(copies), keep));
  return copies.filter((one) => !gone.has(one)).map((one) => one.madeAt);
};

const twoMonths = [
  copy('2026-10-02T11:00:00.000+07:00'),
  copy('2026-10-30T11:00:00.000+07:00'),
  copy('2026-10-30T17:00:00.000+07:00'),
  copy('2026-11-19T11:00:00.000+07:00'),
  copy('2026-11-20T11:00:00.000+07:00'),
  copy('2026-11-20T17:00:00.000+07:00'),
];

describe('what is kept', () => {
  it('the last ones, the newest of a day, the newest of a month', () => {
    expect(left(twoMonths, { last: 1, daily: 0, monthly: 0 })).toEqual(['2026-11-20T17:00:00.000+07:00']);
    expect(left(twoMonths, { last: 1, daily: 3, monthly: 0 })).toEqual([
      '2026-10-30T17:00:00.000+07:00',
      '2026-11-19T11:00:00.000+07:00',
      '2026-11-20T17:00:00.000+07:00',
    ]);
    expect(left(twoMonths, { last: 2, daily: 0, monthly: 2 })).toEqual([
      '2026-10-30T17:00:00.000+07:00',
      '2026-11-20T11:00:00.000+07:00',
      '2026-11-20T17:00:00.000+07:00',
    ]);
  });

  it('the newest proven one, however old', () => {
    const proven = copy('2026-01-02T11:00:00.000+07:00', true);
    expect(
      left([proven, copy('2026-01-01T11:00:00.000+07:00', true), ...twoMonths], {
        last: 1,
        daily: 0,
        monthly: 0,
      }),
    ).toEqual([proven.madeAt, '2026-11-20T17:00:00.000+07:00']);
  });

  it('never nothing, never more goes than came, and keeping more never removes more', () => {
    const anyCopy = fc
      .record({ at: fc.integer({ min: 0, max: 400 * 86_400_000 }), proven: fc.boolean() })
      .map(({ at, proven }) => copy(officeTimestamp(1_760_000_000_000 + at), proven));
    const copies = fc.uniqueArray(anyCopy, { selector: (one) => one.madeAt, maxLength: 40 });
    const number = fc.integer({ min: 0, max: 20 });
    fc.assert(
      fc.property(copies.map(newestFirst), number, number, number, (all, last, daily, monthly) => {
        const gone = copiesToRemove(all, { last, daily, monthly });
        const stays = all.filter((one) => !gone.includes(one));
        expect(gone.length + stays.length).toBe(all.length);
        if (all.length > 0) expect(stays).toContain(all[0]);
        if (all.some((one) => one.proven)) expect(stays.some((one) => one.proven)).toBe(true);
        const more = copiesToRemove(all, { last: last + 1, daily: daily + 1, monthly: monthly + 1 });
        expect(more.every((one) => gone.includes(one))).toBe(true);
      }),
      { seed: 20261121, numRuns: 300 },
    );
  });
});
