import { isProofWith } from '#main/parcels/index.ts';
import { type Clock, err, ok, type Result } from '#shared/base/index.ts';
import { type EnrolRequest, enrolRequestText } from '#shared/exchange/index.ts';
import { addressGroup, type Rates } from '../rates/index.ts';
import type { Sql } from '../store/index.ts';
import { openInvitations } from './invitations.ts';
import { letIn, noteAskedAgain } from './let-in.ts';
import { type EnrolRefusal, NotLetIn } from './refusal.ts';

/** Five wrong codes from one address, then one in a quarter of an hour: 60 bits are not guessed at that speed. */
export const ENROL_RATE = { burst: 5, everyMs: 15 * 60_000 } as const;

/**
 * Lets an office in by a code (P3). `kid`: the key that signed the request. Resolves with the hash of the code, by which
 * the answer proves itself. The same request again by the same key has the same outcome: its answer may have been lost.
 */
export async function enrolByWire(
  ports: { sql: Sql; clock: Clock; rates: Rates },
  asked: { request: EnrolRequest; kid: string; address: string | null },
): Promise<Result<{ codeHash: string }, EnrolRefusal>> {
  const { sql, clock, rates } = ports;
  const { request, kid } = asked;
  const who = asked.address === null ? null : addressGroup(asked.address);
  if (who !== null) {
    const { waitSeconds } = await rates.take('enrol', who, ENROL_RATE);
    if (waitSeconds > 0) return err({ code: 'too-many-attempts', waitSeconds });
  }
  const { proof } = request;
  if (proof === null) return err({ code: 'enrol-code-wrong' });
  const text = enrolRequestText(request);
  const found = (await openInvitations(ports)).find(({ codeHash }) => isProofWith(codeHash, text, proof));
  if (found === undefined) return err({ code: 'enrol-code-wrong' });
  const { codeHash } = found;
  if (found.usedByKid === kid) {
    const standing = await sql.query(
      `SELECT 1 FROM office_keys k JOIN offices o ON o.id = k.office
       WHERE k.kid = $1 AND k.revoked_at IS NULL AND o.state = 'enrolled' AND o.id = $2`,
      [kid, request.office.id],
    );
    if (standing.length === 0) return err({ code: 'office-revoked' });
    await noteAskedAgain(sql, request);
    return ok({ codeHash });
  }
  const outcome = await sql
    .transaction(async (tx) => {
      const used = await tx.query<{ office: string }>(
        `UPDATE invitations SET used_at = $2, used_by_kid = $3
         WHERE id = $1 AND used_by_kid IS NULL AND ended_at IS NULL RETURNING office`,
        [found.id, clock.now(), kid],
      );
      const record = used[0]?.office;
      if (record === undefined) throw new NotLetIn({ code: 'enrol-code-wrong' });
      const done = await letIn(tx, clock, { record, request });
      if (!done.ok) throw new NotLetIn(done.error);
    })
    .then(
      () => ok({ codeHash }),
      (error: unknown) => {
        if (error instanceof NotLetIn) return err(error.refusal);
        throw error;
      },
    );
  // Who got in has used none of the tries of whoever else comes from there.
  if (outcome.ok && who !== null) await rates.forget('enrol', who);
  return outcome;
}
