import { ORPCError } from '@orpc/client';
import type { ErrorCode, ErrorData, PinState, TokenProblem } from '#shared/contract/index.ts';

/** A call that failed, in the closed list of the contract. `message` is the office's sentence; empty when the client made the error. */
export type OfficeError = Error & {
  readonly kind: 'office-error';
  readonly code: ErrorCode;
  /** Dotted path of the field it is about, e.g. `applicant.phone`; null when about none or many. */
  readonly field: string | null;
  readonly fields: readonly { field: string; message: string }[];
  readonly waitSeconds: number | null;
  /** What is wrong with a token; null where it is about none. */
  readonly problem: TokenProblem | null;
  /** What a token told of the tries left after it refused a PIN. */
  readonly pin: PinState | null;
};

/**
 * Every code of the contract, without importing the schemas (zod would triple the bundle).
 * The type makes it exhaustive: a new code in the contract fails the type check here.
 */
const KNOWN: Record<ErrorCode, true> = {
  'invalid-input': true,
  'signed-out': true,
  'not-allowed': true,
  'wrong-password': true,
  'too-many-attempts': true,
  'wrong-recovery-key': true,
  'already-set-up': true,
  'not-set-up': true,
  locked: true,
  'not-found': true,
  erased: true,
  'dossier-open': true,
  'confirmation-differs': true,
  'name-taken': true,
  'weak-password': true,
  'unknown-procedure': true,
  'due-needed': true,
  'due-in-past': true,
  'fee-needed': true,
  'exemption-needs-ground': true,
  'no-serial-left': true,
  'request-reused': true,
  'slip-settled': true,
  'old-key-wraps': true,
  'rekey-running': true,
  'key-store-missing': true,
  'draft-taken': true,
  'device-not-paired': true,
  'pairing-failed': true,
  'pairing-running': true,
  'ticket-of-another-day': true,
  'address-taken': true,
  'queue-full': true,
  'counter-taken': true,
  'no-counter': true,
  'ticket-moved': true,
  'queue-settings-wrong': true,
  'fee-taken-meanwhile': true,
  'more-than-due': true,
  'receipt-settled': true,
  'receipt-number-taken': true,
  'collector-unknown': true,
  'exchange-refused': true,
  'exchange-unreachable': true,
  'already-enrolled': true,
  'not-enrolled': true,
  'stick-failed': true,
  'token-missing': true,
  'token-failed': true,
  'pin-wrong': true,
  'pin-locked': true,
  'pin-last-try': true,
  'session-ended': true,
  'not-signable': true,
  'signing-running': true,
  'corrected-meanwhile': true,
  'due-changes': true,
  'nothing-corrected': true,
  'dossier-cancelled': true,
  'dossier-closed': true,
  'pack-superseded': true,
  'pack-unusable': true,
  'printer-missing': true,
  'print-failed': true,
  'file-damaged': true,
  'copy-place-missing': true,
  'copy-place-full': true,
  'copy-place-unwritable': true,
  'copy-running': true,
  'copy-unusable': true,
  'wrong-key': true,
  'database-damaged': true,
  'database-newer': true,
  'database-full': true,
  'database-busy': true,
  'database-unwritable': true,
  'client-too-old': true,
  timeout: true,
  disconnected: true,
  internal: true,
};

function isKnown(code: string): code is ErrorCode {
  return Object.hasOwn(KNOWN, code);
}

/** Makes an error of the contract's list; `data` as the office sent it, absent when the client itself gave up. */
export function officeError(code: ErrorCode, data?: Partial<ErrorData>): OfficeError {
  return Object.assign(new Error(data?.message ?? ''), {
    kind: 'office-error' as const,
    code,
    field: data?.field ?? null,
    fields: data?.fields ?? [],
    waitSeconds: data?.waitSeconds ?? null,
    problem: data?.problem ?? null,
    pin: data?.pin ?? null,
  });
}

export function isOfficeError(value: unknown): value is OfficeError {
  return value instanceof Error && 'kind' in value && value.kind === 'office-error';
}

/** Turns whatever a call threw into an error of the list; what nobody foresaw becomes `internal`. */
export function toOfficeError(thrown: unknown): OfficeError {
  if (isOfficeError(thrown)) return thrown;
  if (thrown instanceof ORPCError) {
    const data: unknown = thrown.data;
    if (isKnown(thrown.code)) return officeError(thrown.code, isErrorData(data) ? data : {});
    return officeError(thrown.code === 'BAD_REQUEST' ? 'invalid-input' : 'internal');
  }
  // A stream of answers that is cut says only that it was aborted.
  if (thrown instanceof Error && thrown.name === 'AbortError') return officeError('disconnected');
  return officeError('internal');
}

function isErrorData(data: unknown): data is Partial<ErrorData> {
  return typeof data === 'object' && data !== null && 'message' in data && typeof data.message === 'string';
}
