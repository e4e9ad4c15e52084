import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DossierState } from './dossier.ts';
import { nationalGroups, nationalMoves } from './states.oracle.ts';
import {
  allowedActions,
  describeState,
  dossierStates,
  dossierTransitions,
  findStateByNationalCode,
  initialStates,
  mayMove,
} from './states.ts';

const codeOf = (state: DossierState) => describeState(state).nationalCode;
const words = (text: string) => text.split(' ').filter((word) => word !== '');

describe('the ten national states', () => {
  test('are the states of a dossier, in the order of their codes', () => {
    expect(dossierStates.map((item) => item.state)).toEqual(DossierState.options);
    expect(dossierStates.map((item) => item.nationalCode)).toEqual(
      Array.from({ length: 10 }, (_, index) => String(index + 1)),
    );
  });

  test('each state is found by its code, and no other code is known', () => {
    for (const item of dossierStates) expect(findStateByNationalCode(item.nationalCode)).toBe(item.state);
    expect(findStateByNationalCode('11')).toBeUndefined();
    expect(findStateByNationalCode('01')).toBeUndefined();
  });

  test('labels differ, so that a word alone tells the states apart', () => {
    expect(new Set(dossierStates.map((item) => item.label.vi)).size).toBe(10);
    expect(new Set(dossierStates.map((item) => item.label.en)).size).toBe(10);
    expect(new Set(dossierStates.map((item) => item.icon)).size).toBe(10);
  });

  test('reporting groups are those of the national reports', () => {
    const inGroup = (group: string) =>
      dossierStates.filter((item) => item.group === group).map((item) => item.nationalCode);
    expect(inGroup('handled')).toEqual(words(nationalGroups.handled));
    expect(inGroup('paused')).toEqual(words(nationalGroups.paused));
    expect(inGroup('in-progress')).toEqual(['1', '2', '3', '4']);
  });
});

describe('moves', () => {
  test.each(Object.entries(nationalMoves))('from %s only to "%s"', (from, to) => {
    const state = findStateByNationalCode(from);
    if (state === undefined) throw new Error(`no state ${from}`);
    for (const everAccepted of [true, false]) {
      const expected = words(to)
        .filter((code) => !(code.endsWith('*') && everAccepted))
        .map((code) => code.replace('*', ''))
        .sort();
      const actual = allowedActions(state, { everAccepted }).map((item) => codeOf(item.to));
      expect(actual.sort()).toEqual(expected);
    }
  });

  test('exactly the terminal states lead nowhere', () => {
    for (const item of dossierStates) {
      expect(dossierTransitions.some((move) => move.from === item.state)).toBe(!item.terminal);
    }
  });

  test('one action of a state leads to one state', () => {
    const keys = dossierTransitions.map((move) => `${move.from} ${move.action}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('a correction needs its reason', () => {
    expect(dossierTransitions.filter((move) => move.condition === 'with-reason')).toEqual([
      expect.objectContaining({ from: 'solved', to: 'processing' }),
    ]);
  });

  test('any walk from any beginning stays within the moves and can always still end', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(initialStates).flat()),
        fc.array(fc.nat(100), { maxLength: 30 }),
        (start, choices) => {
          let state: DossierState = start;
          let everAccepted = start === 'received';
          for (const choice of choices) {
            const actions = allowedActions(state, { everAccepted });
            const action = actions[choice % Math.max(1, actions.length)];
            if (action === undefined) break;
            expect(mayMove(state, action.to, { everAccepted })).toBe(true);
            expect(action.to).not.toBe(state);
            state = action.to;
            everAccepted ||= state === 'received' || state === 'processing';
            if (everAccepted) expect(state).not.toBe('refused');
          }
          expect(canEnd(state, everAccepted)).toBe(true);
        },
      ),
      { seed: 20261121, numRuns: 300 },
    );
  });
});

function canEnd(start: DossierState, everAccepted: boolean): boolean {
  const seen = new Set<DossierState>();
  const open: DossierState[] = [start];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    if (describeState(state).terminal) return true;
    if (seen.has(state)) continue;
    seen.add(state);
    open.push(...allowedActions(state, { everAccepted }).map((item) => item.to));
  }
  return false;
}
