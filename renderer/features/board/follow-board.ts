import type { Connection } from '#renderer/office/index.ts';
import { toOfficeError } from '#renderer/office/index.ts';
import type { Board } from '#shared/contract/index.ts';

/**
 * `opening`: nothing was heard yet; `open`: what is shown is true; `lost`: it may not be any more; `refused`: this window
 * may not see it (the session ended, the device was revoked); `closed`: nobody has opened the office yet (after a power
 * cut), or it is not set up.
 */
export type Line = 'opening' | 'open' | 'lost' | 'refused' | 'closed';

/** How often the line is tried, and how long an answer may take until the numbers are taken away. */
const TRY_EVERY_MS = 5000;
const ANSWER_WITHIN_MS = 4000;
const PAUSE_MS = 300;

/**
 * Follows the board for as long as the window shows it. A stream that is silent looks like one whose cable was pulled
 * out, so the line is tried by a small question every few seconds; what does not answer counts as lost until it does.
 * Returns the function that ends it.
 */
export function followBoard(
  connection: Connection,
  handlers: { onBoard: (board: Board) => void; onLine: (line: Line) => void },
): () => void {
  const ending = new AbortController();
  const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  let following = false;
  let answers = true;

  const tell = (): void => {
    if (!ending.signal.aborted) handlers.onLine(following && answers ? 'open' : 'lost');
  };

  async function follow(): Promise<void> {
    while (!ending.signal.aborted) {
      try {
        await connection.whenOpen(60_000);
        if (ending.signal.aborted) return;
        const boards = await connection.client.queue.board({}, { signal: ending.signal });
        for await (const board of boards) {
          if (ending.signal.aborted) return;
          following = true;
          answers = true;
          handlers.onBoard(board);
          tell();
        }
      } catch (thrown) {
        if (ending.signal.aborted) return;
        const { code } = toOfficeError(thrown);
        const refused = code === 'signed-out' || code === 'not-allowed';
        if (refused || code === 'locked' || code === 'not-set-up') {
          following = false;
          handlers.onLine(refused ? 'refused' : 'closed');
          await pause(TRY_EVERY_MS);
          continue;
        }
        if (code === 'client-too-old') return;
      }
      if (following) {
        following = false;
        tell();
      }
      await pause(PAUSE_MS);
    }
  }

  async function tryLine(): Promise<void> {
    while (!ending.signal.aborted) {
      await pause(TRY_EVERY_MS);
      if (!following || ending.signal.aborted) continue;
      const answered = connection.client.session.state({}).then(
        () => true,
        () => false,
      );
      const now = await Promise.race([answered, pause(ANSWER_WITHIN_MS).then(() => false)]);
      if (now === answers) continue;
      answers = now;
      tell();
    }
  }

  void follow();
  void tryLine();
  return () => ending.abort();
}
