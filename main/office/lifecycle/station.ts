import { parseDossierCode } from '#shared/dossier/index.ts';
import { moveTicketJobsInTx } from '../devices/index.ts';
import { findLastEntry, type Journal, knownHeads } from '../journal/index.ts';
import { forgetIdentityInTx, forgetTokensInTx } from '../lan/index.ts';
import type { Logger } from '../log/index.ts';
import type { OfficePorts } from '../ports.ts';
import { moveJobsInTx } from '../printing/index.ts';
import {
  createMarkKeeper,
  establishStation,
  forgetRequest,
  identityOfFile,
  type MarkKeeper,
  recordStationInTx,
} from '../station/index.ts';
import { type Database, StorageError } from '../storage/index.ts';

/** The station an open office works under, its journal, and the mark that follows it outside the database. */
export type OpenStation = { station: string; journal: Journal; marks: MarkKeeper };

/**
 * Takes a database for this process alone on this machine, wherever its directory lies: two copies of one office that
 * write at the same time could not tell each other's numbers. Rejects with `database-busy`. Returns how to let go.
 */
export async function claimDatabase(
  { marks }: OfficePorts,
  origin: string,
  log: Logger,
): Promise<() => Promise<void>> {
  const nothing = () => Promise.resolve();
  if (marks === null) return nothing;
  const release = await marks.claim(origin).catch((error: unknown) => {
    // A place that can't be written must not close the desk.
    log.warn('the database could not be claimed', { error });
    return nothing;
  });
  if (release === null) throw new StorageError('database-busy');
  return release;
}

/** Decides under which station the database goes on, makes its journal, and records a station that begins. */
export async function openStation(parts: {
  ports: OfficePorts;
  db: Database;
  /** The first station of the database, and its office. */
  keyring: { station: string; office: string };
  log: Logger;
  /** Whether a re-key has just put this file in the place of the one before. */
  fileReplaced: boolean;
  journalOf: (station: string, onCommitted: () => void) => Journal;
}): Promise<OpenStation> {
  const { ports, db, keyring, log } = parts;
  const { dataDirectory } = ports;
  const file = () => identityOfFile(db.file);
  const { station, before, begun } = establishStation({
    db,
    databaseFile: db.file,
    fileReplaced: parts.fileReplaced,
    dataDirectory,
    origin: keyring.station,
    store: ports.marks,
    ids: ports.ids,
    log,
  });
  const marks = createMarkKeeper({
    store: ports.marks,
    dataDirectory,
    origin: keyring.station,
    file,
    heads: () => knownHeads(db),
    before,
    clock: ports.clock,
    log,
  });
  const journal = parts.journalOf(station, () => marks.touch());
  if (begun !== null) {
    db.transaction((tx) => {
      recordStationInTx(tx, journal, begun, keyring.office);
      forgetTokensInTx(tx);
      forgetIdentityInTx(tx);
      const { previous, station: next } = begun.body;
      if (previous !== null) {
        moveJobsInTx(tx, previous, next);
        moveTicketJobsInTx(tx, previous, next);
      }
    });
    forgetRequest(dataDirectory);
  }
  // From here on the mark says that it may lag; a new office has nothing to say yet.
  if (findLastEntry(db) !== undefined) await marks.flush();
  return { station, journal, marks };
}

const LOOK_EVERY_MS = 5_000;

/**
 * Tells when the clock begins or ceases to be in doubt, or the mark to be kept, without anything being written: a clerk
 * must see it before the next paper, and see it gone when it is mended. Returns how to stop.
 */
export function watchTrouble(
  { journal, marks }: Pick<OpenStation, 'journal' | 'marks'>,
  onChanged: () => void,
): () => void {
  const look = () => `${journal.clockState().trouble} ${marks.isKept()}`;
  let seen = look();
  const timer = setInterval(() => {
    const now = look();
    if (now === seen) return;
    seen = now;
    onChanged();
  }, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** Remembers outside the database a code of the office's own that was given. Call it after the commit. */
export function noteGivenCode(marks: MarkKeeper, code: string): void {
  const parsed = parseDossierCode(code);
  if (!parsed.ok) return;
  const { agencyCode, date: day, serial: number } = parsed.value;
  marks.noteCode(parsed.value.code, { agencyCode, day, number });
}
