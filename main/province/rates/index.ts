import type { Clock } from '#shared/base/index.ts';
import type { Sql } from '../store/index.ts';

/** How often something may be done: `burst` times at once, then once in every `everyMs` milliseconds. */
export type RateFigures = { burst: number; everyMs: number };

/** Counts what addresses do, in the database: an address that asks several instances gets no more by it. */
export type Rates = {
  /** Takes one try. `waitSeconds`: 0 where it may be done, else after how long the next one is welcome. */
  take(what: string, who: string, figures: RateFigures): Promise<{ waitSeconds: number }>;
  /** Forgets the tries of somebody who got in. */
  forget(what: string, who: string): Promise<void>;
  /** Removes what says nothing any more. */
  tidy(): Promise<void>;
};

/**
 * The rate limits of a province. One row for each (what, who): the time at which all tries are given back (`free_at`,
 * generic cell rate algorithm), so that one statement decides and counts, whichever instance it comes from.
 */
export function createRates({ sql, clock }: { sql: Sql; clock: Clock }): Rates {
  return {
    async take(what, who, { burst, everyMs }) {
      const now = clock.now();
      const taken = await sql.query<{ free_at: number | string }>(
        `INSERT INTO rates (what, who, free_at) VALUES ($1, $2, $3::bigint + $4)
         ON CONFLICT (what, who) DO UPDATE SET free_at = GREATEST(rates.free_at, $3) + $4
           WHERE GREATEST(rates.free_at, $3) + $4 <= $3::bigint + $5::bigint
         RETURNING free_at`,
        [what, who, now, everyMs, everyMs * burst],
      );
      if (taken.length > 0) return { waitSeconds: 0 };
      const [row] = await sql.query<{ free_at: number | string }>(
        'SELECT free_at FROM rates WHERE what = $1 AND who = $2',
        [what, who],
      );
      const wait = row === undefined ? 0 : Number(row.free_at) + everyMs - now - everyMs * burst;
      return { waitSeconds: Math.max(1, Math.ceil(wait / 1000)) };
    },
    async forget(what, who) {
      await sql.query('DELETE FROM rates WHERE what = $1 AND who = $2', [what, who]);
    },
    async tidy() {
      await sql.query('DELETE FROM rates WHERE free_at <= $1', [clock.now()]);
    },
  };
}

/** One household or office has a whole /64 of IPv6 to itself: its addresses count as one. */
export function addressGroup(address: string): string {
  if (!address.includes(':')) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? [];
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - first.length - last.length }, () => '0');
  return `${[...first, ...zeros, ...last].slice(0, 4).join(':')}::/64`;
}
