import type { PdfProblem } from '#shared/signing/index.ts';

/** A file that can't be signed or read; `problem` has a sentence for people, the message is for the log. */
export class PdfFileError extends Error {
  override readonly name = 'PdfFileError';
  readonly problem: PdfProblem;
  constructor(problem: PdfProblem, detail: string) {
    super(`${problem}: ${detail}`);
    this.problem = problem;
  }
}

/** Why a signature or a timestamp was not put into a file. */
export type SigningFault =
  /** What came back from the token does not fit its certificate. */
  | 'signature-wrong'
  /** Neither RSA-2048, RSA-3072 nor P-256. */
  | 'key-unsupported'
  /** Certificates and timestamp need more room than is kept. */
  | 'too-long'
  /** A picture that can't be used: not PNG, of unknown or foolish size. */
  | 'picture-unusable'
  /** The named signature is not in the file. */
  | 'signature-missing';

export class SigningError extends Error {
  override readonly name = 'SigningError';
  readonly fault: SigningFault;
  constructor(fault: SigningFault, detail: string) {
    super(`${fault}: ${detail}`);
    this.fault = fault;
  }
}

/** Why no timestamp came. All but `cancelled` may be tried again later. */
export type TimestampFault =
  | 'unreachable'
  | 'too-slow'
  | 'too-long'
  | 'unreadable'
  | 'refused'
  | 'other-digest'
  | 'other-nonce'
  | 'signature-wrong'
  | 'not-an-authority'
  | 'cancelled';

export class TimestampError extends Error {
  override readonly name = 'TimestampError';
  readonly fault: TimestampFault;
  constructor(fault: TimestampFault, detail: string) {
    super(`${fault}: ${detail}`);
    this.fault = fault;
  }
}
