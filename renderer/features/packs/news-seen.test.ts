import { expect, it } from 'vitest';
import { newsSeen } from './news-seen.ts';

function memory(initial: string | null = null) {
  let stored = initial;
  return {
    getItem: () => stored,
    setItem: (_key: string, value: string) => {
      stored = value;
    },
  };
}

it('is put away for the person who did, and for nobody else, also after the page was loaded anew', () => {
  const storage = memory();
  newsSeen(storage).add('a', 'catalogue-2');
  expect(newsSeen(storage).has('a', 'catalogue-2')).toBe(true);
  expect(newsSeen(storage).has('b', 'catalogue-2')).toBe(false);
  expect(newsSeen(storage).has('a', 'catalogue-3')).toBe(false);
});

it('strange or denied storage shows it again', () => {
  expect(newsSeen(memory('{"x":1}')).has('a', 'n')).toBe(false);
  expect(newsSeen(memory('junk')).has('a', 'n')).toBe(false);
  const denied = {
    getItem: (): string => {
      throw new Error('denied');
    },
    setItem: (): void => {
      throw new Error('denied');
    },
  };
  newsSeen(denied).add('a', 'n');
  expect(newsSeen(denied).has('a', 'n')).toBe(false);
});

it('does not grow for ever', () => {
  const storage = memory();
  for (let day = 0; day < 100; day += 1) newsSeen(storage).add('a', `pack-${day}`);
  expect(JSON.parse(storage.getItem() ?? '')).toHaveLength(60);
  expect(newsSeen(storage).has('a', 'pack-99')).toBe(true);
});
