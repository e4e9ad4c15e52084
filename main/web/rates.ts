/** How often something may be done: `burst` at once, then `perSecond`; by each address, and by all of them together. */
export type RateFigures = {
  burst: number;
  perSecond: number;
  /** How many times as much all addresses together may. */
  together: number;
};

/** Counts what addresses do. An address that goes on asking beyond its figures gets no more by it. */
export type Rate = {
  /** Whether this address may do it once more, now. */
  take(address: string): boolean;
};

type Bucket = { left: number; at: number };

/** `now`: milliseconds of a clock that never goes back. */
export function createRate({ burst, perSecond, together }: RateFigures, now: () => number): Rate {
  const buckets = new Map<string, Bucket>();
  const all: Bucket = { left: burst * together, at: now() };

  function refill(bucket: Bucket, times: number): void {
    const passed = Math.max(0, now() - bucket.at) / 1000;
    bucket.left = Math.min(burst * times, bucket.left + passed * perSecond * times);
    bucket.at = now();
  }

  /** One that is full again says no more than one that is not there. */
  function forgetFull(): void {
    for (const [address, bucket] of buckets) {
      refill(bucket, 1);
      if (bucket.left >= burst) buckets.delete(address);
    }
  }

  return {
    take(address) {
      const bucket = buckets.get(address) ?? { left: burst, at: now() };
      if (!buckets.has(address) && buckets.size >= MOST_ADDRESSES) forgetFull();
      if (!buckets.has(address) && buckets.size >= MOST_ADDRESSES) return false;
      buckets.set(address, bucket);
      refill(bucket, 1);
      refill(all, together);
      if (bucket.left < 1 || all.left < 1) return false;
      bucket.left -= 1;
      all.left -= 1;
      return true;
    },
  };
}

/** More than a LAN of an office has; an attacker with more addresses than that is refused with them. */
const MOST_ADDRESSES = 4096;
