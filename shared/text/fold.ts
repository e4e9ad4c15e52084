/**
 * The search form of a text: no diacritics, đ as d, lower case, one blank between words, none at the ends.
 * What is indexed and what is typed must pass through this same function. Idempotent.
 *
 * Ð (U+00D0) and Ɖ (U+0189) look like Đ and stand in its place in data that once passed through Latin-1.
 */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/gu, '')
    .replace(/[đĐðÐɖƉ]/gu, 'd')
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .trim();
}

/**
 * The words of a text for searching: folded, split on everything that is neither letter nor digit.
 * `H'Mok Niê` → `h`, `mok`, `nie`; a dossier code falls into its parts. Order and repetitions are kept.
 */
export function searchTokens(text: string): string[] {
  return wordsOf(fold(text));
}

function wordsOf(folded: string): string[] {
  return folded.split(/[^\p{L}\p{N}\p{M}]+/u).filter((token) => token !== '');
}

/**
 * The words to index: `searchTokens`, and for a word with marks inside it (`H'Mok`, `Y-Blơ`, `H28.19`) also the
 * word without the marks, because people type `hmok` as often as `h'mok`. Each token once, in first order.
 */
export function indexTokens(text: string): string[] {
  const folded = fold(text);
  const joined = folded
    .split(' ')
    .map((word) => word.replace(/[^\p{L}\p{N}\p{M}]+/gu, ''))
    .filter((token) => token !== '');
  return [...new Set([...wordsOf(folded), ...joined])];
}

/** Grave, acute, tilde, hook above, dot below: the five tone marks, apart from the marks that make ă â ê ô ơ ư. */
const TONE_MARK = /[\u0300\u0301\u0303\u0309\u0323]/gu;

/**
 * A key in which the place of the tone mark does not count: `Hòa` and `Hoà` → the same, `Hỏa` → another.
 * Case and white space are folded too; vowel marks and đ are kept, so different places stay different.
 */
export function tonePositionKey(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[\p{L}\p{M}]+/gu, (syllable) => {
      const tones = syllable.match(TONE_MARK) ?? [];
      return syllable.replace(TONE_MARK, '').normalize('NFC') + tones.sort().join('');
    })
    .replace(/\s+/gu, ' ')
    .trim();
}

/** Do two names of communes, streets or villages differ by tone placement, case or white space only? */
export function sameAddressName(left: string, right: string): boolean {
  return tonePositionKey(left) === tonePositionKey(right);
}
