import type { Language } from './format.ts';
import { exchange } from './vi/exchange.ts';

export type NamedEntryKind = keyof typeof exchange.kinds;
export type NamedExchangeCode = keyof typeof exchange.codes;

/** Whether this release has a name for a kind of entry that travels. */
export function isNamedEntryKind(kind: string): kind is NamedEntryKind {
  return Object.hasOwn(exchange.kinds, kind);
}

/** Whether this release knows a reason of the exchange; a newer province may say others. */
export function isNamedExchangeCode(code: string): code is NamedExchangeCode {
  return Object.hasOwn(exchange.codes, code);
}

/**
 * The reason whose own words a message of the office is, or undefined. An error carries the sentence only, and the
 * office speaks Vietnamese only.
 */
export function findExchangeCode(message: string): NamedExchangeCode | undefined {
  return Object.keys(exchange.codes)
    .filter(isNamedExchangeCode)
    .find((code) => exchange.codes[code] === message);
}

/** Which code's text says a reason in that language; null: the other side's own message says it, in Vietnamese. */
export function codeToSay(
  language: Language,
  reason: { code: string | null; message: string | null },
): NamedExchangeCode | null {
  const known = reason.code !== null && isNamedExchangeCode(reason.code) ? reason.code : null;
  const ownWords = reason.message !== null && reason.message !== '';
  return language === 'vi' && ownWords ? null : known;
}
