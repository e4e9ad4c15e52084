import { z } from 'zod';
import { normaliseCode, parseDossierCode } from '#shared/dossier/index.ts';
import { type ReadableDb, type Sql, sql } from '../storage/index.ts';

const CodeRow = z.object({
  code: z.string(),
  kind: z.enum(['own', 'provisional', 'elsewhere']),
  cancelled: z.int(),
});

/** A number of a day that a dossier has, erased ones included. `elsewhere`: the code was entered, not given here. */
export type NumberOfDay = { number: number; state: 'given' | 'cancelled' | 'elsewhere' };

/** Every number of an agency and day (`YYYY-MM-DD`) that is the code of a dossier here, rising. */
export function numbersOfDay(db: ReadableDb, agencyCode: string, day: string): NumberOfDay[] {
  return db
    .all(codesOfDayQuery(agencyCode, day))
    .flatMap((row) => {
      const { code, kind, cancelled } = CodeRow.parse(row);
      const parsed = parseDossierCode(code);
      if (!parsed.ok || parsed.value.agencyCode !== agencyCode || parsed.value.date !== day) return [];
      const state =
        kind === 'elsewhere' ? kind : cancelled === 1 ? ('cancelled' as const) : ('given' as const);
      return [{ number: parsed.value.serial, state }];
    })
    .sort((a, b) => a.number - b.number);
}

/** A walk along the codes that begin alike: both ways of writing the date. */
export function codesOfDayQuery(agencyCode: string, day: string): Sql {
  const long = normaliseCode(`${agencyCode}${day}`);
  const short = normaliseCode(`${agencyCode}${day.slice(2)}`);
  return sql`
    select c.code, c.kind, d.cancelled_at is not null as cancelled
    from dossier_codes c join dossiers d on d.n = c.dossier_n
    where c.code_key > ${short} and c.code_key < ${`${short}:`}
    union all
    select c.code, c.kind, d.cancelled_at is not null as cancelled
    from dossier_codes c join dossiers d on d.n = c.dossier_n
    where c.code_key > ${long} and c.code_key < ${`${long}:`}
    union all
    select code, kind, 0 as cancelled from erased_codes where code_key > ${short} and code_key < ${`${short}:`}
    union all
    select code, kind, 0 as cancelled from erased_codes where code_key > ${long} and code_key < ${`${long}:`}`;
}
