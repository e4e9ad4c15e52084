import { z } from 'zod';
import type { NumbersState } from '#shared/contract/index.ts';
import { normaliseCode } from '#shared/dossier/index.ts';
import { formatSlipNumber, type SlipTemplate } from '#shared/forms/index.ts';
import { type ReadableDb, type Sql, sql } from '../storage/index.ts';

const CodeRow = z.object({ code: z.string(), at: z.string() });
const VolumeRow = z.object({ volume: z.string(), last_number: z.int() });

/** The newest dossier with its code, erased or not: a walk from the newest row that ends at the first one received. */
export function lastCodeQuery(): Sql {
  return sql`
    select code, at from (
      select * from (select n, code, received_at as at from dossiers where slip is null order by n desc limit 1)
      union all
      select * from (select n, code, received_at as at from erased_dossiers where slip is null order by n desc limit 1)
    ) order by n desc limit 1`;
}

/** The newest code that was given, and the newest number of each book of slips, newest year first. */
export function lastNumbers(
  db: ReadableDb,
  templates: readonly SlipTemplate[],
): Pick<NumbersState, 'lastCode' | 'lastSlips'> {
  const row = db.find(lastCodeQuery());
  const slips = db
    .all(sql`select volume, last_number from register_volumes order by volume`)
    .map((one) => VolumeRow.parse(one))
    .flatMap(({ volume, last_number: number }) => slipOf(db, templates, volume, number));
  return {
    lastCode: row === undefined ? null : CodeRow.parse(row),
    lastSlips: slips.sort((a, b) => yearOf(b.volume) - yearOf(a.volume)),
  };
}

/** Empty for a volume of the register that a station opened when numbers were in doubt. */
function slipOf(
  db: ReadableDb,
  templates: readonly SlipTemplate[],
  volume: string,
  number: number,
): NumbersState['lastSlips'] {
  const [, book = '', tag = null, year = ''] = /^([A-Z]+)(?:\.([0-9A-Z]{6}))?\/(\d{4})$/.exec(volume) ?? [];
  const template = templates.findLast((one) =>
    [one.book, ...one.booksByUnit.map((other) => other.book)].includes(book),
  );
  if (template === undefined) return [];
  const code = formatSlipNumber({ ...template, book, booksByUnit: [] }, { number, year, tag });
  const given = db.find(givenQuery(normaliseCode(code)));
  return given === undefined ? [] : [{ volume, ...CodeRow.parse(given) }];
}

/** By its code, of a slip that is there or was erased. */
export function givenQuery(codeKey: string): Sql {
  return sql`
    select d.code, d.received_at as at from dossier_codes c join dossiers d on d.n = c.dossier_n
    where c.code_key = ${codeKey}
    union all
    select d.code, d.received_at as at from erased_codes c join erased_dossiers d on d.n = c.dossier_n
    where c.code_key = ${codeKey}`;
}

function yearOf(volume: string): number {
  return Number(volume.slice(-4));
}
