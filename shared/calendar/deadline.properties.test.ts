import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeDeadline } from './deadline.ts';
import { DEADLINE_UNITS, type DeadlineUnit, type Pause } from './deadline-request.ts';
import { minuteNumberOf, plainMinuteOfNumber } from './plain-minute.ts';
import { shippedCalendar, shippedProfile } from './shipped.oracle.ts';

const FIRST = minuteNumberOf('2024-01-01T00:00');
const LAST = minuteNumberOf('2027-12-31T23:59');
const runs = { numRuns: 2_000, seed: 20_261_121 };

const received = fc.integer({ min: FIRST, max: LAST }).map(plainMinuteOfNumber);
const unit = fc.constantFrom(...DEADLINE_UNITS);
const value = fc.integer({ min: 1, max: 60 });
const pauses = (start: string) =>
  fc.uniqueArray(fc.integer({ min: -3_000, max: 40_000 }), { maxLength: 6 }).map((offsets) => {
    const edges = offsets
      .toSorted((a, b) => a - b)
      .map((offset) => plainMinuteOfNumber(minuteNumberOf(start) + offset));
    return edges.flatMap((from, index): Pause[] => {
      const to = edges[index + 1];
      return index % 2 === 0 && to !== undefined ? [{ from, to }] : [];
    });
  });
const question = fc
  .tuple(received, value, unit)
  .chain(([start, count, kind]) =>
    fc.tuple(fc.constant(start), fc.constant(count), fc.constant(kind), pauses(start)),
  );

function due(start: string, count: number, kind: DeadlineUnit, stops: readonly Pause[] = []): string {
  const answer = computeDeadline({
    received: start,
    limit: { value: count, unit: kind },
    pauses: stops,
    calendar: shippedCalendar,
    profile: shippedProfile,
  });
  if (!answer.ok) throw new Error(answer.error.reason);
  return answer.value.due;
}

describe('every deadline', () => {
  it('falls on a minute of working time or on its end, never before reception', () => {
    fc.assert(
      fc.property(question, ([start, count, kind, stops]) => {
        const end = due(start, count, kind, stops);
        const clock = end.slice(11);
        expect(end > start).toBe(true);
        expect((clock >= '07:30' && clock <= '11:30') || (clock >= '13:30' && clock <= '17:00')).toBe(true);
      }),
      runs,
    );
  });

  it('is no earlier for a later reception or a longer limit', () => {
    fc.assert(
      fc.property(received, value, unit, fc.integer({ min: 1, max: 5_000 }), (start, count, kind, delay) => {
        const later = plainMinuteOfNumber(minuteNumberOf(start) + delay);
        const end = due(start, count, kind);
        expect(due(start, count + 1, kind) >= end).toBe(true);
        // Clipping at the end of a month keeps the clock time, so only whole days keep their order there.
        const precision = kind === 'month' || kind === 'day' ? 10 : 16;
        expect(due(later, count, kind).slice(0, precision) >= end.slice(0, precision)).toBe(true);
      }),
      runs,
    );
  });

  it('ignores pauses that begin at or after it', () => {
    fc.assert(
      fc.property(
        received,
        value,
        unit,
        fc.nat({ max: 9_000 }),
        fc.integer({ min: 1, max: 9_000 }),
        (start, count, kind, gap, length) => {
          const end = due(start, count, kind);
          const from = minuteNumberOf(end) + gap;
          const stop = { from: plainMinuteOfNumber(from), to: plainMinuteOfNumber(from + length) };
          expect(due(start, count, kind, [stop])).toBe(end);
        },
      ),
      runs,
    );
  });

  it('is the same whether a pause comes whole or in touching pieces, for limits in working time', () => {
    fc.assert(
      fc.property(
        received,
        value,
        fc.constantFrom('working-day' as const, 'hour' as const),
        fc.integer({ min: 1, max: 2_000 }),
        fc.integer({ min: 1, max: 2_000 }),
        (start, count, kind, first, second) => {
          const at = (offset: number) => plainMinuteOfNumber(minuteNumberOf(start) + 4_000 + offset);
          const whole = due(start, count + 40, kind, [{ from: at(0), to: at(first + second) }]);
          const pieces = due(start, count + 40, kind, [
            { from: at(0), to: at(first) },
            { from: at(first), to: at(first + second) },
          ]);
          expect(pieces).toBe(whole);
        },
      ),
      runs,
    );
  });

  it('has steps that begin with reception, and one that arrives at the due time', () => {
    fc.assert(
      fc.property(question, ([start, count, kind, stops]) => {
        const answer = computeDeadline({
          received: start,
          limit: { value: count, unit: kind },
          pauses: stops,
          calendar: shippedCalendar,
          profile: shippedProfile,
        });
        if (!answer.ok) throw new Error(answer.error.reason);
        expect(answer.value.steps[0]).toMatchObject({ code: 'received', at: start });
        expect(
          answer.value.steps.some(({ code, at }) => code !== 'received' && at === answer.value.due),
        ).toBe(true);
        expect(answer.value.steps.some(({ code }) => code === 'provisional')).toBe(answer.value.provisional);
      }),
      runs,
    );
  });
});
