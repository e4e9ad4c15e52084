import { z } from 'zod';
import type { DossierRow, MatchedElsewhere } from '#shared/contract/index.ts';
import { Dossier } from '#shared/dossier/index.ts';
import { findMatches, type MatchWord, type SearchTerm } from '#shared/text/index.ts';
import { type ReadableDb, sql } from '../storage/index.ts';

const Row = z.object({ id: z.string(), document: z.string() });
const LONGEST = 160;

/** The words of a query by which matches are shown: dates are seen in their own column. */
export function wordsToMark(terms: readonly SearchTerm[]): MatchWord[] {
  return terms.flatMap(({ words, open }) => words.map((word) => ({ word, open })));
}

/** Rows in which something typed is not to be seen get where it stands instead. */
export function showMatchesElsewhere(
  db: ReadableDb,
  rows: readonly DossierRow[],
  terms: readonly SearchTerm[],
): DossierRow[] {
  const asked = terms.filter(({ kind }) => kind === 'word' || kind === 'number');
  if (asked.length === 0) return [...rows];
  const missing = new Map<string, MatchWord[]>();
  for (const row of rows) {
    const words = wordsToMark(asked.filter((term) => !isSeen(row, term)));
    if (words.length > 0) missing.set(row.id, words);
  }
  if (missing.size === 0) return [...rows];
  const documents = db.all(sql`
    select id, document from dossiers where id in (select value from json_each(${JSON.stringify([...missing.keys()])}))`);
  const found = new Map<string, MatchedElsewhere>();
  for (const value of documents) {
    const { id, document } = Row.parse(value);
    const match = matchIn(Dossier.parse(JSON.parse(document)), missing.get(id) ?? []);
    if (match !== undefined) found.set(id, match);
  }
  return rows.map((row) => ({ ...row, elsewhere: found.get(row.id) ?? null }));
}

function isSeen(row: DossierRow, term: SearchTerm): boolean {
  const words = wordsToMark([term]);
  const seen = [row.applicantName, row.procedureName, row.code, row.idNumberMasked];
  return seen.some((text) => findMatches(text, words).length > 0) || endsSo(row.code, words);
}

const digitsOf = (text: string) => text.replace(/\D/g, '');
const endsSo = (text: string, words: readonly MatchWord[]) =>
  words.some(({ word }) => word.length >= 4 && digitsOf(text).endsWith(word));

function matchIn(dossier: Dossier, words: readonly MatchWord[]): MatchedElsewhere | undefined {
  const { applicant, filer, procedure, delivery } = dossier;
  const texts: [MatchedElsewhere['field'], string | null | undefined][] = [
    ['address', applicant.address],
    ['filer', filer?.name],
    ['case', procedure.caseName],
    ['note', dossier.note],
    ['delivery', delivery.address],
  ];
  for (const [field, text] of texts) {
    if (text && findMatches(text, words).length > 0) return { field, text: text.slice(0, LONGEST) };
  }
  const numbers: [MatchedElsewhere['field'], string | null | undefined][] = [
    ['phone', applicant.phone],
    ['phone', filer?.phone],
    ['old-number', applicant.oldNumber],
  ];
  for (const [field, number] of numbers) {
    if (
      number &&
      words.some(({ word }) => word.length >= 4 && (number.startsWith(word) || number.endsWith(word)))
    ) {
      return { field, text: `••••${number.slice(-4)}` };
    }
  }
  const other = dossier.codes
    .slice(1)
    .find(({ code }) => findMatches(code, words).length > 0 || endsSo(code, words));
  return other === undefined ? undefined : { field: 'other-code', text: other.code };
}
