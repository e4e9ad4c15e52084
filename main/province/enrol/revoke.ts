import { type Clock, officeTimestamp } from '#shared/base/index.ts';
import type { Sql } from '../store/index.ts';
import { endInvitations } from './invitations.ts';

/**
 * Shuts an office out: its keys and codes end at once (P3), what it sent stays, and its serials are nobody else's. It comes
 * back only by a new code or a new request that a person approves, with new keys. False where there is no such office.
 */
export async function revokeOffice(
  { sql, clock }: { sql: Sql; clock: Clock },
  office: string,
): Promise<boolean> {
  return sql.transaction(async (tx) => {
    const found = await tx.query(`UPDATE offices SET state = 'revoked' WHERE id = $1 RETURNING id`, [office]);
    if (found.length === 0) return false;
    await tx.query('UPDATE office_keys SET revoked_at = $2 WHERE office = $1 AND revoked_at IS NULL', [
      office,
      officeTimestamp(clock.now()),
    ]);
    await endInvitations(tx, clock, office);
    await tx.query(
      `UPDATE enrol_requests SET decision = 'rejected', decided_at = $2 WHERE office = $1 AND decision IS NULL`,
      [office, clock.now()],
    );
    return true;
  });
}
