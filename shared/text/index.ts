export { csvOf } from './csv.ts';
export { fold, indexTokens, sameAddressName, searchTokens, tonePositionKey } from './fold.ts';
export { findMatches, type MatchWord } from './matches.ts';
export { normalizeText, offerTitleCase } from './normalize.ts';
export {
  type AmountInWordsOptions,
  amountInWords,
  NumberWordsSettings,
  numberInWords,
} from './number-words.ts';
export {
  BEGINS,
  LISTED_FROM,
  listedWordsOf,
  type MarkKind,
  markOf,
  type Searchable,
  searchTextOf,
  slipMark,
} from './search-marks.ts';
export { type SearchNeed, type SearchTerm, understandQuery } from './understand.ts';
