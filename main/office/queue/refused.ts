import { ERROR_CODES, type ErrorCode } from '#shared/contract/index.ts';
import type { SettingsProblem } from '#shared/queue/index.ts';

/** What the queue does not do as things are: a code of the closed list, and a sentence that says what to do instead. */
export class QueueRefused extends Error {
  readonly code: ErrorCode;
  /** One or more fields that it is about; empty where it is about none. */
  readonly problems: readonly SettingsProblem[];
  constructor(
    code: ErrorCode,
    message: string = ERROR_CODES[code],
    problems: readonly SettingsProblem[] = [],
  ) {
    super(message);
    this.code = code;
    this.problems = problems;
  }
}

/** A refusal about one field. */
export function refusedAt(code: ErrorCode, field: string, message: string): QueueRefused {
  return new QueueRefused(code, message, [{ field, message }]);
}
