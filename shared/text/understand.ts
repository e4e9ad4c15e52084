import { fold, searchTokens } from './fold.ts';
import { ENDS, markOf, WHOLE_DIGITS } from './search-marks.ts';
import { readDate } from './understand-date.ts';
import { readSlip } from './understand-slip.ts';

/** What a row must have: words (`open`: it may go on after what is typed), marks, all or any of several needs. */
export type SearchNeed =
  | { word: string; open: boolean }
  | { mark: string }
  | { all: readonly SearchNeed[] }
  | { any: readonly SearchNeed[] };

/** One thing that was typed, and how it is understood. */
export type SearchTerm = {
  kind: 'word' | 'number' | 'code' | 'day' | 'month' | 'month-or-slip' | 'year' | 'slip';
  /** As typed; a date as it was read: `21/8`, `21/8/2026`, `8/2026`, `2026`; of a slip its number alone. */
  text: string;
  /** The last word, while nothing separates it from what is typed next. */
  open: boolean;
  /** Folded words and digits, to mark in a text what matched. */
  words: readonly string[];
  need: SearchNeed;
};

/** Beyond this many terms a query only gets slower, not better. */
const MOST_TERMS = 12;

/**
 * What a query asks for: each term must be met, in any order. `agencies`: codes of agencies (`H44.152`), asked only
 * where they matter, so that a dossier code typed without dots and hyphens is read too. Nothing in a query is syntax; junk gives no terms.
 */
export function understandQuery(query: string, agencies: () => readonly string[] = () => []): SearchTerm[] {
  const chunks = query
    .normalize('NFC')
    .split(/\s+/u)
    .filter((chunk) => chunk !== '');
  const unfinished = !/\s$/u.test(query);
  const terms: SearchTerm[] = [];
  for (let at = 0; at < chunks.length && terms.length < MOST_TERMS; ) {
    const read =
      readDate(chunks, at, unfinished) ??
      readSlip(chunks, at, unfinished) ??
      readCode(chunks, at, unfinished, agencies) ??
      readNumber(chunks, at, unfinished) ??
      readWords(chunks, at, unfinished);
    terms.push(...read.terms);
    at += read.taken;
  }
  return terms.slice(0, MOST_TERMS);
}

export type Reading = { taken: number; terms: SearchTerm[] };

/** Is the chunk at this place the last one, and still being typed? */
export function isOpen(chunks: readonly string[], at: number, unfinished: boolean): boolean {
  return unfinished && at === chunks.length - 1;
}

const bare = (text: string) => fold(text).replace(/[^a-z0-9]/g, '');

/** Agency and the beginning of date and serial: `H44.152-2611`, `000.00.19.H26-190105-0001`. */
const CODE = /^(?:[a-z]\d{2}(?:\.?\d{2,3})*|\d{3}\.?\d{2}\.?\d{2}\.?[a-z]\d{2})-\d[\d-]*$/;

function readCode(
  chunks: readonly string[],
  at: number,
  unfinished: boolean,
  agencies: () => readonly string[],
): Reading | undefined {
  const typed = chunks[at] ?? '';
  // Most of what is typed is no code, and need not be folded to know it.
  if (!/[a-z]/i.test(typed) || !/\d\p{Pd}*$/u.test(typed)) return undefined;
  const folded = fold(typed).replace(/[\p{Pd}\u2212]/gu, '-');
  const whole = bare(typed);
  const agency = CODE.test(folded)
    ? bare(folded.slice(0, folded.indexOf('-')))
    : /[a-z]\d{2}.*\d$/.test(whole)
      ? agencies()
          .map(bare)
          .find((key) => key !== '' && whole.startsWith(key) && /^\d+$/.test(whole.slice(key.length)))
      : undefined;
  if (agency === undefined) return undefined;
  const digits = whole.slice(agency.length);
  const open = isOpen(chunks, at, unfinished);
  return {
    taken: 1,
    terms: [
      {
        kind: 'code',
        text: typed,
        open,
        words: [...searchTokens(typed), digits],
        need: { all: [{ word: agency, open: false }, digitsNeed(digits, open)] },
      },
    ],
  };
}

