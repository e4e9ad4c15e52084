import { type ValueStore, valueStore } from '#renderer/office/index.ts';
import type { Board, BoardCall } from '#shared/contract/index.ts';
import { joinWaiting, newCalls } from './heard-calls.ts';

/** What makes a call heard. */
export type Voice = {
  /** Resolves when the call was spoken once; rejects where it could not be. */
  speak(call: BoardCall): Promise<void>;
};

/**
 * Speaks each call of a board once, in order, one after the other. What is called while there is no voice yet is shown
 * by the board and not made up for later: it would be old by then.
 */
export type Announcer = {
  /** The call that is spoken now. */
  speaking: ValueStore<BoardCall | null>;
  /** The board as it is now; calls not heard before are spoken. */
  show(board: Board): void;
  /** From now on calls are spoken by it; null: by nobody. */
  use(voice: Voice | null): void;
};

export function createAnnouncer(onFailure: (failure: unknown) => void): Announcer {
  const speaking = valueStore<BoardCall | null>(null);
  let heard: number | null = null;
  let waiting: BoardCall[] = [];
  let voice: Voice | null = null;
  let times = 1;

  const isReplaced = (call: BoardCall): boolean => joinWaiting([call], waiting)[0] !== call;

  async function speakOn(): Promise<void> {
    if (speaking.get() !== null) return;
    for (;;) {
      const call = waiting.shift();
      if (voice === null || call === undefined) break;
      speaking.set(call);
      try {
        // A newer call to that counter has its turn at once: what is said again must still be true.
        for (let round = 0; round < times && !isReplaced(call); round += 1) await voice?.speak(call);
      } catch (failure) {
        onFailure(failure);
      }
    }
    speaking.set(null);
  }

  return {
    speaking,
    show(board) {
      const { heard: highest, fresh } = newCalls(heard, board);
      heard = highest;
      times = board.spokenTimes;
      waiting = voice === null || times === 0 ? [] : joinWaiting(waiting, fresh);
      void speakOn();
    },
    use(next) {
      voice = next;
      if (next === null) waiting = [];
    },
  };
}
