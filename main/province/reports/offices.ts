import type { Unserved } from '../enrol/index.ts';
import type { Sql } from '../store/index.ts';

/** An office as the administrator's list shows it. Times are office timestamps. */
export type OfficeLine = {
  /** Of the record: the same before and after the office joined. */
  recordId: string;
  /** The office's own id once it joined. */
  id: string;
  name: string;
  agencyCode: string;
  codeFormat: string;
  firstSerial: number;
  lastSerial: number;
  leaseDays: number;
  state: 'invited' | 'waiting' | 'enrolled' | 'revoked';
  createdAt: string;
  enrolledAt: string | null;
  lastContactAt: string | null;
  program: string | null;
  /** The office's clock minus the province's, milliseconds. */
  skewMs: number | null;
  /** Its program is outside the served range, on this side of it; null: it is served (P13). */
  unserved: Unserved | null;
  accepted: number;
  rejected: number;
  conflict: number;
};

type Row = {
  record_id: string;
  id: string;
  name: string;
  agency_code: string;
  code_format: string;
  first_serial: number;
  last_serial: number;
  lease_days: number;
  state: OfficeLine['state'];
  created_at: string;
  enrolled_at: string | null;
  last_contact_at: string | null;
  program: string | null;
  skew_ms: number | null;
  unserved: Unserved | null;
  accepted: number;
  rejected: number;
  conflict: number;
};

const COLUMNS = `o.record_id, o.id, o.name, o.agency_code, o.code_format, o.first_serial, o.last_serial, o.lease_days,
  o.state, o.created_at, o.enrolled_at, o.last_contact_at, o.program, o.skew_ms,
  case when o.unserved_at > coalesce(o.last_contact_at, '') then o.unserved_code end as unserved,
  coalesce(t.accepted, 0) as accepted, coalesce(t.rejected, 0) as rejected, coalesce(t.conflict, 0) as conflict`;

/** As Vietnamese dictionaries sort, with numbers by their value: Phường 2 before Phường 10. */
const ORDER = new Intl.Collator('vi', { numeric: true });

/** Every office by name. A province has hundreds, so all of them are read and a page is cut from them. */
export async function listOffices(sql: Sql): Promise<OfficeLine[]> {
  const rows = await sql.query<Row>(
    `select ${COLUMNS} from offices o left join office_totals t on t.office = o.id`,
  );
  return rows
    .map(lineOf)
    .sort((one, other) => ORDER.compare(one.name, other.name) || (one.recordId < other.recordId ? -1 : 1));
}

/** How many offices stand how, and how many entries there are of all of them. */
export async function countOffices(
  sql: Sql,
): Promise<{ enrolled: number; waiting: number; accepted: number; rejected: number; conflict: number }> {
  const [row] = await sql.query<{
    enrolled: number;
    waiting: number;
    accepted: number;
    rejected: number;
    conflict: number;
  }>(
    `select (select count(*) from offices where state = 'enrolled') as enrolled,
       (select count(*) from offices where state in ('invited', 'waiting')) as waiting,
       coalesce(sum(accepted), 0) as accepted, coalesce(sum(rejected), 0) as rejected,
       coalesce(sum(conflict), 0) as conflict
     from office_totals`,
  );
  if (row === undefined) throw new Error('a sum always has one row');
  return row;
}

/** One office by the id of its record. */
export async function findOffice(sql: Sql, recordId: string): Promise<OfficeLine | undefined> {
  const [row] = await sql.query<Row>(
    `select ${COLUMNS} from offices o left join office_totals t on t.office = o.id where o.record_id = $1`,
    [recordId],
  );
  return row === undefined ? undefined : lineOf(row);
}

function lineOf(row: Row): OfficeLine {
  return {
    recordId: row.record_id,
    id: row.id,
    name: row.name,
    agencyCode: row.agency_code,
    codeFormat: row.code_format,
    firstSerial: row.first_serial,
    lastSerial: row.last_serial,
    leaseDays: row.lease_days,
    state: row.state,
    createdAt: row.created_at,
    enrolledAt: row.enrolled_at,
    lastContactAt: row.last_contact_at,
    program: row.program,
    skewMs: row.skew_ms,
    unserved: row.unserved,
    accepted: row.accepted,
    rejected: row.rejected,
    conflict: row.conflict,
  };
}
