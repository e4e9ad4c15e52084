import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildCalendar, type CalendarResource, dayInfo, PlainDate } from '#shared/calendar/index.ts';
import { type Catalogue, Procedure } from '#shared/catalog/index.ts';
import { chooseTemplate, formKey } from '#shared/forms/index.ts';
import { shippedCalendar, shippedCatalogue, shippedReceipts, shippedSlips } from '#test/fixtures/packs.ts';
import type { FormTemplate } from '../read-content.ts';
import { calendarDifferences } from './calendar.ts';
import { catalogueDifferences } from './catalogue.ts';
import { isSame } from './difference.ts';
import { formDifferences } from './forms.ts';

const runs = { numRuns: 150, seed: 20_261_122 };

/** The places of a JSON value: every member and element that holds no other. */
function leavesOf(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (Array.isArray(value)) return value.flatMap((one, index) => leavesOf(one, [...path, index]));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, one]) => leavesOf(one, [...path, name]));
  return [path];
}

/** The value with one leaf changed to another of its type. */
function changedAt<Value>(value: Value, path: readonly (string | number)[]): Value {
  const copy = structuredClone(value);
  let holder = copy as Record<string | number, unknown>;
  for (const step of path.slice(0, -1)) holder = holder[step] as Record<string | number, unknown>;
  const last = path.at(-1) ?? '';
  const old = holder[last];
  if (typeof old === 'number') holder[last] = old + 1;
  else if (typeof old === 'boolean') holder[last] = !old;
  else holder[last] = old === null ? '2031-05-06' : `${String(old)}x`;
  return copy;
}

const procedures = shippedCatalogue.procedures.slice(0, 12);
const base: Catalogue = { ...shippedCatalogue, procedures };

/** Procedures removed, put in, put in another order, and changed at any place. */
const otherCatalogue = fc
  .tuple(
    fc.subarray(procedures, { minLength: 1 }),
    fc.subarray(shippedCatalogue.procedures.slice(12, 16)),
    fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 5 }),
    fc.boolean(),
  )
  .map(([kept, added, edits, reversed]): Catalogue => {
    const list = [...kept, ...added];
    for (const [which, where] of edits) {
      const index = which % list.length;
      const procedure = list[index];
      if (procedure === undefined) continue;
      const leaves = leavesOf(procedure).filter(([first]) => first !== 'code');
      const changed = Procedure.safeParse(changedAt(procedure, leaves[where % leaves.length] ?? []));
      // A way of filing or a rule of fees that nobody knows never comes so far.
      if (changed.success) list[index] = changed.data;
    }
    return { ...base, version: 2, procedures: reversed ? list.toReversed() : list };
  });

/** A first day in the past is no difference for anybody. */
const asRead = (procedure: Procedure, day: string): Procedure => ({
  ...procedure,
  validFrom: procedure.validFrom <= day ? '' : procedure.validFrom,
});

describe('a catalogue', () => {
  it('has no differences from itself, whatever its order', () => {
    expect(catalogueDifferences(base, base)).toEqual([]);
    expect(
      catalogueDifferences(base, { ...base, procedures: base.procedures.toReversed(), version: 9 }),
    ).toEqual([]);
  });

  it('the old one with the members that are named taken from the new one is the new one', () => {
    fc.assert(
      fc.property(otherCatalogue, (after) => {
        const differences = catalogueDifferences(base, after);
        const made = new Map(procedures.map((procedure) => [procedure.code, procedure]));
        for (const { what, key, changes } of differences) {
          const present = after.procedures.find(({ code }) => code === key);
          const old = made.get(key);
          if (what === 'removed' || present === undefined) made.delete(key);
          else if (what === 'added' || old === undefined) made.set(key, present);
          else {
            expect(changes.length).toBeGreaterThan(0);
            const fields = changes.map(({ field }) => [field, present[field as keyof Procedure]]);
            made.set(key, { ...old, ...Object.fromEntries(fields) });
          }
        }
        const read = (list: Iterable<Procedure>) =>
          new Map([...list].map((one) => [one.code, asRead(one, after.effectiveFrom)]));
        expect(read(made.values())).toEqual(
          new Map([...read(made.values())].map(([code]) => [code, read(after.procedures).get(code)])),
        );
        expect(made.size).toBe(after.procedures.length);
      }),
      runs,
    );
  });

  it('every change says what was and what is, and the two are not alike', () => {
    fc.assert(
      fc.property(otherCatalogue, (after) => {
        for (const { changes } of catalogueDifferences(base, after)) {
          for (const { before, after: now } of changes) expect(before).not.toBe(now);
        }
      }),
      runs,
    );
  });
});

const days = fc.integer({ min: 0, max: 1094 }).map((offset) => {
  const date = new Date(Date.UTC(2025, 0, 1 + offset));
  return PlainDate.parse(date.toISOString().slice(0, 10));
});

