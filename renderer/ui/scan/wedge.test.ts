import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  BURST_GAP_MS,
  burstEnded,
  endSilence,
  IDLE_WEDGE,
  readBurst,
  stepWedge,
  type WedgeKey,
  type WedgeState,
  type WedgeVerdict,
} from './wedge.ts';

const SEED = 20_261_121;
const CARD = '017195004821||Dinh Thi Hong Nhung|24111995|Nu|Xom Ron, Tan Vinh|15042021';

function keysOf(text: string, gap: number, start = 1000): WedgeKey[] {
  return [...text].map((character, index): WedgeKey => {
    const at = start + index * gap;
    if (character === '\n') return { kind: 'suffix', key: 'Enter', at };
    if (character === '\t') return { kind: 'suffix', key: 'Tab', at };
    return { kind: 'character', character, at, repeat: false };
  });
}

function feed(keys: readonly WedgeKey[], from: WedgeState = IDLE_WEDGE) {
  const verdicts: WedgeVerdict[] = [];
  let state = from;
  for (const key of keys) {
    const step = stepWedge(state, key);
    state = step.state;
    verdicts.push(step.verdict);
  }
  return { state, verdicts };
}

describe('a scanner', () => {
  test('is held from its sixth digit on, and its Enter never reaches the page', () => {
    const { state, verdicts } = feed(keysOf(`${CARD}\n`, 8));
    expect(verdicts.slice(0, 5)).toEqual(Array(5).fill('pass'));
    expect(verdicts[5]).toBe('begin');
    expect(new Set(verdicts.slice(6))).toEqual(new Set(['hold']));
    expect(readBurst(state)).toEqual({ text: CARD, suffix: 'Enter', kind: 'card' });
  });

  test('is recognised by a separator when its beginning was lost', () => {
    const { state } = feed(keysOf('821||Dinh Thi|24111995\t', 10));
    expect(readBurst(state)).toMatchObject({ kind: 'card', suffix: 'Tab', text: '821||Dinh Thi|24111995' });
  });

  test('may pause inside a held burst as long as a slow PC makes it', () => {
    const first = feed(keysOf(CARD.slice(0, 30), 5));
    const rest = feed(
      keysOf(CARD.slice(30), 5, first.state.lastAt + endSilence(first.state) - 1),
      first.state,
    );
    expect(readBurst(rest.state).text).toBe(CARD);
  });

  test('is waited for longer while its card is not whole, so that no address is cut', () => {
    const part = feed(keysOf(CARD.slice(0, CARD.indexOf(', Tan')), 8)).state;
    const whole = feed(keysOf(CARD, 8)).state;
    expect(endSilence(part)).toBeGreaterThan(2 * endSilence(whole));
  });

  test('is finished after silence, not before', () => {
    const { state } = feed(keysOf(CARD, 5));
    expect(burstEnded(state, state.lastAt + endSilence(state) - 1)).toBe(false);
    expect(burstEnded(state, state.lastAt + endSilence(state))).toBe(true);
    // Its own end mark says it sooner.
    const ended = stepWedge(state, { kind: 'suffix', key: 'Enter', at: state.lastAt + 5 }).state;
    expect(endSilence(ended)).toBeLessThan(endSilence(state));
  });

  test('on a PC so busy that keys come late is known by how a card begins', () => {
    const { state, verdicts } = feed(keysOf(`${CARD}\n`, 110));
    expect(verdicts[12]).toBe('begin');
    expect(readBurst(feed(keysOf(CARD, 110)).state).text).toBe(CARD);
    expect(state.holding).toBe(true);
  });

  test('whose first keys came late and the rest at once comes out whole', () => {
    for (const late of [1, 3, 7, 11]) {
      const first = feed(keysOf(CARD.slice(0, late), 110));
      const rest = feed(keysOf(CARD.slice(late), 5, first.state.lastAt + 110), first.state);
      expect(readBurst(rest.state).text).toBe(CARD);
    }
  });

  test('beginning right behind typed text takes only its own keys', () => {
    const typed = feed(keysOf('An', 150));
    const { state } = feed(keysOf(CARD, 110, typed.state.lastAt + 200), typed.state);
    expect(readBurst(state).text).toBe(CARD);
  });

  test('of another code is told from a card and from a bare number', () => {
    expect(readBurst(feed(keysOf('017195004821\n', 5)).state).kind).toBe('digits');
    expect(readBurst(feed(keysOf('https://vneid.gov.vn/x\n', 5)).state).kind).toBe('other');
  });

  test('sending a short code gives its Enter to no button', () => {
    expect(feed(keysOf('A015\n', 5)).verdicts.at(-1)).toBe('suffix');
  });

  test('whatever it sends, at any speed of a scanner, comes out whole', () => {
    const character = fc.constantFrom(...'0123456789ABCabc |,./-Đéạ');
    fc.assert(
      fc.property(
        fc.stringMatching(/^\d{12}$/),
        fc.array(character, { maxLength: 200 }),
        fc.array(fc.integer({ min: 0, max: BURST_GAP_MS }), { minLength: 213, maxLength: 213 }),
        (number, tail, gaps) => {
          const text = `${number}|${tail.join('')}`;
          let at = 0;
          const keys = [...text].map((one, index): WedgeKey => {
            at += gaps[index] ?? 0;
            return { kind: 'character', character: one, at, repeat: false };
          });
          const { state, verdicts } = feed(keys);
          expect(readBurst(state).text).toBe(text);
          expect(verdicts.filter((verdict) => verdict === 'begin')).toHaveLength(1);
        },
      ),
      { seed: SEED, numRuns: 300 },
    );
  });
});

describe('a person', () => {
  test('typing is never held, whatever they type', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 80 }),
        fc.array(fc.integer({ min: BURST_GAP_MS + 1, max: 900 }), { minLength: 80, maxLength: 80 }),
        (text, gaps) => {
          let at = 0;
          const keys = [...text].map((one, index): WedgeKey => {
            at += gaps[index] ?? 0;
            return { kind: 'character', character: one, at, repeat: false };
          });
          expect(new Set(feed(keys).verdicts)).toEqual(new Set(text === '' ? [] : ['pass']));
        },
      ),
      { seed: SEED, numRuns: 300 },
    );
  });

  test('pressing Enter in time after a word may press the button', () => {
    const typed = feed(keysOf('abcde', 90));
    const enter: WedgeKey = { kind: 'suffix', key: 'Enter', at: typed.state.lastAt + 200 };
    expect(stepWedge(typed.state, enter).verdict).toBe('pass');
  });

  test('rolling two keys at once is not a scanner', () => {
    const rolled = keysOf('12', 15);
    expect(feed([...rolled, ...keysOf('34', 15, 1200), ...keysOf('56', 15, 1400)]).verdicts).not.toContain(
      'begin',
    );
  });

  test('holding a key down is not a scanner', () => {
    const held = Array.from(
      { length: 40 },
      (_, index): WedgeKey => ({
        kind: 'character',
        character: '0',
        at: 1000 + index * 33,
        repeat: index > 0,
      }),
    );
    expect(new Set(feed(held).verdicts)).toEqual(new Set(['pass']));
  });

  test('an input method that writes back letters quickly is not a scanner', () => {
    // Unikey replaces "uwowng" by Backspaces and letters sent without any pause.
    const keys: WedgeKey[] = [
      { kind: 'other', at: 1000 },
      { kind: 'other', at: 1001 },
      ...keysOf('ương', 1, 1002),
      { kind: 'other', at: 1100 },
    ];
    expect(new Set(feed(keys).verdicts)).toEqual(new Set(['pass']));
  });
});
