import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type Held, planGrant, type Share } from './plan.ts';

const TODAY = '2026-11-22';
const STATIONS = ['a', 'b', 'c', 'd'];

/** Who has each serial of each day, one by one: slow, and so simple that it can't be wrong. */
function holders(held: readonly Held[]): Map<string, string[]> {
  const map = new Map<string, string[]>();
  for (const lease of held) {
    for (let day = lease.firstDay; day <= lease.lastDay; day = addDays(day, 1)) {
      for (let serial = lease.firstSerial; serial <= lease.lastSerial; serial += 1) {
        const key = `${day} ${serial}`;
        map.set(key, [...(map.get(key) ?? []), lease.id]);
      }
    }
  }
  return map;
}

type Step =
  | { is: 'ask'; station: string; from: number; more: number; on: number; knows: boolean }
  | { is: 'end'; station: string }
  | { is: 'days'; count: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      is: fc.constant('ask' as const),
      station: fc.constantFrom(...STATIONS),
      from: fc.integer({ min: -6, max: 4 }),
      more: fc.integer({ min: 0, max: 30 }),
      on: fc.integer({ min: -2, max: 8 }),
      knows: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ is: fc.constant('end' as const), station: fc.constantFrom(...STATIONS) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ is: fc.constant('days' as const), count: fc.integer({ min: 1, max: 9 }) }),
  },
);

describe('what is granted', () => {
  it('L9 never has a serial of a day in two leases, and what follows is above or what the station has', () => {
    const seen = { grants: 0, prolonged: 0, exhausted: 0, short: 0 };
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), fc.integer({ min: 3, max: 8 }), (steps, leaseDays) => {
        const share: Share = { office: 'o', firstSerial: 11, lastSerial: 300, leaseDays };
        const held: Held[] = [];
        const gone = new Set<string>();
        let today = TODAY;
        for (const one of steps) {
          if (one.is === 'days') today = addDays(today, one.count);
          else if (one.is === 'end') {
            gone.add(one.station);
            for (const lease of held) if (lease.station === one.station) lease.endedAfter = today;
          } else if (!gone.has(one.station)) {
            const asked = {
              station: one.station,
              fromDay: addDays(today, one.from),
              known: one.knows ? held.map(({ id }) => id) : [],
              short: one.more === 0 ? [] : [{ day: addDays(today, one.on), more: one.more }],
            };
            const { grants, exhausted } = planGrant(asked, held, share, today);
            if (exhausted) seen.exhausted += 1;
            for (const span of grants) {
              seen.grants += 1;
              if (span.firstDay === span.lastDay) seen.short += 1;
              const same = held.some(
                (lease) => lease.station === one.station && lease.firstSerial === span.firstSerial,
              );
              if (same) seen.prolonged += 1;
              expect(span.firstSerial).toBeGreaterThanOrEqual(share.firstSerial);
              expect(span.lastSerial).toBeLessThanOrEqual(share.lastSerial);
              expect(span.firstSerial).toBeLessThanOrEqual(span.lastSerial);
              expect(span.firstDay <= span.lastDay).toBe(true);
              held.push({
                ...span,
                id: String(held.length),
                office: 'o',
                station: one.station,
                endedAfter: null,
              });
            }
            const covered = held.some(
              (lease) =>
                lease.station === one.station &&
                lease.endedAfter === null &&
                lease.firstDay <= today &&
                today <= lease.lastDay,
            );
            if (!exhausted) expect(covered).toBe(true);
          }
        }
        const doubled = [...holders(held)].filter(([, ids]) => ids.length > 1);
        expect(doubled).toEqual([]);
      }),
      { seed: 9, numRuns: 150 },
    );
    // The run did something of everything.
    expect(Object.entries(seen).filter(([, count]) => count < 20)).toEqual([]);
  });
});

describe('a request', () => {
  const share: Share = { office: 'o', firstSerial: 1, lastSerial: 9999, leaseDays: 60 };
  const ask = (
    station: string,
    change: Partial<{ fromDay: string; known: string[]; short: { day: string; more: number }[] }> = {},
  ) => ({
    station,
    fromDay: TODAY,
    known: [],
    short: [],
    ...change,
  });
  const grant = (held: Held[], asked: ReturnType<typeof ask>, today = TODAY) => {
    const { grants } = planGrant(asked, held, share, today);
    for (const span of grants)
      held.push({ ...span, id: `l${held.length}`, office: 'o', station: asked.station, endedAfter: null });
    return grants;
  };

  it('L9 is answered with sixty days and the lowest span, a further station with the next above', () => {
    const held: Held[] = [];
    expect(grant(held, ask('a'))).toEqual([
      { firstDay: TODAY, lastDay: '2027-01-21', firstSerial: 1, lastSerial: 2000 },
    ]);
    expect(grant(held, ask('a'))).toEqual([]);
    expect(grant(held, ask('b'))).toMatchObject([{ firstSerial: 2001, lastSerial: 4000 }]);
    // Its days are prolonged under the same numbers.
    expect(grant(held, ask('a'), '2026-12-30')).toEqual([
      { firstDay: '2027-01-22', lastDay: '2027-02-28', firstSerial: 1, lastSerial: 2000 },
    ]);
  });

  it('L9 for days that have passed is answered from there: the numbers of a restored office were frozen since', () => {
    const held: Held[] = [];
    grant(held, ask('a'));
    expect(grant(held, ask('b', { fromDay: '2026-11-02' }))).toMatchObject([
      { firstDay: '2026-11-02', firstSerial: 2001 },
    ]);
    // A clock a year ahead changes nothing.
    expect(grant(held, ask('c', { fromDay: '2027-11-02' }))).toMatchObject([
      { firstDay: TODAY, firstSerial: 4001 },
    ]);
  });

  it('L9 L11 of a day that runs short is answered once until the office has taken it', () => {
    const held: Held[] = [];
    grant(held, ask('a'));
    const short = [{ day: TODAY, more: 300 }];
    expect(grant(held, ask('a', { short, known: ['l0'] }))).toEqual([
      { firstDay: TODAY, lastDay: TODAY, firstSerial: 2001, lastSerial: 2300 },
    ]);
    expect(grant(held, ask('a', { short, known: ['l0'] }))).toEqual([]);
    expect(grant(held, ask('a', { short, known: ['l0', 'l1'] }))).toMatchObject([{ firstSerial: 2301 }]);
  });
});
