import { type OfficeClient, type OfficeError, toOfficeError } from '#renderer/office/index.ts';
import type { ReceiveDossier } from '#shared/dossier/index.ts';
import { type FieldPath, type FieldProblems, findFieldPath } from './model/form-fields.ts';

export type ReceiveAnswer = Awaited<ReturnType<OfficeClient['dossiers']['receive']>>;

export type SendOptions = {
  send: (reception: ReceiveDossier) => Promise<ReceiveAnswer>;
  /** Waits before the next try, until the connection is open again; rejects when the clerk stops waiting. */
  waitForNext: (attempt: number) => Promise<void>;
  /** Another try begins: no answer came to the one before. */
  onAttempt: (attempt: number) => void;
};

/** Nobody knows whether the office wrote it: asking again with the same request id writes nothing twice. */
function isUnanswered(failure: OfficeError): boolean {
  return failure.code === 'timeout' || failure.code === 'disconnected';
}

/**
 * Sends a reception until there is an answer, always with the same request id. Rejects with the office's refusal, or
 * with what `waitForNext` rejected with.
 */
export async function sendUntilAnswered(
  reception: ReceiveDossier,
  options: SendOptions,
): Promise<ReceiveAnswer> {
  for (let attempt = 1; ; attempt += 1) {
    options.onAttempt(attempt);
    try {
      return await options.send(reception);
    } catch (thrown) {
      const failure = toOfficeError(thrown);
      if (!isUnanswered(failure)) throw failure;
      await options.waitForNext(attempt);
    }
  }
}

/** The field a refusal is about where the office named none. */
const FIELD_OF_CODE: Partial<Record<OfficeError['code'], FieldPath>> = {
  'unknown-procedure': 'procedureCode',
  'due-needed': 'due.at',
  'due-in-past': 'due.at',
  'fee-needed': 'fee.enteredAmount',
  'exemption-needs-ground': 'fee.exemptionGround',
};

/** A refusal as problems of fields; empty when it is about none. `sentence`: the error in words. */
export function refusalProblems(failure: OfficeError, sentence: string): FieldProblems {
  const found = new Map<FieldPath, string>();
  for (const { field, message } of failure.fields) {
    const path = findFieldPath(field);
    if (path !== undefined && !found.has(path)) found.set(path, message === '' ? sentence : message);
  }
  const named = failure.field === null ? undefined : findFieldPath(failure.field);
  const path = named ?? (found.size === 0 ? FIELD_OF_CODE[failure.code] : undefined);
  if (path !== undefined && !found.has(path)) found.set(path, sentence);
  return found;
}
