export { fold, indexTokens, sameAddressName, searchTokens, tonePositionKey } from './fold.ts';
export { normalizeText, offerTitleCase } from './normalize.ts';
export {
  type AmountInWordsOptions,
  amountInWords,
  type NumberWordsSettings,
  numberInWords,
  numberWordsSettingsSchema,
} from './number-words.ts';
