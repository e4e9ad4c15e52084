import { describe, expect, it } from 'vitest';
import { nextChosen } from './next-chosen.ts';

describe('choosing a row by keys', () => {
  it('moves by one or by ten and stops at the ends', () => {
    expect(nextChosen('ArrowDown', 0, 3)).toBe(1);
    expect(nextChosen('ArrowDown', 2, 3)).toBe(2);
    expect(nextChosen('ArrowUp', 0, 3)).toBe(0);
    expect(nextChosen('PageDown', 5, 100)).toBe(15);
    expect(nextChosen('PageUp', 5, 100)).toBe(0);
    expect(nextChosen('ArrowDown', -1, 3)).toBe(0);
  });

  it('leaves other keys and empty lists alone', () => {
    expect(nextChosen('Enter', 0, 3)).toBeNull();
    expect(nextChosen('Home', 1, 3)).toBeNull();
    expect(nextChosen('ArrowDown', 0, 0)).toBeNull();
  });
});
