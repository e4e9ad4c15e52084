import type { Lease } from '#shared/exchange/index.ts';
import type { Sql } from '../store/index.ts';
import type { AskingOffice } from './grant.ts';
import { insertLeases, type LeaseRow, lockScope, readLeasesOf, readNamed } from './table.ts';

/** What a station says of a lease that it took or that ended. */
export type SaidOfLeases = { taken: readonly Lease[]; ended: readonly { id: string; endedAfter: string }[] };

/**
 * Leases that stations say they took and that are not here: this database was restored, or the office was with another
 * province. They are put back where they are of the office's own share and overlap nothing, so that their numbers hold
 * and are granted to nobody else (L9). Returns which of them were here before. Runs before entries are judged.
 */
export async function restoreLeases(
  tx: Sql,
  office: AskingOffice,
  { taken, ended }: SaidOfLeases,
): Promise<{ known: ReadonlySet<string>; restored: LeaseRow[] }> {
  const here = await readNamed(
    tx,
    taken.map(({ id }) => id),
  );
  const known = new Set(here.filter((lease) => lease.office === office.id).map(({ id }) => id));
  const there = new Set(here.map(({ id }) => id));
  const absent = taken.filter((lease) => !there.has(lease.id) && isOfShare(lease, office));
  const [first] = absent;
  if (first === undefined) return { known, restored: [] };
  const scope = await lockScope(tx, office.agencyCode, office.codeFormat);
  const firstDay = absent.reduce(
    (day, lease) => (lease.firstDay < day ? lease.firstDay : day),
    first.firstDay,
  );
  const held = await readLeasesOf(tx, scope, firstDay);
  const gone = new Set(await endedStations(tx, office.id));
  const restored: LeaseRow[] = [];
  for (const lease of absent) {
    // Stations that ended get none (L9), so that this one never was.
    if (gone.has(lease.station) || [...held, ...restored].some((other) => overlaps(lease, other))) continue;
    const end = ended.find(({ id }) => id === lease.id)?.endedAfter ?? null;
    restored.push({ ...lease, office: office.id, scope, endedAfter: end });
  }
  await insertLeases(tx, restored);
  return { known, restored };
}

function isOfShare(lease: Lease, office: AskingOffice): boolean {
  return (
    lease.agencyCode === office.agencyCode &&
    lease.codeFormat === office.codeFormat &&
    lease.firstSerial >= office.firstSerial &&
    lease.lastSerial <= office.lastSerial
  );
}

function overlaps(one: Lease, other: Lease): boolean {
  return (
    one.id === other.id ||
    (one.firstDay <= other.lastDay &&
      other.firstDay <= one.lastDay &&
      one.firstSerial <= other.lastSerial &&
      other.firstSerial <= one.lastSerial)
  );
}

async function endedStations(tx: Sql, office: string): Promise<string[]> {
  const rows = await tx.query<{ station: string }>('select station from ended_stations where office = $1', [
    office,
  ]);
  return rows.map(({ station }) => station);
}
