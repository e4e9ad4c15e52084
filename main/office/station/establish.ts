import { type Ids, officeDate, officeTimestamp } from '#shared/base/index.ts';
import {
  type BodyOf,
  type KnownHead,
  type SerialUsed,
  serialsFrozen,
  settingChanged,
  stationBegun,
} from '#shared/journal/index.ts';
import { findLastEntry, holdsHead, type Journal } from '../journal/index.ts';
import type { Logger } from '../log/index.ts';
import type { MarkStore } from '../ports.ts';
import { type ReadableDb, type Sql, sql, type WritableDb } from '../storage/index.ts';
import { judgeStart } from './judge.ts';
import { findMark, type Mark, mergeNumbers, mergeTickets } from './mark.ts';
import { identityOfFile, isNewStationRequested, readBeside } from './mark-beside.ts';
import { findLatestStation, isDoubtful } from './stations-table.ts';

/** Under which station the office goes on, and what is to be written when a station begins. */
export type Established = {
  station: string;
  /** Everything the marks found knew. */
  before: Mark | undefined;
  /** Null: nothing new. */
  begun: { body: BodyOf<typeof stationBegun>; known: SerialUsed[]; fromDay: string | null } | null;
};

/** Looks at database, marks and machine, and decides. Writes nothing. */
export function establishStation(options: {
  db: ReadableDb;
  databaseFile: string;
  /** The file took the place of the one before in a re-key: the same database, in another file. */
  fileReplaced: boolean;
  dataDirectory: string;
  /** The first station of the database, from its keyring. */
  origin: string;
  store: MarkStore | null;
  ids: Ids;
  log: Logger;
}): Established {
  const { db, dataDirectory, origin, store, log } = options;
  const latest = findLatestStation(db);
  const station = latest?.body.station ?? origin;
  if (store === null) return { station, before: undefined, begun: null };
  const outside = findMark(readOutside(store, origin, log), origin);
  const beside = findMark(readBeside(dataDirectory), origin);
  const last = findLastEntry(db);
  const known = outside ?? beside;
  const verdict = judgeStart({
    hasEntries: last !== undefined,
    station,
    stationMachine: latest?.body.machine,
    outside,
    beside,
    machine: store.machine,
    file: options.fileReplaced && known !== undefined ? known.file : identityOfFile(options.databaseFile),
    restored: isNewStationRequested(dataDirectory),
    holds: (head: KnownHead) => holdsHead(db, head),
  });
  const before = newest(outside, beside);
  if (verdict.kind === 'goes-on') return { station, before, begun: null };
  const { reason, missing } = verdict;
  const next = isDoubtful(reason) ? options.ids.id() : station;
  if (isDoubtful(reason)) log.warn('a new station begins', { reason, missing: missing.length });
  return {
    station: next,
    before,
    begun: {
      body: {
        station: next,
        previous: station,
        reason,
        machine: store.machine,
        lastInside:
          last === undefined ? null : { at: officeTimestamp(last.atMs), code: findLastOwnCode(db) ?? null },
        lastOutside:
          before === undefined ? null : { at: before.at, code: before.lastCode, exact: before.exact },
        missing: missing.slice(0, 200),
      },
      known: before?.numbers ?? [],
      fromDay: last === undefined ? null : officeDate(last.atMs),
    },
  };
}

/**
 * Records that a station begins: the first entry of its local chain and, where numbers are in doubt, the first of its
 * exchange chain. What was chosen for the station before (its printer) goes on for this one.
 */
export function recordStationInTx(
  tx: WritableDb,
  journal: Journal,
  established: NonNullable<Established['begun']>,
  office: string,
): void {
  const { body, known, fromDay } = established;
  const actor = body.station;
  journal.appendInTx(tx, { kind: stationBegun, actor, subject: office, body });
  if (!isDoubtful(body.reason)) return;
  journal.appendInTx(tx, {
    kind: serialsFrozen,
    actor,
    subject: office,
    body: { reason: body.reason, fromDay, known },
  });
  const printer = `printing.${body.previous}`;
  const chosen = tx.find(sql`select value from settings where key = ${printer}`) as
    | { value: string }
    | undefined;
  if (chosen === undefined) return;
  journal.appendInTx(tx, {
    kind: settingChanged,
    actor,
    subject: office,
    body: { key: `printing.${body.station}`, value: JSON.parse(chosen.value) },
  });
}

/** A store that can't be read is no store: the verdict then rests on the mark beside the data. */
function readOutside(store: MarkStore, origin: string, log: Logger): string[] {
  try {
    return store.read(origin);
  } catch (error) {
    log.warn('the mark outside the data could not be read', { error });
    return [];
  }
}

/** The higher of both with the numbers and tickets of both. */
function newest(outside: Mark | undefined, beside: Mark | undefined): Mark | undefined {
  const marks = [beside, outside].filter((mark) => mark !== undefined).sort((a, b) => a.count - b.count);
  const top = marks.at(-1);
  if (top === undefined) return undefined;
  return {
    ...top,
    numbers: mergeNumbers(marks.map((mark) => mark.numbers)),
    tickets: mergeTickets(marks.map((mark) => mark.tickets ?? [])),
  };
}

/**
 * The own code of the dossier received last. A slip's number is of another book; what has only a provisional code tells
 * nothing of the office's numbers. Walks back from the newest dossier and ends at the first.
 */
export const lastOwnCodeQuery: Sql = sql`
  select c.code from dossiers d cross join dossier_codes c on c.dossier_n = d.n and c.kind = 'own'
  where d.n > 0 and d.slip is null order by d.n desc limit 1`;

function findLastOwnCode(db: ReadableDb): string | undefined {
  const row = db.find(lastOwnCodeQuery);
  return row === undefined ? undefined : (row as { code: string }).code;
}
