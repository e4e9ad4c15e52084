import { ORPCError, ValidationError } from '@orpc/server';
import { ERROR_CODES, type ErrorCode, type ErrorData, isErrorCode } from '#shared/contract/index.ts';
import { CopyError } from '../copies/index.ts';
import { DevicesError } from '../devices/index.ts';
import { ReceptionRefused } from '../dossiers/index.ts';
import { ErasureRefused } from '../erasure/index.ts';
import { ExchangeRefused } from '../exchange/index.ts';
import { FeeReceiptRefused } from '../fee-receipts/index.ts';
import { OfficeError } from '../lifecycle/index.ts';
import type { Logger } from '../log/index.ts';
import { PackRefused } from '../packs/index.ts';
import { PrintingError } from '../printing/index.ts';
import { QueueRefused } from '../queue/index.ts';
import { SigningRefused } from '../signing/index.ts';
import { StorageError } from '../storage/index.ts';
import { TokenError, type TokenProblem, tokenProblemText } from '../tokens/index.ts';
import { KeyringRetired } from '../users/index.ts';

type Fields = ErrorData['fields'];

/** An error of the closed list as it travels; what `extra` does not say is empty. */
export function contractError(
  code: ErrorCode,
  message: string,
  extra: Partial<ErrorData> = {},
): ORPCError<ErrorCode, ErrorData> {
  return new ORPCError(code, {
    message,
    defined: true,
    data: { message, field: null, fields: [], waitSeconds: null, ...extra },
  });
}

/** Whether an error is already one of the closed list. */
export function isContractError(error: unknown): error is ORPCError<ErrorCode, ErrorData> {
  return error instanceof ORPCError && error.defined && isErrorCode(error.code);
}

/**
 * Turns whatever a procedure threw into one error of the closed list. What nobody foresaw becomes `internal`; its
 * details go to the log (redacted), never to the screen. `closed`: the office was closed under it, and why; then
 * what nobody foresaw comes of that.
 */
export function toContractError(
  error: unknown,
  log: Logger,
  closed: ErrorCode | null = null,
): ORPCError<ErrorCode, ErrorData> {
  if (error instanceof ReceptionRefused) {
    const fields = error.problems.map(({ field, message }) => ({ field, message }));
    return contractError(error.code, error.message, { field: fields[0]?.field ?? null, fields });
  }
  if (error instanceof OfficeError) {
    return contractError(error.code, error.message, { field: error.field, waitSeconds: error.waitSeconds });
  }
  if (error instanceof QueueRefused || error instanceof FeeReceiptRefused) {
    const fields = [...error.problems];
    return contractError(error.code, error.message, { field: fields[0]?.field ?? null, fields });
  }
  if (error instanceof ErasureRefused)
    return contractError(error.code, error.message, { field: error.field });
  if (error instanceof CopyError) {
    return contractError(error.code, error.message, { waitSeconds: error.waitSeconds });
  }
  if (error instanceof ExchangeRefused) return contractError(error.code, error.message);
  if (error instanceof PackRefused) return contractError(error.code, error.message);
  if (error instanceof DevicesError) return contractError(error.code, error.message);
  if (error instanceof SigningRefused) {
    const { field, problem } = error;
    return contractError(error.code, error.message, {
      field,
      ...(problem === undefined ? {} : { problem }),
    });
  }
  if (error instanceof TokenError) {
    const { problem, pin } = error;
    return contractError(TOKEN_CODES[problem] ?? 'token-failed', tokenProblemText(problem, pin), {
      problem,
      pin,
    });
  }
  if (error instanceof PrintingError) return contractError(error.code, error.message);
  if (error instanceof StorageError && isErrorCode(error.code))
    return contractError(error.code, error.message);
  if (error instanceof ORPCError) {
    if (isContractError(error)) return error;
    if (error.code === 'BAD_REQUEST') {
      const fields = error.cause instanceof ValidationError ? fieldsOf(error.cause) : [];
      return contractError('invalid-input', ERROR_CODES['invalid-input'], {
        field: fields[0]?.field ?? null,
        fields,
      });
    }
  }
  if (error instanceof KeyringRetired) return contractError('locked', ERROR_CODES.locked);
  const trouble = troubleOfFiles(error) ?? closed ?? undefined;
  log.error('a procedure failed', { error });
  return trouble === undefined
    ? contractError('internal', ERROR_CODES.internal)
    : contractError(trouble, ERROR_CODES[trouble]);
}

/** Problems of a token that are errors of their own; all others are `token-failed` with the problem beside it. */
const TOKEN_CODES: Partial<Record<TokenProblem, ErrorCode>> = {
  'token-missing': 'token-missing',
  'pin-wrong': 'pin-wrong',
  'pin-locked': 'pin-locked',
  'pin-last-try': 'pin-last-try',
  'session-ended': 'session-ended',
};

/** Beside the database lie small files (the keyring, archived papers) that the same full or locked disk refuses. */
function troubleOfFiles(error: unknown): ErrorCode | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT') return 'database-full';
  if (error.code === 'EACCES' || error.code === 'EPERM' || error.code === 'EROFS' || error.code === 'EIO') {
    return 'database-unwritable';
  }
  return undefined;
}

function fieldsOf(error: ValidationError): Fields {
  return error.issues.slice(0, 50).map((issue) => ({
    field: (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
    message: 'Giá trị ở ô này chưa đúng. Hãy kiểm tra và nhập lại.',
  }));
}
