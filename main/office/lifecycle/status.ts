import { officeTimestamp } from '#shared/base/index.ts';
import type { Status } from '#shared/contract/index.ts';
import type { Copies } from '../copies/index.ts';
import { countReceivedOn, findFreeze } from '../dossiers/index.ts';
import type { Exchange } from '../exchange/index.ts';
import { findLastEntry, type Journal } from '../journal/index.ts';
import type { Printing } from '../printing/index.ts';
import type { MarkKeeper } from '../station/index.ts';
import type { Database } from '../storage/index.ts';

/** What the status bar says: read now, from what is written; nothing is remembered that could be stale. */
export async function readStatus(parts: {
  db: Database;
  journal: Journal;
  printing: Printing;
  copies: Copies;
  exchange: Exchange;
  marks: MarkKeeper;
  /** The station that writes now. */
  writes: string;
  /** Whose printer is told. */
  station: string;
  today: string;
  verified: Status['verified'];
}): Promise<Status> {
  const { db, journal, printing, marks } = parts;
  const clock = journal.clockState();
  const last = findLastEntry(db);
  const jobs = printing.counts();
  const exchange = parts.exchange.summary();
  return {
    printer: await printing.chosenPrinter(parts.station),
    jobsInDoubt: jobs.inDoubt,
    jobsWaiting: jobs.waiting,
    lastWrittenAt: last === undefined ? null : officeTimestamp(last.atMs),
    held: exchange.counts.held + exchange.counts.sent,
    exchange,
    clockTrouble: clock.trouble,
    numbersFrozen: findFreeze(db, parts.writes) !== undefined,
    markKept: marks.isKept(),
    verified: parts.verified,
    receivedToday: countReceivedOn(db, parts.today),
    copies: parts.copies.status(),
  };
}
