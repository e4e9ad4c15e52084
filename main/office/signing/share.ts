import { z } from 'zod';
import { type ReadableDb, sql } from '../storage/index.ts';

const Row = z.object({ field: z.string(), dossiers: z.int(), signed: z.int() });

/** How many dossiers of a month have a signature, by field of their procedure; training counts nowhere. */
export type SignedShare = {
  dossiers: number;
  signed: number;
  fields: { field: string; dossiers: number; signed: number }[];
};

/**
 * Of the dossiers received in a month (`YYYY-MM`, office time), cancelled ones and slips left out: how many have a paper or
 * a file that was signed, at whatever time. Those whose data was erased count nowhere: what is left of them tells no field.
 */
export function signedShare(db: ReadableDb, month: string): SignedShare {
  const fields = db.all(shareQuery(month)).map((row) => Row.parse(row));
  const sum = (of: 'dossiers' | 'signed') => fields.reduce((total, row) => total + row[of], 0);
  return {
    dossiers: sum('dossiers'),
    signed: sum('signed'),
    fields: fields.sort((one, other) => one.field.localeCompare(other.field, 'vi')),
  };
}

/** Bounds compare as texts: every time of a month begins with it. */
export const shareQuery = (month: string) => sql`
  select json_extract(document, '$.procedure.field') as field, count(*) as dossiers,
    sum(exists (select 1 from signatures where signatures.dossier_id = dossiers.id and training = 0)) as signed
  from dossiers
  where received_at >= ${month} and received_at < ${`${month}~`} and slip is null and cancelled_at is null
  group by 1`;
