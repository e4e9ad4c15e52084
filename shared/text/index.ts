export { fold, indexTokens, sameAddressName, searchTokens, tonePositionKey } from './fold.ts';
export { normalizeText, offerTitleCase } from './normalize.ts';
export {
  type AmountInWordsOptions,
  amountInWords,
  NumberWordsSettings,
  numberInWords,
} from './number-words.ts';
