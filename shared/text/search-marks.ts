import { fold, indexTokens, searchTokens } from './fold.ts';

/** A record as the search index is to know it. Unknown parts are null. */
export type Searchable = {
  /** Every code it ever had. */
  codes: readonly string[];
  /** Texts whose words find it: names, address, procedure, note. */
  texts: readonly (string | null | undefined)[];
  /** Numbers of papers and telephones, in their stored form. */
  numbers: readonly (string | null | undefined)[];
  /** An office time, `YYYY-MM-DD…`. */
  receivedAt: string;
  /** What it is filtered by. */
  state: string;
  procedure: string;
  clerk: string;
  channel: string;
  /** The number of a slip in its book of the year; null for what was received. */
  slip: { year: string; number: number } | null;
};

/**
 * What is known of a record beside its words. `ends`: a code or number ends so; `begins`: a word of digits begins so
 * (kept for the lengths of which a prefix search would collect tens of thousands of words, and for those of whole
 * numbers, which are typed most and need no collecting then). `slip`: year and number of a slip; `slipNumber`: its number.
 */
export type MarkKind =
  | 'ends'
  | 'begins'
  | 'day'
  | 'dayOfYear'
  | 'month'
  | 'monthOfYear'
  | 'year'
  | 'state'
  | 'procedure'
  | 'clerk'
  | 'channel'
  | 'slip'
  | 'slipNumber';

const LETTERS: Readonly<Record<MarkKind, string>> = {
  ends: 'e',
  begins: 'b',
  day: 'd',
  dayOfYear: 'f',
  month: 'm',
  monthOfYear: 'n',
  year: 'y',
  state: 's',
  procedure: 'p',
  clerk: 'c',
  channel: 'h',
  slip: 'g',
  slipNumber: 'q',
};

/** Four underscores: no typed word holds one, and the prefixes of the index (up to four) are then the same for all marks. */
const LEAD = '____';

/** The token of a mark; only letters a–z, digits and underscores are in it. */
export function markOf(kind: MarkKind, value: string): string {
  return `${LEAD}${LETTERS[kind]}${value.toLowerCase().replace(/[^a-z0-9]/g, '_')}`;
}

/** The mark of a slip's number: of one year, or of any. */
export function slipMark(number: number, year: string | null): string {
  return year === null ? markOf('slipNumber', String(number)) : markOf('slip', `${year}_${number}`);
}

export const ENDS = { least: 4, ofCode: 9, ofNumber: 6 } as const;
export const BEGINS: readonly number[] = [5, 6, 10];
/** A word of so many digits is whole: no number that people type is longer. */
export const WHOLE_DIGITS = 12;

/** The words and marks of a record, each once, separated by blanks: the one text that the search index is given. */
export function searchTextOf(record: Searchable): string {
  const words = new Set<string>();
  const marks = new Set<string>();
  const add = (tokens: readonly string[]) => {
    for (const token of tokens) words.add(token);
  };
  for (const code of record.codes) {
    const { agency, digits } = splitCode(code);
    add(searchTokens(code));
    add([agency, digits].filter((part) => part !== ''));
    addEnds(marks, digits, ENDS.ofCode);
  }
  for (const text of record.texts) add(indexTokens(text ?? ''));
  for (const number of record.numbers) {
    const tokens = indexTokens(number ?? '');
    add(tokens);
    for (const token of tokens) addEnds(marks, token, ENDS.ofNumber);
  }
  for (const word of words) {
    if (!/^\d+$/.test(word)) continue;
    for (const length of BEGINS) {
      if (length < word.length) marks.add(markOf('begins', word.slice(0, length)));
    }
  }
  const [year = '', month = '', day = ''] = record.receivedAt.slice(0, 10).split('-');
  marks.add(markOf('day', year + month + day));
  marks.add(markOf('dayOfYear', month + day));
  marks.add(markOf('month', year + month));
  marks.add(markOf('monthOfYear', month));
  marks.add(markOf('year', year));
  marks.add(markOf('state', record.state));
  marks.add(markOf('procedure', record.procedure));
  marks.add(markOf('clerk', record.clerk));
  marks.add(markOf('channel', record.channel));
  if (record.slip !== null) {
    marks.add(slipMark(record.slip.number, record.slip.year));
    marks.add(slipMark(record.slip.number, null));
  }
  return [...words, ...marks].join(' ');
}

/** A word from so many letters on is listed: of shorter beginnings the search index keeps an index itself. */
export const LISTED_FROM = 5;

/** Of a search text the words that are kept in a list to go through: longer ones of letters, procedures and clerks. */
export function listedWordsOf(searchText: string): string[] {
  const kinds = [LETTERS.procedure, LETTERS.clerk];
  return searchText
    .split(' ')
    .filter((word) =>
      word.startsWith(LEAD)
        ? kinds.includes(word.charAt(LEAD.length))
        : word.length >= LISTED_FROM && !/^\d+$/.test(word),
    );
}

/** The agency of a code without its dots, and date and serial as one run of digits; a code of another shape has one of them. */
export function splitCode(code: string): { agency: string; digits: string } {
  const folded = fold(code);
  const dash = folded.indexOf('-');
  const bare = (text: string) => text.replace(/[^a-z0-9]/g, '');
  return dash < 0
    ? { agency: '', digits: bare(folded) }
    : { agency: bare(folded.slice(0, dash)), digits: bare(folded.slice(dash)) };
}

/** The last digits of a code or number, as people read them out. */
function addEnds(marks: Set<string>, text: string, most: number): void {
  const digits = /\d+$/.exec(text)?.[0] ?? '';
  for (let length = ENDS.least; length <= Math.min(most, digits.length); length += 1) {
    marks.add(markOf('ends', digits.slice(-length)));
  }
}
