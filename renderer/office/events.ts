import type { OfficeEvent } from '#shared/contract/index.ts';
import type { Connection } from './connection.ts';
import { toOfficeError } from './errors.ts';

/**
 * Follows `status.events` for as long as someone is signed in; opens the subscription again after every reconnect.
 * `onOpen` runs each time it (re-)opens: what happened in between was not told, so what is shown must be asked anew.
 * Returns the function that ends it.
 */
export function followEvents(
  connection: Connection,
  handlers: { onOpen: () => void; onEvent: (event: OfficeEvent) => void; onSignedOut: () => void },
): () => void {
  const ending = new AbortController();

  async function follow(): Promise<void> {
    while (!ending.signal.aborted) {
      try {
        await connection.whenOpen(60_000);
        if (ending.signal.aborted) return;
        const events = await connection.client.status.events({}, { signal: ending.signal });
        handlers.onOpen();
        for await (const event of events) {
          if (ending.signal.aborted) return;
          handlers.onEvent(event);
        }
      } catch (thrown) {
        if (ending.signal.aborted) return;
        const code = toOfficeError(thrown).code;
        if (code === 'signed-out' || code === 'locked') {
          handlers.onSignedOut();
          return;
        }
        if (code === 'client-too-old') return;
      }
      // Ended or failed: a short pause, so that an office that ends streams at once is not hammered.
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }

  void follow();
  return () => ending.abort();
}
