import { randomBytes } from 'node:crypto';
import { type Clock, type Ids, uuidV7 } from '#shared/base/index.ts';

/** The wall clock of this PC. */
export const systemClock: Clock = { now: () => Date.now() };

const COUNTER_SIZE = 0x1000;

/**
 * Makes UUIDv7 ids (RFC 9562 §5.7, method 1 of §6.2): milliseconds, a 12-bit counter, 62 random bits. Ids of one
 * process always rise, also within a millisecond and while the clock stands still or was set back.
 */
export function createIds(clock: Clock): Ids {
  let lastMs = 0;
  let counter = 0;

  function id(): string {
    const now = clock.now();
    const random = randomBytes(10);
    if (now > lastMs) {
      lastMs = now;
      // Half of the counter's range stays free for ids of the same millisecond.
      counter = random.readUInt16BE(0) % (COUNTER_SIZE / 2);
    } else {
      counter += 1;
      if (counter >= COUNTER_SIZE) {
        lastMs += 1;
        counter = 0;
      }
    }
    return uuidV7(lastMs, random, counter);
  }

  return { id, bytes: (length) => new Uint8Array(randomBytes(length)) };
}
