import { fingerprint } from '#main/parcels/index.ts';
import { type Clock, err, type Ids, officeTimestamp, ok, type Result } from '#shared/base/index.ts';
import type { EnrolRequest } from '#shared/exchange/index.ts';
import type { Sql } from '../store/index.ts';
import { letIn } from './let-in.ts';
import { type EnrolRefusal, NotLetIn } from './refusal.ts';

/** A request that came by stick. `fingerprint`: of the office's signing key, to compare by telephone. */
export type WaitingRequest = {
  id: string;
  office: string;
  name: string;
  agencyCode: string;
  fingerprint: string;
  /** Milliseconds since 1970. */
  arrivedAt: number;
  decision: 'approved' | 'rejected' | null;
  /** The office is known already: approving gives it new keys and ends its old ones. */
  known: boolean;
};

type Ports = { sql: Sql; clock: Clock; ids: Ids };

/** Keeps a request until a person decides; the same file again is the same request. */
export async function keepRequest(
  { sql, clock, ids }: Ports,
  read: { container: Uint8Array; sha256: string; kid: string; request: EnrolRequest },
): Promise<WaitingRequest> {
  const { office, keys } = read.request;
  const key = keys.find(({ kid }) => kid === read.kid);
  if (key === undefined) throw new TypeError('a request is signed by one of its keys');
  await sql.query(
    `INSERT INTO enrol_requests (id, office, sha256, container, name, agency_code, code_format, kid, fingerprint,
       arrived_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (sha256) DO NOTHING`,
    [
      ids.id(),
      office.id,
      read.sha256,
      read.container,
      office.name,
      office.agencyCode,
      office.codeFormat,
      read.kid,
      fingerprint(key),
      clock.now(),
    ],
  );
  const [kept] = await listRequests(sql, { sha256: read.sha256 });
  if (kept === undefined) throw new Error('a request that was just kept is not there');
  return kept;
}

/** Requests that wait, the oldest first; or the one of a file. */
export async function listRequests(
  sql: Sql,
  which: { sha256: string } | 'waiting',
): Promise<WaitingRequest[]> {
  const rows = await sql.query<{
    id: string;
    office: string;
    name: string;
    agency_code: string;
    fingerprint: string;
    arrived_at: number;
    decision: 'approved' | 'rejected' | null;
    known: boolean;
  }>(
    `SELECT r.id, r.office, r.name, r.agency_code, r.fingerprint, r.arrived_at, r.decision,
       EXISTS (SELECT 1 FROM offices o WHERE o.id = r.office AND o.enrolled_at IS NOT NULL) AS known
     FROM enrol_requests r
     WHERE CASE WHEN $1::text IS NULL THEN r.decision IS NULL ELSE r.sha256 = $1 END ORDER BY r.arrived_at, r.id`,
    [which === 'waiting' ? null : which.sha256],
  );
  return rows.map((row) => ({
    id: row.id,
    office: row.office,
    name: row.name,
    agencyCode: row.agency_code,
    fingerprint: row.fingerprint,
    arrivedAt: row.arrived_at,
    decision: row.decision,
    known: row.known,
  }));
}

/** The container of a request and what was decided, by its id. */
export async function findRequest(
  sql: Sql,
  id: string,
): Promise<{ container: Uint8Array; fingerprint: string; decision: string | null } | undefined> {
  const [row] = await sql.query<{ container: Uint8Array; fingerprint: string; decision: string | null }>(
    'SELECT container, fingerprint, decision FROM enrol_requests WHERE id = $1',
    [id],
  );
  return row;
}

/**
 * Approves a request whose fingerprint a person compared. `record`: the invited office it is, null: the known office of
 * its id, else a new one.
 */
export async function approveRequest(
  { sql, clock, ids }: Ports,
  asked: { id: string; request: EnrolRequest; record: string | null },
): Promise<Result<void, EnrolRefusal>> {
  const { request } = asked;
  return sql
    .transaction(async (tx) => {
      const mine = await tx.query(
        `UPDATE enrol_requests SET decision = 'approved', decided_at = $2 WHERE id = $1 AND decision IS NULL
         RETURNING id`,
        [asked.id, clock.now()],
      );
      if (mine.length === 0) return;
      const record = asked.record ?? (await recordOf({ sql: tx, clock, ids }, request));
      const done = await letIn(tx, clock, { record, request });
      if (!done.ok) throw new NotLetIn(asked.record === null ? withWayOut(done.error) : done.error);
    })
    .then(
      () => ok(undefined),
      (error: unknown) => {
        if (error instanceof NotLetIn) return err(error.refusal);
        throw error;
      },
    );
}

/** An office that nobody invited has no record yet whose share could be changed. */
const withWayOut = (refusal: EnrolRefusal): EnrolRefusal =>
  refusal.code === 'agency-not-yours'
    ? {
        ...refusal,
        message:
          'Mã cơ quan này đã có ở tỉnh và dải số chồng nhau. Hãy mời cơ quan (Cơ quan → Mời cơ quan) với dải số riêng, rồi duyệt lại yêu cầu này và chọn cơ quan đã mời.',
      }
    : refusal;

export async function rejectRequest({ sql, clock }: Pick<Ports, 'sql' | 'clock'>, id: string): Promise<void> {
  await sql.query(
    `UPDATE enrol_requests SET decision = 'rejected', decided_at = $2 WHERE id = $1 AND decision IS NULL`,
    [id, clock.now()],
  );
}

async function recordOf({ sql, clock, ids }: Ports, { office }: EnrolRequest): Promise<string> {
  const known = await sql.query('SELECT 1 FROM offices WHERE id = $1', [office.id]);
  if (known.length > 0) return office.id;
  const id = ids.id();
  // Its agency is its own word so far: letting in writes it down once nobody else has its numbers.
  await sql.query(
    `INSERT INTO offices (id, record_id, name, agency_code, code_format, state, created_at)
     VALUES ($1, $1, $2, '', '', 'waiting', $3)`,
    [id, office.name, officeTimestamp(clock.now())],
  );
  return id;
}
