import { ERROR_CODES, type ErrorCode } from '#shared/contract/index.ts';

/** A refusal that a screen shows: a code of the closed list and the sentence for the person. */
export class OfficeError extends Error {
  readonly code: ErrorCode;
  readonly field: string | null;
  readonly waitSeconds: number | null;
  constructor(code: ErrorCode, details: { message?: string; field?: string; waitSeconds?: number } = {}) {
    super(details.message ?? ERROR_CODES[code]);
    this.code = code;
    this.field = details.field ?? null;
    this.waitSeconds = details.waitSeconds ?? null;
  }
}
