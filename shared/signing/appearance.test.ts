import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AppearanceRules,
  breakLine,
  CHAIN_PROBLEM_TEXTS,
  type FileSignature,
  markLines,
  markTime,
  overlaps,
  type Place,
  placeMark,
  TRUST_PROBLEMS,
  verdictOf,
} from './index.ts';

const file = new URL('../../resources/signing/appearance.json', import.meta.url);
const rules = AppearanceRules.parse(JSON.parse(readFileSync(file, 'utf8')));
const at = Date.UTC(2026, 10, 22, 8, 54, 20, 999);
const mark = { kind: 'organisation', name: 'UBND XÃ LƯƠNG SƠN', heading: '', training: false } as const;

describe('what a mark says', () => {
  it('names the organisation and the time with its zone, a number of a document first', () => {
    expect(markTime(at)).toBe('2026-11-22T15:54:20+07:00');
    expect(markLines({ ...mark, heading: 'Số: 12/GTN' }, at, rules).map(({ text }) => text)).toEqual([
      'Số: 12/GTN',
      'Ký số: UBND XÃ LƯƠNG SƠN',
      'Thời gian ký: 2026-11-22T15:54:20+07:00',
    ]);
    expect(markLines({ ...mark, kind: 'person', name: 'Bùi Thu Hà' }, at, rules)).toHaveLength(2);
  });

  it('says first that a signature is for training', () => {
    const [first] = markLines({ ...mark, training: true }, at, rules);
    expect(first).toEqual({ text: rules.training, tone: 'training' });
    expect(rules.training).toContain('KHÔNG CÓ GIÁ TRỊ PHÁP LÝ');
  });

  it('is broken without losing a letter and never too wide (property)', () => {
    const widthOf = (text: string) => [...text].length * 5;
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.integer({ min: 20, max: 300 }),
        (text, width) => {
          const lines = breakLine(text, width, widthOf);
          expect(lines.join('').replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
          for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width);
        },
      ),
      { seed: 20261122 },
    );
  });
});

describe('where a mark goes', () => {
  const a4 = { width: 595, height: 842 };
  const size = { width: 192, height: 27 };

  it('is the upper right corner, then to the left, then below; a person begins below', () => {
    const first = placeMark('organisation', size, a4, [], rules);
    expect(first).toEqual({ left: 595 - 14 - 192, top: 6, ...size });
    const taken = first === undefined ? [] : [first];
    expect(placeMark('organisation', size, a4, taken, rules)).toEqual({
      left: 595 - 14 - 192 * 2 - 4,
      top: 6,
      ...size,
    });
    const row = [{ left: 0, top: 0, width: 595, height: 30 }];
    expect(placeMark('organisation', size, a4, row, rules)?.top).toBe(34);
    const person = placeMark('person', size, a4, [], rules);
    expect(person?.top).toBeGreaterThan(700);
  });

  it('is on the page and over no other mark, or nowhere (property)', () => {
    const length = (most: number) => fc.integer({ min: 10, max: most });
    const kinds = fc.constantFrom('organisation' as const, 'person' as const);
    const sizes = fc.array(fc.tuple(kinds, length(250), length(120)), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.record({ width: length(900), height: length(900) }), sizes, (page, wanted) => {
        const places: Place[] = [];
        for (const [kind, width, height] of wanted) {
          const place = placeMark(kind, { width, height }, page, places, rules);
          if (place === undefined) continue;
          expect(places.some((other) => overlaps(place, other))).toBe(false);
          expect(place.left).toBeGreaterThanOrEqual(0);
          expect(place.top).toBeGreaterThanOrEqual(0);
          expect(place.left + place.width).toBeLessThanOrEqual(page.width + 0.01);
          expect(place.top + place.height).toBeLessThanOrEqual(page.height + 0.01);
          places.push(place);
        }
      }),
      { seed: 20261122 },
    );
  });
});

describe('the one word for a signature', () => {
  const good = {
    ...{
      field: 'A',
      kind: 'signature',
      subFilter: 'ETSI.CAdES.detached',
      page: 1,
      whole: true,
      problem: null,
    },
    ...{ signer: null, training: false, algorithm: '', claimedAt: null, timestamp: null },
    trust: { trusted: true, problem: null, missing: null, chain: [], judgedAt: 0, revocation: 'good' },
    ...{ coversWholeFile: true, revisionLength: 1, changes: [] },
  } satisfies FileSignature;

  it('puts what was altered before what is only not trusted', () => {
    const untrusted = { ...good.trust, trusted: false, problem: 'root-unknown' as const };
    expect(verdictOf(good)).toBe('valid');
    expect(verdictOf({ ...good, changes: ['signatures-added', 'validation-data-added'] })).toBe('valid');
    expect(verdictOf({ ...good, trust: untrusted })).toBe('valid-untrusted');
    expect(verdictOf({ ...good, training: true })).toBe('training');
    expect(verdictOf({ ...good, trust: untrusted, changes: ['annotations'] })).toBe('completed-after');
    expect(verdictOf({ ...good, changes: ['annotations', 'page-content'] })).toBe('changed-after');
    expect(verdictOf({ ...good, changes: ['unreadable'] })).toBe('changed-after');
    expect(verdictOf({ ...good, whole: false, problem: 'bytes-changed' })).toBe('broken');
    expect(verdictOf({ ...good, whole: false, problem: 'format-unknown' })).toBe('not-checked');
  });

  it('knows every reason of a chain that has a sentence', () => {
    expect([...TRUST_PROBLEMS].sort()).toEqual(['training', ...Object.keys(CHAIN_PROBLEM_TEXTS)].sort());
  });
});
