import type { Clock } from '#shared/base/index.ts';

/** Free tries before the first delay, and the longest delay. */
const FREE_ATTEMPTS = 3;
const LONGEST_WAIT_SECONDS = 300;
/** Names and origins remembered before those that wait no longer are forgotten. */
const MOST_REMEMBERED = 1000;

/**
 * Delays after failed sign-ins, per name and per origin: the fourth failure in a row waits 2 s, then 4, 8 … 300 s.
 * Kept in memory only: a restart forgives, but it costs more time than it saves an attacker.
 */
export type Attempts = {
  /** Seconds to wait before another try is looked at; 0 when now. */
  waitSeconds(name: string, origin: string): number;
  failed(name: string, origin: string): void;
  succeeded(name: string, origin: string): void;
};

export function createAttempts(clock: Clock): Attempts {
  const failures = new Map<string, { count: number; until: number }>();
  const keysOf = (name: string, origin: string) => [`name ${name}`, `origin ${origin}`];
  function forgetExpired(): void {
    for (const [key, { until }] of failures) if (until <= clock.now()) failures.delete(key);
  }
  return {
    waitSeconds(name, origin) {
      const until = Math.max(...keysOf(name, origin).map((key) => failures.get(key)?.until ?? 0));
      // A clock that was set back must not turn minutes into days.
      return Math.min(LONGEST_WAIT_SECONDS, Math.max(0, Math.ceil((until - clock.now()) / 1000)));
    },
    failed(name, origin) {
      if (failures.size > MOST_REMEMBERED) forgetExpired();
      for (const key of keysOf(name, origin)) {
        const count = (failures.get(key)?.count ?? 0) + 1;
        const wait =
          count <= FREE_ATTEMPTS ? 0 : Math.min(LONGEST_WAIT_SECONDS, 2 ** (count - FREE_ATTEMPTS));
        failures.set(key, { count, until: clock.now() + wait * 1000 });
      }
    },
    succeeded(name, origin) {
      for (const key of keysOf(name, origin)) failures.delete(key);
    },
  };
}
