export { type ShownError, useErrorText } from './error-text.ts';
export {
  codeToSay,
  findExchangeCode,
  isNamedEntryKind,
  type NamedEntryKind,
  type NamedExchangeCode,
} from './exchange-words.ts';
export {
  formatDate,
  formatIdNumber,
  formatMoment,
  formatMoney,
  formatNumber,
  formatPhone,
  formatShortMoment,
  formatTime,
  formatWeekday,
  type Language,
} from './format.ts';
export { changeLanguage, startTexts } from './setup-i18n.ts';
export { useFormats, useLanguage, useTexts, useTextsIn } from './use-texts.ts';