/** Days off taken away, put in or renamed, and hours changed. */
const otherCalendar = fc
  .tuple(
    fc.array(fc.tuple(days, fc.constantFrom('nghỉ A', 'nghỉ B')), { maxLength: 6 }),
    fc.array(fc.nat(60), { maxLength: 4 }),
    fc.option(fc.constantFrom('08:00', '07:00')),
    fc.option(fc.constantFrom('14:00', '15:30')),
  )
  .map(([added, removed, opening, cutOff]) =>
    shippedCalendar.map((resource): CalendarResource => {
      if (resource.kind === 'working-time') {
        return {
          ...resource,
          workingTimes: resource.workingTimes.map((week) => ({
            ...week,
            periods: week.periods.map(([from, to], index) => [index === 0 ? (opening ?? from) : from, to]),
          })),
        };
      }
      if (resource.kind === 'deadline-profile') {
        return { ...resource, sameDay: { cutOff: cutOff ?? resource.sameDay.cutOff } };
      }
      const taken = new Set([...resource.offDays, ...resource.makeUpDays].map(({ date }) => date));
      const fresh = new Map(added.filter(([date]) => !taken.has(date) && inside(resource, date)));
      return {
        ...resource,
        offDays: [
          ...resource.offDays.filter((_, index) => !removed.includes(index)),
          ...[...fresh].map(([date, name]) => ({
            date,
            name,
            basis: 'Quyết định',
            status: 'announced' as const,
          })),
        ],
      };
    }),
  );

const inside = (resource: { effectiveFrom: string; effectiveTo: string }, date: string) =>
  resource.effectiveFrom <= date && date <= resource.effectiveTo;
const built = (resources: readonly CalendarResource[]) =>
  buildCalendar(resources.filter((resource) => resource.kind !== 'deadline-profile'));

describe('a calendar', () => {
  it('has no differences from itself, whatever the order of its files and days', () => {
    const turned = shippedCalendar
      .toReversed()
      .map((resource) =>
        resource.kind === 'calendar' ? { ...resource, offDays: resource.offDays.toReversed() } : resource,
      );
    expect(calendarDifferences(shippedCalendar, turned)).toEqual([]);
  });

  it('every day on which the two say something else is named, and no other', () => {
    const before = built(shippedCalendar);
    fc.assert(
      fc.property(otherCalendar, (after) => {
        const differences = calendarDifferences(shippedCalendar, after);
        const named = new Set(differences.map(({ key }) => key).filter((key) => /^\d{4}-/.test(key)));
        const now = built(after);
        for (let day = 0; day < 4 * 365; day += 1) {
          const date = PlainDate.parse(new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10));
          expect([date, named.has(date)]).toEqual([date, !isSame(dayInfo(before, date), dayInfo(now, date))]);
        }
      }),
      { ...runs, numRuns: 20 },
    );
  });

  it('every file of which anything but days differs is named', () => {
    const file = fc.constantFrom(...shippedCalendar);
    fc.assert(
      fc.property(file, fc.nat(), (resource, where) => {
        const leaves = leavesOf(resource).filter(
          ([first]) => !['kind', 'id', 'offDays', 'makeUpDays'].includes(String(first)),
        );
        const changed = changedAt(resource, leaves[where % leaves.length] ?? []);
        const after = shippedCalendar.map((one) => (one === resource ? changed : one));
        expect(calendarDifferences(shippedCalendar, after).map(({ key }) => key)).toEqual([resource.id]);
      }),
      runs,
    );
  });
});

const shippedForms: FormTemplate[] = [...shippedReceipts, ...shippedSlips];
const DAY = '2026-11-22';
const used = (kind: FormTemplate['kind']) =>
  chooseTemplate(
    shippedForms.filter((template) => template.kind === kind),
    DAY,
  );

describe('forms', () => {
  it('have no differences from those in use, and none from themselves in a pack', () => {
    const inUse = (['receipt', 'supplement-slip', 'refusal-slip'] as const).map(used);
    expect(formDifferences([shippedForms], inUse, DAY)).toEqual([]);
    expect(formDifferences([shippedForms], shippedForms, DAY)).toEqual([]);
  });

  it('every member that differs is named, and no other; both sides are never alike', () => {
    const form = fc.constantFrom(...(['receipt', 'supplement-slip', 'refusal-slip'] as const).map(used));
    fc.assert(
      fc.property(form, fc.array(fc.nat(), { minLength: 1, maxLength: 4 }), (template, places) => {
        let after: FormTemplate = template;
        for (const where of places) {
          const leaves = leavesOf(after).filter(
            ([first]) => !['kind', 'validFrom', 'validTo'].includes(String(first)),
          );
          after = changedAt(after, leaves[where % leaves.length] ?? []);
        }
        const [row] = formDifferences([shippedForms], [after], DAY);
        const differing = Object.keys(after).filter(
          (name) => !isSame(after[name as keyof FormTemplate], template[name as keyof FormTemplate]),
        );
        expect([...new Set(row?.changes.map(({ field }) => field))].sort()).toEqual(differing.sort());
        for (const { before, after: now } of row?.changes ?? []) expect(before).not.toBe(now);
      }),
      runs,
    );
  });

  it('one that has ended and was not known is told as new, not as a change of the one in use', () => {
    const past = { ...used('receipt'), version: '0', validFrom: '2020-01-01', validTo: '2020-12-31' };
    const rows = formDifferences([shippedForms], [...shippedForms, past], DAY);
    expect(rows.map(({ what, key }) => [what, key])).toEqual([['added', `receipt ${formKey(past)}`]]);
  });

  it('one to come that the next pack leaves out is told', () => {
    const coming = { ...used('receipt'), version: '9', validFrom: '2027-02-01' };
    const other = { ...used('receipt'), version: '10' };
    const rows = formDifferences([[coming], shippedForms], [other], DAY);
    expect(rows.map(({ what, key }) => [what, key])).toEqual([
      ['removed', `receipt ${formKey(coming)}`],
      ['changed', `receipt ${formKey(other)}`],
    ]);
  });
});
