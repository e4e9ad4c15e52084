import { tonePositionKey } from '../text/index.ts';
import type { SearchIndex, Word } from './search-index.ts';

export const EXACT = 2;
export const PARTLY = 1;

/** What a typed word stands for: per word of the vocabulary 0 (nothing), PARTLY (begins so, or nearly so) or EXACT. */
export type TermTable = Uint8Array;

/** The words that are, or begin with, the typed word; `ki` and `ky`, `li` and `ly` are one word to people. */
export function prefixTable(index: SearchIndex, typed: string): TermTable {
  const table = new Uint8Array(index.vocabulary.length);
  const other = otherSpelling(typed);
  if (other !== undefined) {
    const number = lowerBound(index.vocabulary, other);
    if (index.vocabulary[number] === other) table[number] = EXACT;
  }
  let at = lowerBound(index.vocabulary, typed);
  for (let word = index.vocabulary[at]; word?.startsWith(typed); word = index.vocabulary[at]) {
    table[at] = word === typed ? EXACT : PARTLY;
    at += 1;
  }
  return table;
}

/**
 * The words at a small distance: one slip (letter wrong, missing, too many, or two swapped) from three letters on, two
 * from seven on. `unfinished`: the typed word may be the beginning of the word.
 */
export function typoTable(index: SearchIndex, typed: string, unfinished: boolean): TermTable {
  const table = new Uint8Array(index.vocabulary.length);
  const slips = typed.length >= 7 ? 2 : typed.length >= 3 ? 1 : 0;
  index.vocabulary.forEach((word, number) => {
    if (word === typed) table[number] = EXACT;
    else if (slips > 0 && isNear(typed, word, slips, unfinished)) table[number] = PARTLY;
  });
  return table;
}

/**
 * Vietnamese typed while the input method was off (`chuwngs thuwcj`): the keys for marks and tones taken out. A typed
 * word that is no such thing comes back unchanged.
 */
export function withoutTelexKeys(typed: string): string {
  return typed
    .replace(/([aeo])\1/g, '$1')
    .replace(/dd/g, 'd')
    .replace(/w/g, '')
    .replace(/([aeiouy][a-z]*?)[sfrxj]$/, '$1');
}

/**
 * Which accented words agree with a typed word that has diacritics; undefined when it has none (then nothing is
 * asked). `hoà` agrees with `hòa`; an unfinished word with what begins so.
 */
export function accentTable(index: SearchIndex, word: Word): Uint8Array | undefined {
  if (word.accented === word.folded) return undefined;
  const table = new Uint8Array(index.accents.length);
  const key = tonePositionKey(word.accented);
  const other = otherSpelling(word.accented);
  index.accents.forEach(({ text, key: accentKey }, number) => {
    if (text.startsWith(word.accented) || accentKey === key || text === other) table[number] = 1;
  });
  return table;
}

const I_AND_Y = ['iíìỉĩị', 'yýỳỷỹỵ'] as const;

/** A short word ending in i with y, and the other way round (`kí`, `ký`); undefined for every other word. */
function otherSpelling(word: string): string | undefined {
  if (word.length < 2 || word.length > 3) return undefined;
  const last = word.slice(-1);
  for (const [from, to] of [I_AND_Y, [I_AND_Y[1], I_AND_Y[0]]] as const) {
    const at = from.indexOf(last);
    if (at >= 0) return word.slice(0, -1) + to.charAt(at);
  }
  return undefined;
}

export function isEmpty(table: TermTable): boolean {
  return !table.some((value) => value > 0);
}

function lowerBound(sorted: readonly string[], wanted: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Damerau–Levenshtein distance (neighbours swapped count once) of at most `slips`, row by row. */
function isNear(typed: string, word: string, slips: number, unfinished: boolean): boolean {
  if (!unfinished && Math.abs(typed.length - word.length) > slips) return false;
  if (typed.length - word.length > slips) return false;
  let before: number[] = [];
  let last = Array.from({ length: word.length + 1 }, (_, column) => column);
  for (let row = 1; row <= typed.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= word.length; column += 1) {
      const same = typed[row - 1] === word[column - 1];
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = typed[row - 1] === word[column - 2] && typed[row - 2] === word[column - 1];
      if (row > 1 && column > 1 && swapped) cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      current.push(cost);
    }
    if (Math.min(...current) > slips) return false;
    before = last;
    last = current;
  }
  return unfinished ? Math.min(...last) <= slips : (last[word.length] ?? 99) <= slips;
}
