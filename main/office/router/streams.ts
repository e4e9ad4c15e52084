import type { CallContext } from './context.ts';
import { toContractError } from './errors.ts';

/** What fails after the first answer is mapped here: no layer below sees it. A listener who left is no failure. */
export async function* mapped<Event>(
  steps: AsyncGenerator<Event>,
  context: CallContext,
  signal: AbortSignal | undefined,
): AsyncGenerator<Event> {
  try {
    yield* steps;
  } catch (error) {
    if (signal?.aborted === true) return;
    throw toContractError(error, context.log);
  }
}
