import type { ErrorCode } from '#shared/contract/index.ts';
import type { ReceptionProblem } from './findings.ts';

/** Why a reception, a slip or a correction was refused; nothing was written. */
export class ReceptionRefused extends Error {
  readonly code: ErrorCode;
  readonly problems: readonly ReceptionProblem[];
  constructor(code: ErrorCode, problems: readonly ReceptionProblem[], message: string) {
    super(message);
    this.code = code;
    this.problems = problems;
  }
}

/** Refuses with the first of the problems, naming all of them; does nothing where there is none. */
export function refuseProblems(problems: readonly ReceptionProblem[]): void {
  const [first] = problems;
  if (first !== undefined) throw new ReceptionRefused(first.code, problems, first.message);
}
