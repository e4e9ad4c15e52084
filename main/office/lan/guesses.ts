import type { Clock } from '#shared/base/index.ts';

/** What one address may type wrong before it has to wait: more slips than a person makes with eight characters. */
const FREE_PER_ADDRESS = 5;
/** The first wait of an address; each wrong one after it waits twice as long. */
const FIRST_WAIT_MS = 30_000;
/**
 * How many wrong ones kill a code, from wherever they come. A code is one of 25^8 = 1.5 × 10^11, so all of these guesses
 * together hit it with a chance of 250 / 1.5 × 10^11 = 1.6 × 10^-9. An administrator who made a new code every five
 * minutes of every working day for ten years (about 240 000) would leave somebody who guesses at all of them a chance of
 * one in 2 500; and whoever hit one still shows digits that nobody types. An address is compared eight times at most
 * within the five minutes of a code (five times at once, then after 30, 90 and 210 s), so that it takes more than thirty
 * addresses to kill a code for those who were given it: a single PC must not be enough for that.
 */
const MOST_OF_ALL = 250;

/** The wrong codes that were typed while one code is good. */
export type Guesses = {
  failed(address: string): void;
  /** Seconds until another code of this address is looked at; 0: now. */
  waitSeconds(address: string): number;
  /** Too many: nobody gets in by this code any more. */
  isDead(): boolean;
  count(): number;
  /** Null: there was none. */
  lastFrom(): string | null;
};

export function createGuesses(clock: Clock): Guesses {
  const addresses = new Map<string, { wrong: number; since: number; until: number }>();
  let count = 0;
  let lastFrom: string | null = null;
  return {
    failed(address) {
      count += 1;
      lastFrom = address;
      const wrong = (addresses.get(address)?.wrong ?? 0) + 1;
      const wait = wrong < FREE_PER_ADDRESS ? 0 : FIRST_WAIT_MS * 2 ** (wrong - FREE_PER_ADDRESS);
      const since = clock.now();
      addresses.set(address, { wrong, since, until: since + wait });
    },
    waitSeconds(address) {
      const known = addresses.get(address);
      if (known === undefined) return 0;
      // A clock that was set back must not make anybody wait for hours.
      const left = Math.min(known.until - clock.now(), known.until - known.since);
      return Math.max(0, Math.ceil(left / 1000));
    },
    isDead: () => count >= MOST_OF_ALL,
    count: () => count,
    lastFrom: () => lastFrom,
  };
}
