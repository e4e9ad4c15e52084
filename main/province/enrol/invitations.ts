import { enrolmentKey, newEnrolCode } from '#main/parcels/index.ts';
import { type Clock, type Ids, officeTimestamp } from '#shared/base/index.ts';
import type { Sql } from '../store/index.ts';

/** How long a code is good. */
export const INVITATION_MS = 7 * 86_400_000;

/** An office as the administrator invites it. What is empty or absent is taken from the office's own request. */
export type NewOffice = {
  name: string;
  agencyCode?: string;
  codeFormat?: string;
  firstSerial?: number;
  lastSerial?: number;
  leaseDays?: number;
};

/** A code as it is told to the office, once; only its hash is kept. `expiresAt`: office timestamp. */
export type Invitation = { office: string; code: string; expiresAt: string };

/** An invitation whose code somebody showed to know. */
export type OpenInvitation = {
  id: string;
  office: string;
  codeHash: string;
  /** The key of whoever used it; null while nobody has. */
  usedByKid: string | null;
};

type Ports = { sql: Sql; clock: Clock; ids: Ids };

/** Makes a record of a new office and a code for it. */
export async function inviteOffice({ sql, clock, ids }: Ports, office: NewOffice): Promise<Invitation> {
  return sql.transaction(async (tx) => {
    const id = ids.id();
    await tx.query(
      `INSERT INTO offices (id, record_id, name, agency_code, code_format, first_serial, last_serial, lease_days,
         state, created_at)
       VALUES ($1, $1, $2, $3, $4, $5, $6, $7, 'invited', $8)`,
      [
        id,
        office.name,
        office.agencyCode ?? '',
        office.codeFormat ?? '',
        office.firstSerial ?? 1,
        office.lastSerial ?? 9999,
        office.leaseDays ?? 60,
        officeTimestamp(clock.now()),
      ],
    );
    return newCode({ sql: tx, clock, ids }, id);
  });
}

/**
 * A new code for an office that is known: new keys after a loss, or coming back after a revocation. Codes it had before
 * end. Undefined where there is no such office.
 */
export async function inviteAgain(
  { sql, clock, ids }: Ports,
  office: string,
): Promise<Invitation | undefined> {
  return sql.transaction(async (tx) => {
    const known = await tx.query('SELECT 1 FROM offices WHERE id = $1 FOR UPDATE', [office]);
    if (known.length === 0) return undefined;
    await endInvitations(tx, clock, office);
    return newCode({ sql: tx, clock, ids }, office);
  });
}

/** No code of this office is good any more. */
export async function endInvitations(sql: Sql, clock: Clock, office: string): Promise<void> {
  await sql.query('UPDATE invitations SET ended_at = $2 WHERE office = $1 AND ended_at IS NULL', [
    office,
    clock.now(),
  ]);
}

/**
 * Codes with which somebody may come: unused ones in their time, and used ones of late, so that an answer that was lost
 * can be fetched again by the same key.
 */
export async function openInvitations({
  sql,
  clock,
}: Pick<Ports, 'sql' | 'clock'>): Promise<OpenInvitation[]> {
  const rows = await sql.query<{ id: string; office: string; code_hash: string; used_by_kid: string | null }>(
    'SELECT id, office, code_hash, used_by_kid FROM invitations WHERE ended_at IS NULL AND expires_at > $1',
    [clock.now()],
  );
  return rows.map((row) => ({
    id: row.id,
    office: row.office,
    codeHash: row.code_hash,
    usedByKid: row.used_by_kid,
  }));
}

async function newCode({ sql, clock, ids }: Ports, office: string): Promise<Invitation> {
  const code = newEnrolCode(ids);
  const expires = clock.now() + INVITATION_MS;
  await sql.query(
    'INSERT INTO invitations (id, office, code_hash, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)',
    [ids.id(), office, enrolmentKey(code), clock.now(), expires],
  );
  return { office, code, expiresAt: officeTimestamp(expires) };
}