const DIGITS = /^\+?[\d.()-]*\d[\d.()-]*$/;
/** A number is typed in so many groups; from this many digits on a group is a number by itself. */
const MOST_GROUPS = 4;
const WHOLE_NUMBER = 9;

/**
 * Digits in one or several groups: `0912 345 678`, `017195004821`, `0001`, `+84 912 345 678`. Several groups may be one
 * number or more: every way of reading them counts, for hardly ever does more than one lead anywhere.
 */
function readNumber(chunks: readonly string[], at: number, unfinished: boolean): Reading | undefined {
  let end = at;
  while (
    end < chunks.length &&
    end - at < MOST_GROUPS &&
    DIGITS.test(chunks[end] ?? '') &&
    (end === at || !(chunks[end] ?? '').startsWith('+')) &&
    readDate(chunks, end, unfinished) === undefined
  ) {
    end += 1;
    if (digitsOf(chunks[end - 1] ?? '').length >= WHOLE_NUMBER) break;
  }
  const groups = chunks.slice(at, end);
  const [first] = groups;
  if (first === undefined) return undefined;
  const joined = groups.map(digitsOf).join('');
  const separated = groups.length === 1 && /\d\D+\d/.test(first);
  // `12-5` is the number of a house rather than 125.
  if (joined.length < ENDS.least && (separated || groups.length > 1)) return undefined;
  const open = isOpen(chunks, end - 1, unfinished);
  const ways = waysToJoin(groups);
  const readings = ways.map((numbers): SearchNeed => {
    const needs = numbers.map((number, index) =>
      numberNeed(digitsOf(number), number.startsWith('+'), open && index === numbers.length - 1),
    );
    return needs.length === 1 ? (needs[0] as SearchNeed) : { all: needs };
  });
  const words = new Set(ways.flat().map(digitsOf));
  const need = readings.length === 1 ? (readings[0] as SearchNeed) : { any: readings };
  return {
    taken: groups.length,
    terms: [{ kind: 'number', text: groups.join(' '), open, words: [...words], need }],
  };
}

const digitsOf = (text: string) => text.replace(/\D/g, '');

/** Every way to read groups as numbers: neighbours stand together or apart. `a b` → `[ab]`, `[a, b]`. */
function waysToJoin(groups: readonly string[]): string[][] {
  const [first, ...rest] = groups;
  if (first === undefined) return [[]];
  if (rest.length === 0) return [[first]];
  return waysToJoin(rest).flatMap(([next = '', ...others]) => [
    [first + next, ...others],
    [first, next, ...others],
  ]);
}

/** A number from its beginning, from its end, or a telephone with its country code or without its 0. */
function numberNeed(digits: string, international: boolean, open: boolean): SearchNeed {
  if (digits.length < ENDS.least) return { word: digits, open };
  const any = [digitsNeed(digits, open)];
  if (digits.length <= ENDS.ofCode) any.push({ mark: markOf('ends', digits) });
  const national = nationalPhone(digits, international);
  if (national !== undefined) any.push(digitsNeed(national, open));
  return any.length === 1 ? (any[0] as SearchNeed) : { any };
}

function nationalPhone(digits: string, international: boolean): string | undefined {
  const withCode = digits.startsWith('0084') ? digits.slice(2) : digits;
  const surely = international || withCode !== digits || /^84\d{6,9}$/.test(digits);
  if (surely && withCode.startsWith('84')) return `0${withCode.slice(2).replace(/^0/, '')}`;
  return /^[35789]\d{8}$/.test(digits) ? `0${digits}` : undefined;
}

function digitsNeed(digits: string, open: boolean): SearchNeed {
  return { word: digits, open: open && digits.length < WHOLE_DIGITS };
}

function readWords(chunks: readonly string[], at: number, unfinished: boolean): Reading {
  const typed = chunks[at] ?? '';
  const words = searchTokens(typed);
  return {
    taken: 1,
    terms: words.map((word, index) => {
      const open = isOpen(chunks, at, unfinished) && index === words.length - 1;
      const text = words.length === 1 ? typed.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{M}\p{N}]+$/gu, '') : word;
      const need = /^\d+$/.test(word) ? numberNeed(word, false, open) : { word, open };
      return { kind: 'word', text, open, words: [word], need };
    }),
  };
}
