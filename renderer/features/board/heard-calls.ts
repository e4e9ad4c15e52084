import { epochOfOfficeTimestamp } from '#shared/base/index.ts';
import type { Board, BoardCall } from '#shared/contract/index.ts';

/** A call that is this old when the board first hears of it (it had no line) is shown, but not spoken any more. */
export const TOO_OLD_MS = 60_000;

/**
 * The calls of a board that were not heard before, oldest first, and the highest number heard now. `heard` null: the
 * board was just opened; what was called before it is shown, not spoken. A board whose numbers begin again (another
 * database) is heard as if it was just opened.
 */
export function newCalls(
  heard: number | null,
  board: Pick<Board, 'calls' | 'now'>,
): { heard: number; fresh: BoardCall[] } {
  const highest = Math.max(0, ...board.calls.map(({ call }) => call));
  if (heard === null || highest < heard) return { heard: highest, fresh: [] };
  const now = epochOfOfficeTimestamp(board.now);
  const fresh = board.calls
    .filter(({ call, at }) => call > heard && now - epochOfOfficeTimestamp(at) <= TOO_OLD_MS)
    .sort((a, b) => a.call - b.call);
  return { heard: highest, fresh };
}

/**
 * The calls that still wait to be spoken after newer ones came. A newer call to the same counter, or of the same number,
 * takes the older one's words away: it would send somebody to a counter that calls another already.
 */
export function joinWaiting(waiting: readonly BoardCall[], fresh: readonly BoardCall[]): BoardCall[] {
  return fresh.reduce<BoardCall[]>(
    (line, call) => [
      ...line.filter(({ counter, number }) => counter !== call.counter && number !== call.number),
      call,
    ],
    [...waiting],
  );
}
