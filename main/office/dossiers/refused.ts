import type { ErrorCode } from '#shared/contract/index.ts';
import type { ReceptionProblem } from './findings.ts';
import { type NoSerial, noSerialMessage, type WayToMore } from './no-serial.ts';

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

/** No number of the day can be given. Who knows which way more of them come, says it: `by`. */
export class NoSerialLeft extends ReceptionRefused {
  readonly reason: NoSerial;
  constructor(reason: NoSerial, way?: WayToMore) {
    super('no-serial-left', [], noSerialMessage(reason, way));
    this.reason = reason;
  }
  by(way: WayToMore): NoSerialLeft {
    return new NoSerialLeft(this.reason, way);
  }
}

/** Refuses with the first of the problems, naming all of them; does nothing where there is none. */
export function refuseProblems(problems: readonly ReceptionProblem[]): void {
  const [first] = problems;
  if (first !== undefined) throw new ReceptionRefused(first.code, problems, first.message);
}
