import type { ExchangeCounts, ExchangeState } from '#shared/contract/index.ts';
import { knownHeads } from '../journal/index.ts';
import type { ReadableDb } from '../storage/index.ts';
import { countAccepted } from './accepted-table.ts';
import { countSaid, countSaidOfAccepted, type Said } from './said-table.ts';
import { keptTo, readStation, type StationStanding } from './stations-table.ts';

/** The heads of the exchange chains that this office holds. */
export function exchangeHeads(db: ReadableDb): { station: string; seq: number; hash: string }[] {
  return knownHeads(db)
    .filter((head) => head.chain === 'exchange')
    .map(({ station, seq, hash }) => ({ station, seq, hash }));
}

/** How many entries of all stations stand how: counted by the database, of what was not simply accepted only. */
export function countStates(db: ReadableDb, sentTo: (station: string) => number): ExchangeCounts {
  const counts: ExchangeCounts = { held: 0, sent: 0, accepted: 0, rejected: 0, conflict: 0 };
  for (const { station, seq } of exchangeHeads(db)) {
    const standing = readStation(db, station);
    const agreed = Math.min(standing.agreedTo, seq);
    const rejected = countSaid(db, station, 'rejected', seq);
    const conflict = countSaid(db, station, 'conflict', seq);
    // The last: of a fork, after a person decided; they are in no chain that the province follows.
    const accepted =
      countAccepted(db, station, agreed) -
      countSaidOfAccepted(db, station, agreed) +
      countSaid(db, station, 'accepted', seq);
    const open = seq - accepted - rejected - conflict;
    const sent = Math.max(
      0,
      Math.min(seq, outTo(standing, sentTo(station))) - accepted - rejected - conflict,
    );
    counts.accepted += accepted;
    counts.rejected += rejected;
    counts.conflict += conflict;
    counts.sent += Math.min(open, sent);
    counts.held += open - Math.min(open, sent);
  }
  return counts;
}

/** The last entry that is on its way, or at the province without a word of it yet. */
function outTo(standing: StationStanding, sentTo: number): number {
  return Math.max(keptTo(standing), standing.stickTo, sentTo);
}

/** How one entry stands, from what is known of its station; `isAccepted`: whether it lies in an accepted range. */
export function stateOf(
  seq: number,
  standing: StationStanding,
  isAccepted: (seq: number) => boolean,
  said: Said | undefined,
  sentTo: number,
): ExchangeState {
  if (said?.ours === true) return said.state;
  if (seq <= standing.agreedTo && isAccepted(seq)) return 'accepted';
  return seq <= outTo(standing, sentTo) ? 'sent' : 'held';
}
