import type { MatchedPlace } from '#shared/contract/index.ts';
import { findMatches, type MatchWord, understandQuery } from '#shared/text/index.ts';
import { type ReadableDb, sql } from '../storage/index.ts';

const LONGEST = 160;

type Field = MatchedPlace['field'];
const TEXTS: readonly Field[] = ['filer', 'address', 'case', 'note', 'delivery'];
const NUMBERS: readonly Field[] = ['phone', 'phone', 'old-number'];

/** For each dossier the first place, besides what a row shows, in which something typed stands. Not every one has any. */
export function findMatchedPlaces(db: ReadableDb, query: string, ids: readonly string[]): MatchedPlace[] {
  const words = understandQuery(query).flatMap((term) =>
    term.words.map((word) => ({ word, open: term.open })),
  );
  if (words.length === 0) return [];
  // Rows of this room's own strict table; the document was parsed before it was written.
  const rows = db.all(sql`
    select id, json_extract(document, '$.filer.name', '$.applicant.address', '$.procedure.caseName', '$.note',
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

type Place = Omit<MatchedPlace, 'id'>;
type Named = { name: string; idNumber?: string | null; phone?: string | null };

/**
 * The text in which most of the typed words stand, a name before anything else: of “tran thi bich” an address in a
 * “thị trấn” says two words and somebody's name three.
 */
function placeIn(parts: readonly unknown[], words: readonly MatchWord[]): Place | undefined {
  const people = peopleIn(parts);
  const number = numberIn(parts, people, words);
  if (number !== undefined) return number;
  const texts: Place[] = [
    ...people.map(([field, { name }]) => ({ field, text: name })),
    ...TEXTS.flatMap((field, index) => {
      const text = parts[index];
      return typeof text === 'string' ? [{ field, text }] : [];
    }),
  ];
  let best: { place: Place; count: number } | undefined;
  for (const place of texts) {
    const count = words.filter((word) => findMatches(place.text, [word]).length > 0).length;
    if (count > (best?.count ?? 0)) best = { place, count };
  }
  return best === undefined
    ? undefined
    : { field: best.place.field, text: best.place.text.slice(0, LONGEST) };
}

/** A telephone, an old number, somebody's number or another code that was typed; they are told by their last digits. */
function numberIn(
  parts: readonly unknown[],
  people: readonly [Field, Named][],
  words: readonly MatchWord[],
): Place | undefined {
  const isTyped = (number: unknown): number is string =>
    typeof number === 'string' && words.some(({ word }) => isNumber(number, word));
  for (const [index, field] of NUMBERS.entries()) {
    const number = parts[TEXTS.length + index];
    if (isTyped(number)) return { field, text: `••••${number.slice(-4)}` };
  }
  for (const [field, one] of people) {
    const number = [one.idNumber, one.phone].find(isTyped);
    if (number !== undefined) {
      return { field, text: `${one.name} ••••${number.slice(-4)}`.slice(0, LONGEST) };
    }
  }
  const codes = (parts.at(-1) as { code: string }[]).map(({ code }) => code).slice(1);
  const code = codes.find((other) => isTyped(other.replace(/\D/g, '')));
  return code === undefined ? undefined : { field: 'other-code', text: code };
}

/** Everybody besides applicant and filer. */
function peopleIn(parts: readonly unknown[]): [Field, Named][] {
  const [others, representative, helper] = parts.slice(-4, -1) as [
    Named[] | null,
    Named | null,
    Named | null,
  ];
  return [
    ...(others ?? []).map((one): [Field, Named] => ['co-applicant', one]),
    ...(representative === null ? [] : [['representative', representative] satisfies [Field, Named]]),
    ...(helper === null ? [] : [['helper', helper] satisfies [Field, Named]]),
  ];
}

/** From its beginning or its end, with or without the 0 of a telephone. */
function isNumber(number: string, word: string): boolean {
  if (!/^\d{4,}$/.test(word)) return false;
  const national = word.startsWith('84') ? `0${word.slice(2)}` : `0${word}`;
  return [word, national].some((one) => number.startsWith(one)) || number.endsWith(word);
}
