import { ERROR_CODES, type ErrorCode, type TokenProblem } from '#shared/contract/index.ts';

type SigningErrorCode = Extract<
  ErrorCode,
  | 'not-found'
  | 'erased'
  | 'file-damaged'
  | 'not-signable'
  | 'signing-running'
  | 'session-ended'
  | 'token-missing'
  | 'confirmation-differs'
  | 'invalid-input'
>;

/** A refusal of the signing room, with the sentence for the person as message. */
export class SigningRefused extends Error {
  override readonly name = 'SigningRefused';
  readonly code: SigningErrorCode;
  readonly field: string | null;
  /** Where a token refused. */
  readonly problem: TokenProblem | undefined;

  constructor(
    code: SigningErrorCode,
    message: string = ERROR_CODES[code],
    details: { field?: string; problem?: TokenProblem } = {},
  ) {
    super(message);
    this.code = code;
    this.field = details.field ?? null;
    this.problem = details.problem;
  }
}
