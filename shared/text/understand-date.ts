import { fold } from './fold.ts';
import { markOf, slipMark } from './search-marks.ts';
import type { Reading, SearchNeed, SearchTerm } from './understand.ts';

const MONTHS_LENGTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * A day, month or year of reception at this place of the query: `21/8`, `21/8/2026`, `2026-08-21`, `8/2026`, and in
 * words (`ngày 21 tháng 8 năm 2026`, `tháng 8`, `năm 2026`, with or without diacritics). A day or month without a
 * year is that of every year. What may as well be the number of a house or a name (`21/8`, `nam 2026`) stays findable
 * as such; `02/2026` by itself is as likely the number of a slip, and means both.
 */
export function readDate(chunks: readonly string[], at: number, unfinished: boolean): Reading | undefined {
  // Neither digits with marks between nor one of the words before a date: nearly everything that is typed.
  if (!/^(?:\d+[/.-]|th|n)/i.test(chunks[at] ?? '')) return undefined;
  const open = (index: number) => unfinished && index === chunks.length - 1;
  const chunk = (index: number) => (chunks[index] ?? '').replace(/[,;]$/, '');
  const marker = markerOf(chunks[at] ?? '');
  if (marker === undefined) return orSlip(readNumerals(chunk(at), open(at), 1));
  const first = chunk(at + 1);
  if (marker === 'day') {
    const inWords = readDayInWords(chunks, at);
    if (inWords !== undefined) return inWords;
    const read = readNumerals(first, open(at + 1), 2);
    return read?.terms[0]?.kind === 'day' ? read : undefined;
  }
  if (marker === 'month') {
    const read = readNumerals(first, open(at + 1), 2);
    if (read?.terms[0]?.kind === 'month') return read;
    const month = numberIn(first, 1, 12);
    if (month === undefined) return undefined;
    const named = markerOf(chunks[at + 2] ?? '') === 'year';
    const year = yearIn(chunk(at + (named ? 3 : 2)));
    if (year !== undefined) return monthTerm(month, year, named ? 4 : 3);
    return monthTerm(month, null, 2, { all: [word('thang'), word(String(Number(first)))] });
  }
  const year = yearIn(first);
  if (year === undefined) return undefined;
  // Written without its mark it may be the name Nam and a number.
  const name: SearchNeed[] = chunks[at]?.toLowerCase() === 'năm' ? [] : [{ all: [word('nam'), word(first)] }];
  return term('year', first, 2, oneOf([{ mark: markOf('year', first) }, ...name]));
}

/** A month of a year written in digits alone: also the slips that have this number of this year. */
function orSlip(read: Reading | undefined): Reading | undefined {
  const [month] = read?.terms ?? [];
  if (read === undefined || month?.kind !== 'month') return read;
  const [number, year = null] = month.text.split('/');
  const need = oneOf([month.need, { mark: slipMark(Number(number), year) }]);
  return { ...read, terms: [{ ...month, kind: 'month-or-slip', need }] };
}

function readNumerals(text: string, open: boolean, taken: number): Reading | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (iso !== null) return dayTerm(iso[3] ?? '', iso[2] ?? '', iso[1] ?? '', taken);
  const full = /^(\d{1,2})(?:\/(\d{1,2})\/(\d{2}|\d{4})|([.-])(\d{1,2})\4(\d{4}))$/.exec(text);
  if (full !== null) {
    const year = full[3] ?? full[6] ?? '';
    // `21/8/20` on the way to `21/8/2026`.
    if (open && year === '20') return dayTerm(full[1] ?? '', full[2] ?? '', null, taken);
    return dayTerm(full[1] ?? '', full[2] ?? full[5] ?? '', year.length === 2 ? `20${year}` : year, taken);
  }
  const month = /^(\d{1,2})\/(\d{4})$/.exec(text);
  if (month !== null) {
    const number = numberIn(month[1] ?? '', 1, 12);
    const year = yearIn(month[2] ?? '');
    return number === undefined || year === undefined ? undefined : monthTerm(number, year, taken);
  }
  const short = (open ? /^(\d{1,2})\/(\d{1,2})(?:\/\d{0,3})?$/ : /^(\d{1,2})\/(\d{1,2})$/).exec(text);
  return short === null ? undefined : dayTerm(short[1] ?? '', short[2] ?? '', null, taken);
}

/** `ngày 21 tháng 8`, `ngày 21 tháng 8 năm 2026`. */
function readDayInWords(chunks: readonly string[], at: number): Reading | undefined {
  const [, day = '', middle = '', month = '', before = '', year = ''] = chunks.slice(at, at + 6);
  if (markerOf(middle) !== 'month') return undefined;
  const withYear = markerOf(before) === 'year' && yearIn(year) !== undefined;
  return dayTerm(day, month.replace(/[,;]$/, ''), withYear ? year : null, withYear ? 6 : 4);
}

/** The word before a date; with a mark it must be this very word: `Thắng` is a name. */
function markerOf(chunk: string): 'day' | 'month' | 'year' | undefined {
  const written = chunk.toLowerCase();
  if (written === 'ngày' || written === 'ngay') return 'day';
  if (written === 'tháng' || written === 'thang') return 'month';
  return written === 'năm' || written === 'nam' ? 'year' : undefined;
}

function dayTerm(
  dayText: string,
  monthText: string,
  year: string | null,
  taken: number,
): Reading | undefined {
  const month = numberIn(monthText, 1, 12);
  const day = month === undefined ? undefined : numberIn(dayText, 1, MONTHS_LENGTHS[month - 1] ?? 0);
  if (month === undefined || day === undefined) return undefined;
  const inYear = two(month) + two(day);
  if (year !== null) {
    if (yearIn(year) === undefined) return undefined;
    return term('day', `${day}/${month}/${year}`, taken, { mark: markOf('day', year + inYear) });
  }
  const house = [word(dayText), word(monthText), word(dayText + monthText)];
  const need = oneOf([{ mark: markOf('dayOfYear', inYear) }, { all: house }]);
  return term('day', `${day}/${month}`, taken, need, [dayText, monthText]);
}

function monthTerm(month: number, year: string | null, taken: number, otherwise?: SearchNeed): Reading {
  const mark = year === null ? markOf('monthOfYear', two(month)) : markOf('month', `${year}${two(month)}`);
  const need = oneOf([{ mark }, ...(otherwise === undefined ? [] : [otherwise])]);
  return term('month', year === null ? String(month) : `${month}/${year}`, taken, need);
}

function term(
  kind: SearchTerm['kind'],
  text: string,
  taken: number,
  need: SearchNeed,
  words: readonly string[] = [],
): Reading {
  return { taken, terms: [{ kind, text, open: false, words, need }] };
}

function oneOf(needs: readonly SearchNeed[]): SearchNeed {
  const [only, ...others] = needs;
  return only !== undefined && others.length === 0 ? only : { any: needs };
}

const word = (text: string): SearchNeed => ({ word: fold(text), open: false });
const two = (value: number) => String(value).padStart(2, '0');

function numberIn(text: string, least: number, most: number): number | undefined {
  if (!/^\d{1,2}$/.test(text)) return undefined;
  const value = Number(text);
  return value >= least && value <= most ? value : undefined;
}

function yearIn(text: string): string | undefined {
  return /^20\d{2}$/.test(text) ? text : undefined;
}
