/** A finger that bounces, or a key held down, is one press. Milliseconds. */
export const ONE_PRESS_MS = 1200;

export type PressGuard = {
  /** Whether this press counts; `wait`: something else is being written, `same`: the very same was just done. */
  press(name: string): 'go' | 'wait' | 'same';
  /** What was pressed is settled, done or refused. */
  settled(name: string, done: boolean): void;
};

/** Lets one thing run at a time, and the same thing not twice in a breath: it would call two people. */
export function pressGuard(now: () => number): PressGuard {
  let running: string | null = null;
  let last: { name: string; at: number } | null = null;
  return {
    press(name) {
      if (running !== null) return running === name ? 'same' : 'wait';
      if (last !== null && last.name === name && now() - last.at < ONE_PRESS_MS) return 'same';
      running = name;
      return 'go';
    },
    settled(name, done) {
      if (running === name) running = null;
      last = done ? { name, at: now() } : null;
    },
  };
}
