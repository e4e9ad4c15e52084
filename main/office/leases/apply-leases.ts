import type { Lease } from '#shared/exchange/index.ts';
import { freezeLifted, leaseEnded, leaseTaken } from '#shared/journal/index.ts';
import {
  findFreeze,
  findLease,
  giveCodesInTx,
  type HeldLease,
  leasesFrom,
  type NumberingPorts,
} from '../dossiers/index.ts';
import type { WritableDb } from '../storage/index.ts';
import { wereDoubtfulLeased } from './doubt.ts';
import { lastDayOf } from './lease-use.ts';

export type LeasePorts = NumberingPorts;

/** What an answer's leases changed. */
export type AppliedLeases = {
  taken: number;
  ended: number;
  /** Codes given to dossiers that had a provisional one only; note them in the mark after the commit (`noteGivenCode`). */
  given: string[];
  /** Numbers were frozen and are not any more. */
  lifted: boolean;
  /** Not taken: numbers of another station's lease, or no numbers at all. Nothing of them is used. */
  refused: { lease: Lease; why: 'overlaps' | 'malformed' }[];
};

/**
 * Takes over what the province says of leases: new ones of the present station, and ends. Those of other stations are
 * left alone; their own chains tell of them. The first lease ends the office's own issuing. Where numbers were frozen
 * and what is in doubt was leased, the freeze ends, and dossiers of meanwhile get their codes. The same list again
 * changes nothing. Call it after the entries that the province gave back were appended.
 */
export function applyLeasesInTx(tx: WritableDb, ports: LeasePorts, leases: readonly Lease[]): AppliedLeases {
  const { journal, profile, station } = ports;
  const applied: AppliedLeases = { taken: 0, ended: 0, given: [], lifted: false, refused: [] };
  const entry = { actor: station, subject: profile.id };
  for (const lease of leases) {
    if (lease.station !== station) continue;
    const { endedAfter, ...body } = lease;
    const held = findLease(tx, lease.id);
    if (held === undefined) {
      const why = faultOf(tx, lease);
      if (why !== null) {
        applied.refused.push({ lease, why });
        continue;
      }
      journal.appendInTx(tx, { ...entry, kind: leaseTaken, body });
      applied.taken += 1;
    }
    if (endedAfter === null || isEnded(held, endedAfter)) continue;
    journal.appendInTx(tx, { ...entry, kind: leaseEnded, body: { id: lease.id, endedAfter } });
    applied.ended += 1;
  }
  applied.lifted = liftFreezeInTx(tx, ports);
  if (findFreeze(tx, station) === undefined) applied.given = giveCodesInTx(tx, ports, station);
  return applied;
}

const isEnded = (held: HeldLease | undefined, endedAfter: string): boolean =>
  held !== undefined && held.endedAfter !== null && held.endedAfter <= endedAfter;

/** The province keeps leases apart (L9); an office that is told otherwise uses neither number twice. */
function faultOf(tx: WritableDb, lease: Lease): 'overlaps' | 'malformed' | null {
  if (lease.firstSerial > lease.lastSerial || lease.firstDay > lease.lastDay) return 'malformed';
  const clash = leasesFrom(tx, lease.agencyCode, lease.firstDay).find(
    (held) =>
      held.station !== lease.station &&
      held.codeFormat === lease.codeFormat &&
      held.firstDay <= lease.lastDay &&
      lastDayOf(held) >= lease.firstDay &&
      held.firstSerial <= lease.lastSerial &&
      lease.firstSerial <= held.lastSerial,
  );
  return clash === undefined ? null : 'overlaps';
}

function liftFreezeInTx(tx: WritableDb, { journal, profile, station }: LeasePorts): boolean {
  if (findFreeze(tx, station) === undefined || !wereDoubtfulLeased(tx, station)) return false;
  const lease = leasesFrom(tx, profile.agencyCode, '').find(
    (held) => held.station === station && held.codeFormat === profile.codeFormat,
  );
  if (lease === undefined) return false;
  journal.appendInTx(tx, {
    kind: freezeLifted,
    actor: station,
    subject: profile.id,
    body: { station, lease: lease.id },
  });
  return true;
}
