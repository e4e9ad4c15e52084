import { ERROR_CODES, type ErrorCode } from '#shared/contract/index.ts';

type Field = { readonly field: string; readonly message: string };

/** Why nothing was recorded: a code of the closed list, and a sentence that says what to do. */
export class FeeReceiptRefused extends Error {
  readonly code: ErrorCode;
  /** The fields that it is about; empty where it is about none. */
  readonly problems: readonly Field[];
  constructor(code: ErrorCode, message: string = ERROR_CODES[code], problems: readonly Field[] = []) {
    super(message);
    this.name = 'FeeReceiptRefused';
    this.code = code;
    this.problems = problems;
  }
}

/** Refuses input with the first of its problems, naming all; does nothing where there is none. */
export function refuseProblems(problems: readonly Field[]): void {
  const [first] = problems;
  if (first !== undefined) throw new FeeReceiptRefused('invalid-input', first.message, problems);
}
