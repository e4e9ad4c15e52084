import { ERROR_CODES, type ErrorCode } from '#shared/contract/index.ts';

/** Why nothing was erased, with the sentence for the administrator and the field it is about. */
export class ErasureRefused extends Error {
  readonly code: ErrorCode;
  readonly field: string | null;
  constructor(code: ErrorCode, field: string | null = null, message: string = ERROR_CODES[code]) {
    super(message);
    this.name = 'ErasureRefused';
    this.code = code;
    this.field = field;
  }
}
