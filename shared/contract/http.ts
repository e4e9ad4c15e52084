import type { ErrorCode } from './errors.ts';

/** Where plain HTTP finds the contract: `POST /api/room/procedure`. */
export const API_PREFIX = '/api';

/** The request header with the token of this start of the host. */
export const START_TOKEN_HEADER = 'X-Start-Token';

/** Path of the document that describes all of it. */
export const OPENAPI_PATH = '/openapi.json';

/** The office understood the call and does not do it as things are. */
const REFUSED = 422;

/** Codes that have a status of their own; HTTP only knows so many, so `code` is what a program goes by. */
const STATUSES: Partial<Record<ErrorCode, number>> = {
  'invalid-input': 400,
  'signed-out': 401,
  'wrong-password': 401,
  'wrong-recovery-key': 401,
  'not-allowed': 403,
  'not-found': 404,
  'unknown-procedure': 404,
  'already-set-up': 409,
  'not-set-up': 409,
  'name-taken': 409,
  'request-reused': 409,
  'draft-taken': 409,
  'device-not-paired': 403,
  'pairing-failed': 403,
  'pairing-running': 409,
  'ticket-of-another-day': 409,
  'address-taken': 409,
  'queue-full': 409,
  'counter-taken': 409,
  'no-counter': 409,
  'ticket-moved': 409,
  'queue-settings-wrong': 400,
  'slip-settled': 409,
  'corrected-meanwhile': 409,
  'copy-running': 409,
  erased: 410,
  locked: 423,
  'too-many-attempts': 429,
  internal: 500,
  'database-damaged': 500,
  'wrong-key': 500,
  'file-damaged': 500,
  'database-newer': 503,
  'database-busy': 503,
  'database-unwritable': 503,
  disconnected: 503,
  timeout: 504,
  'database-full': 507,
};

/** The HTTP status of an error code. */
export function httpStatusOf(code: ErrorCode): number {
  return STATUSES[code] ?? REFUSED;
}
