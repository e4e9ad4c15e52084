import { findFreeze, firstLeasePosition } from '../dossiers/index.ts';
import { allStations } from '../station/index.ts';
import type { ReadableDb } from '../storage/index.ts';

/**
 * Whether every number that another copy of this office may have given lies in a lease of another station, or is known
 * here: then a lease of this station is safe without a person (L6, L9). False where the station before numbered as its
 * own issuer as far as this database knows: its last codes only a printed paper tells.
 */
export function wereDoubtfulLeased(db: ReadableDb, station: string): boolean {
  const before = new Map(
    allStations(db)
      .filter(({ body }) => body.previous !== body.station)
      .map(({ body }) => [body.station, body.previous]),
  );
  // What lies in a station's chain before its first lease is here when that lease is. A station that was frozen itself
  // gave no number of its own, unless a person released it; that nobody can once leases are known.
  let known = Number.POSITIVE_INFINITY;
  for (let at = before.get(station) ?? null; at !== null; at = before.get(at) ?? null) {
    const freeze = findFreeze(db, at);
    if (freeze === undefined) return (firstLeasePosition(db, at) ?? Number.POSITIVE_INFINITY) < known;
    known = Math.min(known, freeze.position);
  }
  return false;
}
