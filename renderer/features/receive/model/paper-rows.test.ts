import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SAMPLE_PROCEDURE } from '../testing/samples.ts';
import {
  addRow,
  appendDigit,
  findNextMissing,
  isTicked,
  missingCounts,
  type PaperRow,
  receivedPapers,
  removeRow,
  renameRow,
  requiredAreTicked,
  rowsOfCase,
  setCount,
  toggleHandling,
  toggleRequired,
  toggleRow,
} from './paper-rows.ts';

const rows = rowsOfCase(SAMPLE_PROCEDURE.cases[0], []);
const counts = (list: readonly PaperRow[]) => list.map((row) => [row.originals, row.copies]);

describe('ticking', () => {
  test('takes what the catalogue asks for, one original where it asks for no number', () => {
    expect(counts(toggleRow(toggleRow(toggleRow(rows, 'a'), 'b'), 'c'))).toEqual([
      [1, 0],
      [0, 2],
      [1, 0],
    ]);
  });

  test('all required at once leaves conditional ones and counts already typed', () => {
    const typed = setCount(rows, 'a', 'copies', 3);
    expect(counts(toggleRequired(typed))).toEqual([
      [0, 3],
      [0, 2],
      [0, 0],
    ]);
  });

  test('all required twice takes them away again', () => {
    const twice = toggleRequired(toggleRequired(rows));
    expect(requiredAreTicked(twice)).toBe(false);
    expect(counts(twice)).toEqual(counts(rows));
  });
});

describe('counts', () => {
  test('are built digit by digit and stay within three digits', () => {
    expect(appendDigit(1, 2)).toBe(12);
    expect(appendDigit(123, 4)).toBe(4);
    expect(setCount(rows, 'a', 'originals', 5000)[0]?.originals).toBe(999);
  });

  test('of zero un-tick the paper', () => {
    expect(setCount(toggleRow(rows, 'a'), 'a', 'originals', 0).some(isTicked)).toBe(false);
  });
});

describe('papers added by the clerk', () => {
  test('are submitted only once they have a name', () => {
    const added = addRow(rows);
    expect(receivedPapers(added)).toEqual([]);
    expect(receivedPapers(renameRow(added, 'added-1', ' Giấy ủy quyền '))).toEqual([
      { requirementId: null, name: 'Giấy ủy quyền', originals: 1, copies: 0, handling: 'submit' },
    ]);
  });

  test('can be removed, the catalogue’s cannot; names never collide', () => {
    const three = removeRow(addRow(addRow(addRow(rows))), 'added-2');
    expect(addRow(three).map((row) => row.key)).toEqual(['a', 'b', 'c', 'added-1', 'added-3', 'added-4']);
    expect(removeRow(toggleRow(rows, 'a'), 'a')).toHaveLength(3);
    expect(renameRow(rows, 'a', 'x')).toEqual(rows);
  });
});

test('the next missing paper is sought downwards and then from the top', () => {
  expect(findNextMissing(rows, 'a')?.key).toBe('b');
  expect(findNextMissing(rows, 'b')?.key).toBe('a');
  expect(findNextMissing(toggleRequired(rows), null)).toBeUndefined();
});

test('whatever is pressed, what is missing and what is received are the same rows apart', () => {
  const step = fc.oneof(
    fc.constantFrom('a', 'b', 'c').map((key) => (list: PaperRow[]) => toggleRow(list, key)),
    fc.constantFrom('a', 'b', 'c').map((key) => (list: PaperRow[]) => toggleHandling(list, key)),
    fc.constant(toggleRequired),
    fc
      .tuple(
        fc.constantFrom('a', 'b', 'c'),
        fc.constantFrom('originals' as const, 'copies' as const),
        fc.integer(),
      )
      .map(
        ([key, count, value]) =>
          (list: PaperRow[]) =>
            setCount(list, key, count, value),
      ),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const end = steps.reduce((list, change) => change(list), rows);
      const missing = missingCounts(end);
      expect(receivedPapers(end).length + missing.required + missing.conditional).toBe(rows.length);
      expect(requiredAreTicked(end)).toBe(missing.required === 0);
      for (const paper of receivedPapers(end)) expect(paper.originals + paper.copies).toBeGreaterThan(0);
    }),
    { seed: 20_261_121, numRuns: 300 },
  );
});
