import { z } from 'zod';
import type { SearchNeed } from '#shared/text/index.ts';
import { type ReadableDb, sql } from '../storage/index.ts';

/** Beginnings of up to so many characters have an index of their own (`prefix` in migration 0110). */
const INDEXED_PREFIX = 4;
/** Words that a longer beginning may stand for; syllables have few. Beyond, the index collects them itself. */
const MOST_WORDS = 24;
/** Sorts behind every continuation of a word that begins with it, but for the word itself. */
const AFTER_WORD = '\u0001';

const WordRow = z.object({ term: z.string() });

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
 * Words that begin so. The index would first collect every row of every such word; the few words there are, read from
 * its vocabulary one after the other, are each walked from the newest row and only as far as needed. Digits that are
 * asked for so are seven or more (see `BEGINS`): few rows begin so.
 */
function beginning(db: ReadableDb, word: string): string {
  if (word.length <= INDEXED_PREFIX || /^\d+$/.test(word)) return `${quoted(word)}*`;
  const found: string[] = [];
  for (let from = word; ; ) {
    const row = db.find(sql`select term from dossier_search_words where term >= ${from} limit 1`);
    if (row === undefined) break;
    const { term } = WordRow.parse(row);
    if (!term.startsWith(word)) break;
    if (found.length === MOST_WORDS) return `${quoted(word)}*`;
    found.push(term);
    from = term + AFTER_WORD;
  }
  return found.length === 0 ? quoted(word) : `(${found.map(quoted).join(' OR ')})`;
}

function quoted(token: string): string {
  return `"${token.replaceAll('"', '')}"`;
}
