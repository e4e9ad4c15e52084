import type { CallContext } from './context.ts';
import { toContractError } from './errors.ts';

/**
 * What fails after the first answer is mapped here: no layer below sees it. A listener who left is no failure; a stream
 * whose office was closed under it (another key, a restore) ends with that.
 */
export async function* mapped<Event>(
  steps: AsyncGenerator<Event>,
  context: CallContext,
  signal: AbortSignal | undefined,
): AsyncGenerator<Event> {
  const { core, log } = context;
  const office = core.findOpened();
  try {
    yield* steps;
  } catch (error) {
    if (signal?.aborted === true) return;
    throw toContractError(error, log, office === undefined ? null : core.whyClosed(office));
  }
}
