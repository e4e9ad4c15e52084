import type { Sql } from '../store/index.ts';
import type { DossierFacts } from './claims.ts';
import type { KnownDossier } from './judge.ts';

type Row = {
  id: string;
  office: string;
  revision: number;
  cancelled: boolean;
  erased: boolean;
  station: string;
  seq: number;
  hash: string;
};

/**
 * The dossiers of these ids and those that have these codes, and which code is whose; `elsewhere`: codes that none of them
 * has as its own. Of any office: a code is taken wherever it is.
 */
export async function readDossiers(
  tx: Sql,
  ids: readonly string[],
  codeKeys: readonly string[],
): Promise<{ dossiers: KnownDossier[]; codes: [string, string][]; elsewhere: string[] }> {
  const [row] = await tx.query<{ dossiers: Row[] | null; codes: [string, string, boolean][] | null }>(
    `with c as materialized (
       select code_key, dossier, elsewhere from dossier_codes where code_key = any($2::text[])
     )
     select
       (select json_agg(json_build_array(code_key, dossier, elsewhere)) from c) as codes,
       (select json_agg(json_build_object('id', d.id, 'office', d.office, 'revision', d.revision,
          'cancelled', d.cancelled, 'erased', d.erased, 'station', d.station, 'seq', d.seq,
          'hash', encode(d.entry_hash, 'hex')))
        from (select unnest($1::text[]) as id union select dossier from c) i
        join dossiers d on d.id = i.id) as dossiers`,
    [ids, codeKeys],
  );
  const dossiers = (row?.dossiers ?? []).map(
    ({ station, seq, hash, ...rest }): KnownDossier => ({
      ...rest,
      entry: { station, seq, hash },
      facts: null,
      given: null,
      change: 'none',
    }),
  );
  const codes = row?.codes ?? [];
  return {
    dossiers,
    codes: codes.map(([key, dossier]) => [key, dossier]),
    elsewhere: codes.flatMap(([key, , elsewhere]) => (elsewhere ? [key] : [])),
  };
}

const FACTS = `"codeKey" text, code text, "checkHash" text, state text, field text, "procedureCode" text,
  "procedureName" text, "receivedDay" date, "receivedAt" text, "dueAt" text, "finishedAt" text, slip boolean,
  sample boolean`;

const rowOf = (dossier: KnownDossier) => ({
  id: dossier.id,
  revision: dossier.revision,
  cancelled: dossier.cancelled,
  erased: dossier.erased,
  ...dossier.entry,
  ...dossier.facts,
  ...dossier.given,
});

/** Keeps new dossiers; how many: fewer than given where somebody else was quicker with an id. */
export async function insertDossiers(
  tx: Sql,
  office: string,
  dossiers: readonly KnownDossier[],
): Promise<number> {
  const rows = await tx.query(
    `insert into dossiers (id, office, station, seq, revision, received_day, cancelled, erased, slip, sample, entry_hash,
       code, code_key, check_hash, state, field, procedure_code, procedure_name, received_at, due_at, finished_at)
     select id, $1, station, seq, revision, "receivedDay", cancelled, erased, slip, sample, decode(hash, 'hex'),
       code, "codeKey", "checkHash", state, field, "procedureCode", "procedureName", "receivedAt", "dueAt", "finishedAt"
     from json_to_recordset($2::json) as d(id text, station text, seq integer, revision integer, cancelled boolean,
       erased boolean, hash text, ${FACTS})
     on conflict (id) do nothing returning 1`,
    [office, JSON.stringify(dossiers.map(rowOf))],
  );
  return rows.length;
}

/** Writes what corrections, cancellations and given codes make of dossiers that are held. */
export async function updateDossiers(tx: Sql, dossiers: readonly KnownDossier[]): Promise<void> {
  const rows = dossiers.map((dossier) => ({ ...rowOf(dossier), corrected: dossier.facts !== null }));
  await tx.query(
    `update dossiers d set revision = c.revision, cancelled = c.cancelled, station = c.station, seq = c.seq,
       entry_hash = decode(c.hash, 'hex'), code = coalesce(c.given, d.code), code_key = coalesce(c."givenKey", d.code_key),
       field = coalesce(c.field, d.field), procedure_code = coalesce(c."procedureCode", d.procedure_code),
       procedure_name = coalesce(c."procedureName", d.procedure_name),
       due_at = case when c.corrected then c."dueAt" else d.due_at end
     from json_to_recordset($1::json) as c(id text, revision integer, cancelled boolean, station text, seq integer,
       hash text, corrected boolean, given text, "givenKey" text, field text, "procedureCode" text, "procedureName" text,
       "dueAt" text)
     where d.id = c.id`,
    [
      JSON.stringify(
        rows.map((row, index) => ({
          ...row,
          given: dossiers[index]?.given?.code,
          givenKey: dossiers[index]?.given?.codeKey,
        })),
      ),
    ],
  );
}

/** Notes whose codes are whose; how many: fewer than given where somebody else was quicker with one. */
export async function insertCodes(
  tx: Sql,
  codes: ReadonlyMap<string, string>,
  elsewhere: ReadonlySet<string>,
): Promise<number> {
  // In one order everywhere, so that two parcels with the same codes wait for each other instead of for ever.
  const rows = [...codes]
    .map(([key, dossier]) => ({ key, dossier, elsewhere: elsewhere.has(key) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const inserted = await tx.query(
    `insert into dossier_codes (code_key, dossier, elsewhere)
     select key, dossier, elsewhere
     from json_to_recordset($1::json) as c(key text, dossier text, elsewhere boolean)
     on conflict (code_key) do nothing returning 1`,
    [JSON.stringify(rows)],
  );
  return inserted.length;
}

/** Gives codes to another dossier, as a person decided, or because they are its own. */
export async function moveCodes(tx: Sql, codes: ReadonlyMap<string, string>): Promise<void> {
  await tx.query(
    `update dossier_codes d set dossier = c.dossier, elsewhere = false
     from json_to_recordset($1::json) as c(key text, dossier text) where d.code_key = c.key`,
    [JSON.stringify([...codes].map(([key, dossier]) => ({ key, dossier })))],
  );
}

/** A dossier whose reception was erased before anything of it came: its numbers stay taken (J12). */
export type ErasedDossier = {
  id: string;
  station: string;
  seq: number;
  hash: string;
  facts: DossierFacts;
  codeKeys: string[];
};

/** Marks dossiers as erased: nothing opens them to the look-up any more, their codes stay taken. */
export async function markErased(tx: Sql, office: string, ids: readonly string[]): Promise<void> {
  await tx.query(
    'update dossiers set erased = true, check_hash = null where office = $1 and id = any($2::text[]) and not erased',
    [office, ids],
  );
}
