import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseNext, countAfterCall, ticketsAhead, type Waiting } from './index.ts';

const SEED = { seed: 20261122, numRuns: 500 };
const tickets = fc
  .array(
    fc.record({ group: fc.constantFrom('a', 'b', 'c'), priority: fc.boolean(), skipped: fc.boolean() }),
    { maxLength: 30 },
  )
  .map((list) => list.map((one, place): Waiting => ({ ...one, place, id: String(place) })));
const line = (...kinds: string[]): Waiting[] =>
  kinds.map((kind, place) => ({ id: `${kind}${place}`, group: 'a', priority: kind === 'P', place }));

/** Everybody in the order in which one counter calls them. */
function callAll(waiting: readonly Waiting[], between: number): Waiting[] {
  const since = new Map<string, number | null>();
  let rest = [...waiting];
  const called: Waiting[] = [];
  for (;;) {
    const next = chooseNext(rest, (group) => since.get(group) ?? null, between);
    if (next === undefined) return called;
    since.set(next.group, countAfterCall(since.get(next.group) ?? null, next));
    called.push(next);
    rest = rest.filter((ticket) => ticket !== next);
  }
}
const ids = (list: readonly Waiting[]) => list.map(({ id }) => id).join(' ');

describe('the order of calls', () => {
  it('is that of waiting where nobody is preferred', () => {
    expect(ids(callAll(line('O', 'O', 'O'), 2))).toBe('O0 O1 O2');
  });

  it('calls a priority ticket at once, then so many ordinary ones before the next', () => {
    const waiting = line('O', 'O', 'O', 'O', 'O', 'P', 'P', 'P');
    expect(ids(callAll(waiting, 2))).toBe('P5 O0 O1 P6 O2 O3 P7 O4');
    expect(ids(callAll(waiting, 0))).toBe('P5 P6 P7 O0 O1 O2 O3 O4');
  });

  it('never lets anybody wait longer for being preferred', () => {
    expect(ids(callAll(line('P', 'P', 'O', 'O'), 2))).toBe('P0 P1 O2 O3');
  });

  it('counts an ordinary ticket once, however often it was skipped; a priority one begins the count anew', () => {
    expect(countAfterCall(1, { priority: false, skipped: true })).toBe(1);
    expect(countAfterCall(1, { priority: false })).toBe(2);
    expect(countAfterCall(2, { priority: true, skipped: true })).toBe(0);
    expect(countAfterCall(null, { priority: false })).toBeNull();
    const [again, ...others] = line('O', 'O', 'O', 'O', 'P', 'P');
    if (again === undefined) throw new Error('no line');
    expect(ids(callAll([{ ...again, skipped: true }, ...others], 2))).toBe('P4 O0 O1 O2 P5 O3');
  });

  it('begins each day with the priority ticket, and with none in another group', () => {
    const waiting: Waiting[] = [
      { id: 'a', group: 'a', priority: false, place: 1 },
      { id: 'b', group: 'b', priority: true, place: 2 },
    ];
    expect(ids(callAll(waiting, 2))).toBe('a b');
  });

  it('calls everybody once, ordinary ones of a group in their order (property)', () => {
    fc.assert(
      fc.property(tickets, fc.nat(4), (waiting, between) => {
        const called = callAll(waiting, between);
        expect([...called].sort((x, y) => x.place - y.place)).toEqual(waiting);
        for (const kind of [false, true])
          for (const group of ['a', 'b', 'c']) {
            const places = called.filter((one) => one.group === group && one.priority === kind);
            expect(places.map(({ place }) => place)).toEqual(
              places.map(({ place }) => place).sort((x, y) => x - y),
            );
          }
      }),
      SEED,
    );
  });

  it('calls no more ordinary ones of a group between two priority ones than are allowed, while both wait (property)', () => {
    fc.assert(
      fc.property(tickets, fc.nat(4), (waiting, between) => {
        const called = callAll(waiting, between);
        for (const group of ['a', 'b', 'c']) {
          let since = Number.POSITIVE_INFINITY;
          called.forEach((ticket, index) => {
            if (ticket.group !== group) return;
            const priorityWaits = called.slice(index).some((one) => one.group === group && one.priority);
            if (ticket.priority) since = 0;
            else {
              if (priorityWaits) expect(since).toBeLessThan(between);
              if (ticket.skipped !== true) since += 1;
            }
          });
        }
      }),
      SEED,
    );
  });

  it('is found from the first of each group and kind alone (property)', () => {
    fc.assert(
      fc.property(tickets, fc.option(fc.nat(4)), fc.nat(4), (waiting, since, between) => {
        const heads = waiting.filter(
          (ticket) =>
            !waiting.some(
              (other) =>
                other.group === ticket.group &&
                other.priority === ticket.priority &&
                other.place < ticket.place,
            ),
        );
        const choose = (list: readonly Waiting[]) => chooseNext(list, () => since, between)?.id;
        expect(choose(heads)).toBe(choose(waiting));
        expect(choose([...waiting].reverse())).toBe(choose(waiting));
      }),
      SEED,
    );
  });
});

describe('people ahead', () => {
  it('are those whom a counter of that group alone would call before (property)', () => {
    fc.assert(
      fc.property(
        tickets,
        fc.boolean(),
        fc.option(fc.nat(5)),
        fc.nat(4),
        (some, priority, start, between) => {
          const waiting = some.map((ticket) => ({ ...ticket, group: 'a' }));
          const newcomer: Waiting = { id: 'new', group: 'a', priority, place: waiting.length };
          let since = start;
          let rest = [...waiting, newcomer];
          let before = 0;
          for (;;) {
            const next = chooseNext(rest, () => since, between);
            if (next === undefined || next.id === 'new') break;
            since = countAfterCall(since, next);
            rest = rest.filter((ticket) => ticket !== next);
            before += 1;
          }
          expect(ticketsAhead(waiting, newcomer, start, between)).toBe(before);
        },
      ),
      SEED,
    );
  });
});
