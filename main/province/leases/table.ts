import type { Lease } from '#shared/exchange/index.ts';
import type { Sql } from '../store/index.ts';

/** A lease as the table holds it. `scope`: which agency and format it is of. */
export type LeaseRow = Lease & { office: string; scope: number };

const COLUMNS = `l.id, l.office, l.station, l.scope, s.agency_code as "agencyCode", s.code_format as "codeFormat",
  l.first_day as "firstDay", l.last_day as "lastDay", l.first_serial as "firstSerial", l.last_serial as "lastSerial",
  l.granted_at as "grantedAt", l.ended_after as "endedAfter"`;

/** Every lease of an office with a day from this one on (`YYYY-MM-DD`), in order of days and serials. */
export async function readLeases(sql: Sql, office: string, fromDay: string): Promise<LeaseRow[]> {
  return await sql.query<LeaseRow>(
    `select ${COLUMNS} from leases l join lease_scopes s on s.id = l.scope
     where l.office = $1 and l.last_day >= $2::date
     order by l.first_day, l.first_serial, l.id`,
    [office, fromDay],
  );
}

/** The leases with these ids, of whichever office. */
export async function readNamed(sql: Sql, ids: readonly string[]): Promise<LeaseRow[]> {
  return await sql.query<LeaseRow>(
    `select ${COLUMNS} from leases l join lease_scopes s on s.id = l.scope where l.id = any($1::text[])`,
    [ids],
  );
}

/** Every lease of an agency and format with a day from this one on, of whichever office. */
export async function readLeasesOf(sql: Sql, scope: number, fromDay: string): Promise<LeaseRow[]> {
  return await sql.query<LeaseRow>(
    `select ${COLUMNS} from leases l join lease_scopes s on s.id = l.scope
     where l.scope = $1 and l.last_day >= $2::date
     order by l.first_day, l.first_serial, l.id`,
    [scope, fromDay],
  );
}

/**
 * The number under which leases of an agency and format stand, locked until the transaction ends: who grants of it does
 * so alone. Offices may share an agency code.
 */
export async function lockScope(tx: Sql, agencyCode: string, codeFormat: string): Promise<number> {
  await tx.query(
    'insert into lease_scopes (agency_code, code_format) values ($1, $2) on conflict (agency_code, code_format) do nothing',
    [agencyCode, codeFormat],
  );
  const [row] = await tx.query<{ id: number }>(
    'select id from lease_scopes where agency_code = $1 and code_format = $2 for update',
    [agencyCode, codeFormat],
  );
  if (row === undefined) throw new Error('a scope that was just made is gone');
  return row.id;
}

/** Throws with SQLSTATE 23P01 where serials of a day are in another lease already (L9). */
export async function insertLeases(tx: Sql, leases: readonly LeaseRow[]): Promise<void> {
  if (leases.length === 0) return;
  await tx.query(
    `insert into leases (id, office, station, scope, first_day, last_day, first_serial, last_serial, granted_at,
       ended_after)
     select id, office, station, scope, "firstDay", "lastDay", "firstSerial", "lastSerial", "grantedAt",
       "endedAfter"
     from json_to_recordset($1::json) as l(id text, office text, station text, scope bigint, "firstDay" date,
       "lastDay" date, "firstSerial" integer, "lastSerial" integer, "grantedAt" text, "endedAfter" date)`,
    [JSON.stringify(leases)],
  );
}
