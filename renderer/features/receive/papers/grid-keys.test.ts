import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyForm } from '../model/form.ts';
import { reduceForm } from '../model/reducer.ts';
import { SAMPLE_PROCEDURE } from '../testing/samples.ts';
import { findGridStep, GRID_COLUMNS, type GridCursor, type GridStep, HEAD } from './grid-keys.ts';

const picked = reduceForm(emptyForm('request'), { kind: 'procedure-picked', procedure: SAMPLE_PROCEDURE });
const START: GridCursor = { row: HEAD, column: 'originals' };

/** Presses keys as the table does and gives what stands there in the end. */
function press(keys: readonly string[], from: GridCursor = START) {
  let form = picked;
  let cursor = from;
  let typing: GridStep['typing'] = null;
  let leaves = false;
  for (const key of keys) {
    const step = findGridStep(form.papers, cursor, typing, key);
    if (step === undefined) continue;
    if (step.action !== null) form = reduceForm(form, step.action);
    ({ cursor, typing, leaves } = step);
  }
  return { rows: form.papers, cursor, leaves, counts: form.papers.map((row) => [row.originals, row.copies]) };
}

describe('the head of the table', () => {
  test('ticks all required papers with one Enter and goes to the first row', () => {
    const { counts, cursor } = press(['Enter']);
    expect(counts).toEqual([
      [1, 0],
      [0, 2],
      [0, 0],
    ]);
    expect(cursor.row).toBe(0);
  });

  test('takes no digit: there is nothing to count', () => {
    expect(press(['7']).counts.flat()).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

describe('a row', () => {
  test('gets its number from digits, the second continuing the first until the cursor moves', () => {
    expect(press(['ArrowDown', '1', '2']).counts[0]).toEqual([12, 0]);
    expect(press(['ArrowDown', '1', 'ArrowDown', 'ArrowUp', '2']).counts[0]).toEqual([2, 0]);
    expect(press(['ArrowDown', '1', '2', 'Backspace', '5']).counts[0]).toEqual([15, 0]);
  });

  test('has originals and copies apart', () => {
    expect(press(['ArrowDown', '1', 'ArrowRight', '3']).counts[0]).toEqual([1, 3]);
  });

  test('is ticked by Space, and changed between submitted and shown by x or by Space there', () => {
    expect(press(['ArrowDown', 'ArrowDown', ' ']).counts[1]).toEqual([0, 2]);
    expect(press(['ArrowDown', 'x']).rows[0]?.handling).toBe('present');
    expect(press(['ArrowDown', 'ArrowRight', 'ArrowRight', ' ']).rows[0]?.handling).toBe('present');
  });

  test('is confirmed by Enter, which goes down and leaves after the last', () => {
    expect(press(['Enter', 'Enter']).cursor.row).toBe(1);
    expect(press(['End', 'Enter']).leaves).toBe(true);
  });

  test('never goes below nothing', () => {
    expect(press(['ArrowDown', '-', '-']).counts[0]).toEqual([0, 0]);
  });
});

test('whatever is pressed, the cursor stays in the table', () => {
  const keys = fc.constantFrom(
    ...['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'PageDown', 'PageUp', 'Home', 'End', 'Enter'],
    ...[' ', '*', 'Insert', 'Delete', 'Backspace', 'x', '0', '9', '+', '-', 'q', 'F2', 'Escape'],
  );
  fc.assert(
    fc.property(fc.array(keys, { maxLength: 60 }), (pressed) => {
      const { rows, cursor } = press(pressed);
      // A removed row leaves the cursor behind it for one key; the table pulls it back when it draws.
      expect(cursor.row).toBeGreaterThanOrEqual(HEAD);
      expect(cursor.row).toBeLessThanOrEqual(rows.length);
      expect(GRID_COLUMNS).toContain(cursor.column);
    }),
    { seed: 20_261_121, numRuns: 500 },
  );
});
