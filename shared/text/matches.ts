import { fold } from './fold.ts';

/** A word to mark; `open`: also at the beginning of a longer word. */
export type MatchWord = { word: string; open: boolean };

/** Ranges [start, end) of a text in which one of the folded words stands: to show why something was found. */
export function findMatches(text: string, words: readonly MatchWord[]): [number, number][] {
  if (words.length === 0) return [];
  const ranges: [number, number][] = [];
  for (const found of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    const folded = fold(found[0]);
    let longest = 0;
    for (const { word, open } of words) {
      if (word === '' || (open ? !folded.startsWith(word) : folded !== word)) continue;
      longest = Math.max(longest, word.length);
    }
    if (longest > 0) ranges.push([found.index, found.index + lengthOfFolded(found[0], longest)]);
  }
  return ranges;
}

/** How much of a text folds to so many characters: an accent may be a character of its own, and one may fold to two. */
function lengthOfFolded(text: string, length: number): number {
  let end = 0;
  let folded = 0;
  for (const character of text) {
    const own = fold(character).length;
    if (folded >= length && own > 0) break;
    folded += own;
    end += character.length;
  }
  return end;
}
