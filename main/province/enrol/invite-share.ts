import { err, ok, type Result } from '#shared/base/index.ts';
import { changeShare } from '../leases/index.ts';
import { type Invitation, inviteOffice, type NewOffice } from './invitations.ts';

/** Takes an invitation back with its transaction. */
class Overlapping extends Error {}

/**
 * Invites an office with the serials it is to be granted from. One whose numbers overlap another one's is not invited at
 * all; the error is for the administrator.
 */
export async function inviteWithShare(
  { sql, clock, ids }: Parameters<typeof inviteOffice>[0],
  office: Required<NewOffice>,
): Promise<Result<Invitation, string>> {
  try {
    return await sql.transaction(async (tx) => {
      const invitation = await inviteOffice({ sql: tx, clock, ids }, office);
      const set = await changeShare(tx, clock, { ...office, office: invitation.office });
      if (!set.ok) throw new Overlapping(set.error.message);
      return ok(invitation);
    });
  } catch (error) {
    if (error instanceof Overlapping) return err(error.message);
    throw error;
  }
}
