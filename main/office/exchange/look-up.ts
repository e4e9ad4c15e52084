import type { OfficeProfile } from '#shared/contract/index.ts';
import type { ReadableDb } from '../storage/index.ts';
import { isBare } from './address.ts';
import { findEnrolment } from './enrolment-table.ts';

/** Where the QR of a receipt leads, and who said so; null: nowhere, it carries code and check value alone. */
export type LookUpInUse = { address: string | null; by: 'province' | 'office' };

/**
 * Where the QR of receipts made from now on leads: to the look-up of the province while it has one open (P22), else to
 * the address in the office's profile.
 */
export function lookUpInUse(
  db: ReadableDb,
  { lookUpAddress }: Pick<OfficeProfile, 'lookUpAddress'>,
): LookUpInUse {
  const enrolment = findEnrolment(db);
  const told = enrolment === undefined || enrolment.left_at !== null ? null : enrolment.lookup;
  const address = printable(told);
  if (address !== null) return { address, by: 'province' };
  return { address: lookUpAddress === '' ? null : lookUpAddress, by: 'office' };
}

/** Longer ones make a QR whose modules are too fine for a cheap telephone. */
const MOST_CHARACTERS = 300;

/**
 * What the province told, as it may stand on paper; null where it is no address that everybody can open: not encrypted
 * (but on this very machine, for trying out), with a name and password in it, or with a fragment, behind which no server
 * sees a query.
 */
function printable(told: string | null): string | null {
  if (told === null || !URL.canParse(told)) return null;
  const url = new URL(told);
  if (!['https:', 'http:'].includes(url.protocol) || isBare(url)) return null;
  if (url.username !== '' || url.password !== '' || url.hash !== '') return null;
  return url.href.length > MOST_CHARACTERS ? null : url.href;
}
