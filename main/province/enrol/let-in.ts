import {
  type Clock,
  epochOfOfficeTimestamp,
  err,
  officeTimestamp,
  ok,
  type Result,
} from '#shared/base/index.ts';
import type { EnrolRequest, PublicKey } from '#shared/exchange/index.ts';
import { findShareOverlap, lockShares } from '../leases/index.ts';
import type { Sql } from '../store/index.ts';
import type { EnrolRefusal } from './refusal.ts';

type OfficeRow = {
  id: string;
  name: string;
  agency_code: string;
  code_format: string;
  enrolled_at: string | null;
  first_serial: number;
  last_serial: number;
};

/**
 * Lets an office in that has proven itself: its record takes the office's own id and keys; keys it had before end. Runs
 * in the caller's transaction, so that a code is used up only with it. `record`: the record it was invited as. What the
 * administrator wrote of the office holds against what it says of itself.
 */
export async function letIn(
  tx: Sql,
  clock: Clock,
  { record, request }: { record: string; request: EnrolRequest },
): Promise<Result<void, EnrolRefusal>> {
  const { office } = request;
  await lockShares(tx);
  const [row] = await tx.query<OfficeRow>(
    `SELECT id, name, agency_code, code_format, enrolled_at, first_serial, last_serial FROM offices
     WHERE id = $1 FOR UPDATE`,
    [record],
  );
  if (row === undefined) return err({ code: 'enrol-code-wrong' });
  if (row.id !== office.id) {
    // A code for one office never lets in another one, and nobody takes over an office that is there.
    const known = await tx.query('SELECT 1 FROM offices WHERE id = $1', [office.id]);
    if (row.enrolled_at !== null || known.length > 0) {
      return err({ code: 'enrol-code-wrong', message: OTHER_OFFICE });
    }
  }
  const agencyCode = row.agency_code || office.agencyCode;
  const codeFormat = row.code_format || office.codeFormat;
  if (agencyCode !== row.agency_code || codeFormat !== row.code_format) {
    // It is only the office that says so: numbers that another one has are not shared by its word.
    const share = { firstSerial: row.first_serial, lastSerial: row.last_serial, agencyCode, codeFormat };
    const other = await findShareOverlap(tx, { office: row.id, ...share });
    if (other !== undefined) return err({ code: 'agency-not-yours', message: overlapSentence(share, other) });
  }
  const now = officeTimestamp(clock.now());
  // What the office wrote before it asked tells of its keys no more: the request brought those that hold.
  await tx.query(
    `UPDATE offices SET id = $2, name = $3, agency_code = $4, code_format = $5, program = $6, state = 'enrolled',
       enrolled_at = $7, keys_mono = $8, asked_mono = $8, asked_station = $9 WHERE id = $1`,
    [
      record,
      office.id,
      row.name || office.name,
      agencyCode,
      codeFormat,
      request.program.version,
      now,
      askedMonoOf(request),
      office.station,
    ],
  );
  return setOfficeKeys(tx, clock, office.id, { keys: request.keys, created: request.created });
}

/** The same request again, its answer having been lost: what the office wrote since the first one was before it joined, too. */
export async function noteAskedAgain(tx: Sql, request: EnrolRequest): Promise<void> {
  await tx.query(
    `UPDATE offices SET keys_mono = greatest(keys_mono, $2), asked_mono = greatest(asked_mono, $2) WHERE id = $1`,
    [request.office.id, askedMonoOf(request)],
  );
}

/** By its journal's order, which no clock that is set back disturbs; an earlier release tells no more than its clock. */
const askedMonoOf = ({ mono, created }: EnrolRequest): number => mono ?? epochOfOfficeTimestamp(created);

const overlapSentence = (
  { agencyCode }: { agencyCode: string },
  { name, firstSerial, lastSerial }: { name: string; firstSerial: number; lastSerial: number },
) =>
  `Mã cơ quan ${agencyCode} đã có ở tỉnh với dải số ${firstSerial}–${lastSerial} của "${name}". Quản trị tỉnh cần ghi mã cơ quan và dải số riêng cho cơ quan này ở trang cơ quan, rồi cơ quan ghép lại.`;

const OTHER_OFFICE =
  'Mã ghép này cấp cho một cơ quan khác, hoặc cơ quan này đã ghép trước đây. Hãy xin quản trị tỉnh mã ghép lại cho chính cơ quan này.';

/**
 * The keys of an office from now on; those it had and does not name any more end at once (P3). Their times are moved by
 * as much as the office's clock was off when it wrote them (`created`): a desk in another year is let in all the same
 * (P14). Refused where a key is another office's, or is over.
 */
export async function setOfficeKeys(
  tx: Sql,
  clock: Clock,
  office: string,
  { keys, created }: { keys: readonly PublicKey[]; created: string },
): Promise<Result<void, EnrolRefusal>> {
  const skew = clock.now() - epochOfOfficeTimestamp(created);
  const now = officeTimestamp(clock.now());
  await tx.query(
    'UPDATE office_keys SET revoked_at = $3 WHERE office = $1 AND revoked_at IS NULL AND NOT kid = ANY ($2::text[])',
    [office, keys.map((key) => key.kid), now],
  );
  for (const key of keys) {
    const from = Math.min(epochOfOfficeTimestamp(key.validFrom) + skew, clock.now());
    const to = epochOfOfficeTimestamp(key.validTo) + skew;
    if (to <= clock.now()) return err({ code: 'key-not-valid' });
    const set = await tx.query(
      `INSERT INTO office_keys (kid, office, use, public, valid_from, valid_to) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (kid) DO UPDATE SET public = EXCLUDED.public, valid_to = EXCLUDED.valid_to
         WHERE office_keys.office = EXCLUDED.office AND office_keys.revoked_at IS NULL
       RETURNING kid`,
      [key.kid, office, key.use, JSON.stringify(key), officeTimestamp(from), officeTimestamp(to)],
    );
    // A key that ended never comes back, and nobody brings another office's.
    if (set.length === 0) return err({ code: 'key-not-valid' });
  }
  return ok(undefined);
}
