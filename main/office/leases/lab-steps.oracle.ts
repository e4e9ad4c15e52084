import fc from 'fast-check';

/** What may happen to an office, its copies and its province; `copy`, `which`: one of those there are. */
export type Step =
  | { kind: 'receive'; copy: number; count: number }
  | { kind: 'grant'; copy: number; size: number; days: number }
  | { kind: 'answer'; copy: number; lost: boolean }
  | { kind: 'give-back'; from: number; to: number; part: number }
  | { kind: 'end'; which: number; days: number }
  | { kind: 'back-up'; copy: number }
  | { kind: 'restore'; which: number }
  | { kind: 'die'; copy: number }
  | { kind: 'confirm'; copy: number }
  | { kind: 'erase'; copy: number; which: number }
  | { kind: 'time'; hours: number };

const nth = fc.nat({ max: 7 });
const weighted: [number, fc.Arbitrary<Step>][] = [
  [8, fc.record({ kind: fc.constant('receive'), copy: nth, count: fc.integer({ min: 1, max: 3 }) })],
  [
    1,
    fc.record({
      kind: fc.constant('grant'),
      copy: nth,
      size: fc.integer({ min: 1, max: 4 }),
      days: fc.nat({ max: 3 }),
    }),
  ],
  [
    6,
    fc.record({
      kind: fc.constant('answer'),
      copy: nth,
      lost: fc.nat({ max: 4 }).map((chance) => chance === 0),
    }),
  ],
  [4, fc.record({ kind: fc.constant('give-back'), from: nth, to: nth, part: fc.constantFrom(0.3, 1, 1) })],
  [1, fc.record({ kind: fc.constant('end'), which: nth, days: fc.nat({ max: 2 }) })],
  [3, fc.record({ kind: fc.constant('back-up'), copy: nth })],
  [5, fc.record({ kind: fc.constant('restore'), which: nth })],
  [1, fc.record({ kind: fc.constant('die'), copy: nth })],
  [3, fc.record({ kind: fc.constant('confirm'), copy: nth })],
  [1, fc.record({ kind: fc.constant('erase'), copy: nth, which: nth })],
  [2, fc.record({ kind: fc.constant('time'), hours: fc.constantFrom(1, 2, 24, 26, -24) })],
];
/** One step, the commoner ones more often. */
export const anyStep = fc.oneof(...weighted.map(([weight, arbitrary]) => ({ weight, arbitrary })));
