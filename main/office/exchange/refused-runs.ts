import type { Ids } from '#shared/base/index.ts';
import { waitForRefused } from './backoff.ts';

/**
 * Stations whose entries the province refuses as they are (P8): sent again and again they would only fill the line, and
 * those of other stations with them. They are left out for longer each time, until something changed.
 */
export type RefusedRuns = {
  /** Of which nothing is sent just now. */
  leftOut(): ReadonlySet<string>;
  /** What was sent of these stations was refused, or was not. */
  note(sent: Iterable<string>, refused: readonly string[]): void;
  /** Everything is sent again with the next parcel. */
  forget(): void;
};

/** `now`: milliseconds of a clock that nobody sets. */
export function createRefusedRuns(ids: Pick<Ids, 'bytes'>, now: () => number): RefusedRuns {
  const known = new Map<string, { refusals: number; until: number }>();
  return {
    leftOut() {
      const at = now();
      return new Set([...known].filter(([, { until }]) => until > at).map(([station]) => station));
    },
    note(sent, refused) {
      for (const station of sent) {
        if (!refused.includes(station)) {
          known.delete(station);
          continue;
        }
        const refusals = (known.get(station)?.refusals ?? 0) + 1;
        known.set(station, { refusals, until: now() + waitForRefused(refusals, ids) });
      }
    },
    forget: () => known.clear(),
  };
}
