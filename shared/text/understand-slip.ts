import { fold, searchTokens } from './fold.ts';
import { slipMark } from './search-marks.ts';
import type { Reading, SearchNeed } from './understand.ts';

/** `2`, `02/2026`, `02/2026/HDHS`, `02/2026/` on the way to it. */
const NUMBER = /^(\d{1,4})(?:\/(20\d{2})(?:\/(.*))?)?$/;

/**
 * The number of a slip at this place of the query: behind the word (`phiếu 2`, `phiếu số 02/2026`), or by itself where
 * it is no month (`27/2026`). What stands there as words is found too: a paper may be called so. A bare `02/2026` is
 * left to `readDate`, which means the month and the slip.
 */
export function readSlip(chunks: readonly string[], at: number, unfinished: boolean): Reading | undefined {
  const begins = fold(chunks[at] ?? '') === 'phieu';
  const number = begins ? (fold(chunks[at + 1] ?? '') === 'so' ? at + 2 : at + 1) : at;
  const typed = (chunks[number] ?? '').replace(/[,;]$/, '');
  const match = NUMBER.exec(typed);
  if (match === null) return undefined;
  const [, digits = '', year = null, rest = ''] = match;
  // A telephone in groups: `phiếu 0912 345 678`.
  if (year === null && /^\d+$/.test(chunks[number + 1] ?? '')) return undefined;
  if (!begins && (year === null || rest !== '')) return undefined;
  const open = unfinished && number === chunks.length - 1;
  const letters = searchTokens(rest);
  const mark: SearchNeed = { mark: slipMark(Number(digits), year) };
  const words = searchTokens(chunks.slice(at, number + 1).join(' '));
  const asWords = words.map((word, index) => ({ word, open: open && index === words.length - 1 }));
  const book = letters.map((word, index) => ({ word, open: open && index === letters.length - 1 }));
  const need: SearchNeed = {
    any: [book.length === 0 ? mark : { all: [mark, ...book] }, { all: asWords }],
  };
  const term = { kind: 'slip' as const, text: typed, open: false, words: searchTokens(typed), need };
  return { taken: number - at + 1, terms: [term] };
}
