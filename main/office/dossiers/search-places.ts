import type { MatchedPlace } from '#shared/contract/index.ts';
import { findMatches, type MatchWord, understandQuery } from '#shared/text/index.ts';
import { type ReadableDb, sql } from '../storage/index.ts';

const LONGEST = 160;

type Field = MatchedPlace['field'];
const TEXTS: readonly Field[] = ['address', 'filer', 'case', 'note', 'delivery'];
const NUMBERS: readonly Field[] = ['phone', 'phone', 'old-number'];

/** For each dossier the first place, besides what a row shows, in which something typed stands. Not every one has any. */
export function findMatchedPlaces(db: ReadableDb, query: string, ids: readonly string[]): MatchedPlace[] {
  const words = understandQuery(query).flatMap((term) =>
    term.words.map((word) => ({ word, open: term.open })),
  );
  if (words.length === 0) return [];
  // Rows of this room's own strict table; the document was parsed before it was written.
  const rows = db.all(sql`
    select id, json_extract(document, '$.applicant.address', '$.filer.name', '$.procedure.caseName', '$.note',
        '$.delivery.address', '$.applicant.phone', '$.filer.phone', '$.applicant.oldNumber', '$.coApplicants',
        '$.applicant.representative', '$.helper', '$.codes') as parts
    from dossiers where id in (select value from json_each(${JSON.stringify(ids)}))`) as {
    id: string;
    parts: string;
  }[];
  return rows.flatMap(({ id, parts }) => {
    const place = placeIn(JSON.parse(parts) as unknown[], words);
    return place === undefined ? [] : [{ id, ...place }];
  });
}

function placeIn(
  parts: readonly unknown[],
  words: readonly MatchWord[],
): Omit<MatchedPlace, 'id'> | undefined {
  for (const [index, field] of TEXTS.entries()) {
    const text = parts[index];
    if (typeof text === 'string' && findMatches(text, words).length > 0) {
      return { field, text: text.slice(0, LONGEST) };
    }
  }
  for (const [index, field] of NUMBERS.entries()) {
    const number = parts[TEXTS.length + index];
    if (typeof number === 'string' && words.some(({ word }) => isNumber(number, word))) {
      return { field, text: `••••${number.slice(-4)}` };
    }
  }
  const person = personIn(parts, words);
  if (person !== undefined) return person;
  const codes = (parts.at(-1) as { code: string }[]).map(({ code }) => code).slice(1);
  const code = codes.find((other) => words.some(({ word }) => isNumber(other.replace(/\D/g, ''), word)));
  return code === undefined ? undefined : { field: 'other-code', text: code };
}

type Named = { name: string; idNumber?: string | null; phone?: string | null };

/** Somebody besides applicant and filer whose name or number was typed. */
function personIn(
  parts: readonly unknown[],
  words: readonly MatchWord[],
): Omit<MatchedPlace, 'id'> | undefined {
  const [others, representative, helper] = parts.slice(-4, -1) as [
    Named[] | null,
    Named | null,
    Named | null,
  ];
  const people: [Field, Named | null][] = [
    ...(others ?? []).map((one): [Field, Named] => ['co-applicant', one]),
    ['representative', representative],
    ['helper', helper],
  ];
  for (const [field, one] of people) {
    if (one === null) continue;
    const numbers = [one.idNumber, one.phone].filter((number) => typeof number === 'string');
    const hit = numbers.find((number) => words.some(({ word }) => isNumber(number, word)));
    if (hit !== undefined) return { field, text: `${one.name} ••••${hit.slice(-4)}`.slice(0, LONGEST) };
    if (findMatches(one.name, words).length > 0) return { field, text: one.name.slice(0, LONGEST) };
  }
  return undefined;
}

/** From its beginning or its end, with or without the 0 of a telephone. */
function isNumber(number: string, word: string): boolean {
  if (!/^\d{4,}$/.test(word)) return false;
  const national = word.startsWith('84') ? `0${word.slice(2)}` : `0${word}`;
  return [word, national].some((one) => number.startsWith(one)) || number.endsWith(word);
}
