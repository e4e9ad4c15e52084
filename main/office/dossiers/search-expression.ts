import { z } from 'zod';
import { BEGINS, LISTED_FROM, markOf, type SearchNeed } from '#shared/text/index.ts';
import { type ReadableDb, type Sql, sql } from '../storage/index.ts';

/** Words that a longer beginning may stand for; syllables have few. Beyond, the index collects them itself. */
const MOST_WORDS = 24;

const WordRow = z.object({ word: z.string() });

/** The FTS5 expression for needs that must all be met. Words are quoted: what is typed is never syntax. */
export function searchExpression(db: ReadableDb, needs: readonly SearchNeed[]): string {
  return needs.map((need) => expressionOf(db, need)).join(' AND ');
}

function expressionOf(db: ReadableDb, need: SearchNeed): string {
  if ('mark' in need) return quoted(need.mark);
  if ('word' in need) return need.open ? beginning(db, need.word) : quoted(need.word);
  const parts = 'all' in need ? need.all : need.any;
  return `(${parts.map((part) => expressionOf(db, part)).join('all' in need ? ' AND ' : ' OR ')})`;
}

/**
 * Words that begin so. Of short beginnings the index has an index of its own (`prefix` in migration 0110). Of longer
 * ones it would first collect every row of every such word; the few words there are, from the list of words, are each
 * walked from the newest row and only as far as needed.
 */
function beginning(db: ReadableDb, word: string): string {
  if (/^\d{5,}$/.test(word)) return digitsBeginning(db, word);
  if (word.length < LISTED_FROM) return `${quoted(word)}*`;
  const words = db.all(wordsQuery(word, MOST_WORDS + 1)).map((row) => quoted(WordRow.parse(row).word));
  if (words.length > MOST_WORDS) return `${quoted(word)}*`;
  return words.length === 0 ? quoted(word) : `(${words.join(' OR ')})`;
}

/** Numbers that begin so: by their marks, where there are any; of other lengths there are few. A known telephone is whole. */
function digitsBeginning(db: ReadableDb, digits: string): string {
  if (!BEGINS.includes(digits.length)) return `${quoted(digits)}*`;
  if (digits.length === 10 && db.find(phoneQuery(digits)) !== undefined) return quoted(digits);
  return `(${quoted(digits)} OR ${quoted(markOf('begins', digits))})`;
}

/** Whether a number of ten digits stands whole in any dossier, as a telephone does. */
export function phoneQuery(phone: string): Sql {
  return sql`select rowid from dossier_search where dossier_search match ${quoted(phone)} limit 1`;
}

/** The listed words that begin so, in order. */
export function wordsQuery(beginning: string, limit: number): Sql {
  return sql`
    select word from dossier_words where word >= ${beginning} and word < ${`${beginning}\u{10ffff}`} order by word limit ${limit}`;
}

function quoted(token: string): string {
  return `"${token.replaceAll('"', '')}"`;
}
