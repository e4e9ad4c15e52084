import { setImmediate as nextTurn } from 'node:timers/promises';
import { containerSha256, writeContainer } from '#main/parcels/index.ts';
import { officeDate, officeTimestamp } from '#shared/base/index.ts';
import {
  carryRun,
  type OfficeParcel,
  type ReadEntry,
  type Run,
  SERVED_VERSIONS,
  versionFor,
} from '#shared/exchange/index.ts';
import type { ReadableDb } from '../storage/index.ts';
import { exchangeHeads } from './counts.ts';
import { daysToAsk } from './days-asked.ts';
import { findEnrolment } from './enrolment-table.ts';
import { countHere } from './here.ts';
import { keysInUse } from './new-keys.ts';
import { noteParcelInTx, type SentParcel } from './parcels-table.ts';
import type { ExchangePorts } from './ports.ts';
import { ExchangeRefused } from './refused.ts';
import { noteRetriesAskedInTx, retriesWanted } from './said-table.ts';
import { readStanding } from './state-table.ts';
import { changeStationInTx, keptTo, readStation } from './stations-table.ts';

/** Entries read at once: what lies between two turns of others is some milliseconds. */
const PAGE = 50;
/** What an entry takes besides its body, bytes. */
const ENVELOPE_BYTES = 300;
/** A parcel ready to leave, and what is in it. */
export type BuiltParcel = {
  bytes: Uint8Array;
  sha256: string;
  /** Rises with each parcel of this office. */
  n: number;
  entries: number;
  /** Bytes before compression of what it carries. */
  rawBytes: number;
  /** The last entry of each station that is in it. */
  upTo: ReadonlyMap<string, number>;
  /** Entries that wait for the next one. */
  left: number;
};

/** What is sent, and what is not. */
export type Waiting = {
  /** The last entry of each station that is on its way already: the parcel goes on from there. */
  readonly after?: ReadonlyMap<string, number>;
  /** Stations of which nothing is sent just now. */
  readonly leaveOut?: ReadonlySet<string>;
};

/**
 * A parcel with everything that is not acknowledged from the oldest on (P5), as far as `rawLimit` bytes before
 * compression reach: at least one entry where one waits. It is noted before it is given: an answer to it is known as
 * one. `files`: the SHA-256 of what will lie beside it on a stick (P18). With `after` it is sent ahead, and asks for no new tries: the one before it did. Throws `not-enrolled`.
 */
export async function buildParcel(
  ports: ExchangePorts,
  {
    way,
    rawLimit,
    files,
    ...waiting
  }: { way: SentParcel['way']; rawLimit: number; files?: readonly string[] } & Waiting,
): Promise<BuiltParcel> {
  const { db, clock, ids } = ports;
  const enrolment = findEnrolment(db);
  const keys = keysInUse(db);
  if (enrolment === undefined || keys === undefined) throw new ExchangeRefused('not-enrolled');
  const heads = exchangeHeads(db);
  await countHere(db, heads);
  const { runs, upTo, entries, rawBytes } = await readRuns(ports, rawLimit, waiting);
  const retries = waiting.after === undefined ? retriesWanted(db) : [];
  const payload: OfficeParcel = {
    type: 'office-parcel',
    v: versionFor(ports.serves ?? SERVED_VERSIONS, readStanding(db).serves),
    id: ids.id(),
    from: ports.office.id,
    to: enrolment.province,
    created: officeTimestamp(clock.now()),
    program: { version: ports.program.slice(0, 60) },
    runs,
    heads: heads.slice(-1000),
    after: readStanding(db).cursor,
    asks: {
      leases: ports.leases.requests(),
      retry: retries.map(({ station, seq }) => ({ station, seq })),
      packs: ports.packs.held().slice(-100),
      days: daysToAsk(db, officeDate(clock.now())),
    },
    ...(files === undefined ? {} : { files: [...files] }),
  };
  const bytes = await writeContainer(payload, keys.sign);
  const sha256 = containerSha256(bytes);
  const carried = runs.map(({ station, first }) => ({ station, first, last: upTo.get(station) ?? 0 }));
  const n = db.transaction((tx) => {
    const at = officeTimestamp(clock.now());
    const noted = noteParcelInTx(tx, { sha256, way, at, entries, kid: keys.sign.public.kid, carried });
    if (waiting.after === undefined) noteRetriesAskedInTx(tx, noted);
    if (way === 'stick') {
      for (const [station, last] of upTo) {
        const { stickTo } = readStation(tx, station);
        changeStationInTx(tx, station, { stickTo: Math.max(stickTo, last) });
      }
    }
    return noted;
  });
  // By what is in it: meanwhile more may have been written, or answered.
  const after = new Map([...(waiting.after ?? []), ...upTo]);
  return { bytes, sha256, n, entries, rawBytes, upTo, left: countWaiting(db, { ...waiting, after }) };
}

/** Entries that the province is not known to have, but for those on their way and those left out. */
export function countWaiting(db: ReadableDb, waiting: Waiting = {}): number {
  return exchangeHeads(db).reduce(
    (sum, { station, seq }) => sum + Math.max(0, seq - (sentTo(db, station, waiting) ?? seq)),
    0,
  );
}

/** The last entry of a station that need not be sent; undefined: nothing of it is. */
function sentTo(db: ReadableDb, station: string, { after, leaveOut }: Waiting): number | undefined {
  if (leaveOut?.has(station) === true) return undefined;
  return Math.max(keptTo(readStation(db, station)), after?.get(station) ?? 0);
}

async function readRuns(
  { db, journal }: ExchangePorts,
  rawLimit: number,
  waiting: Waiting,
): Promise<{ runs: Run[]; upTo: Map<string, number>; entries: number; rawBytes: number }> {
  const runs: Run[] = [];
  const upTo = new Map<string, number>();
  let rawBytes = 0;
  let entries = 0;
  for (const { station, seq } of exchangeHeads(db)) {
    const run: ReadEntry[] = [];
    let after = sentTo(db, station, waiting) ?? seq;
    while (after < seq && (rawBytes < rawLimit || entries === 0)) {
      for (const { entry, salt, body } of journal.entriesAfter('exchange', after, PAGE, station)) {
        const weight = ENVELOPE_BYTES + (body?.length ?? 0);
        if (entries > 0 && rawBytes + weight > rawLimit) {
          rawBytes = Math.max(rawBytes, rawLimit);
          break;
        }
        run.push({ entry, salt: salt ?? null, body: body ?? null });
        rawBytes += weight;
        entries += 1;
        after = entry.seq;
      }
      await nextTurn();
    }
    if (run.length === 0) continue;
    runs.push(carryRun(run));
    upTo.set(station, after);
  }
  return { runs, upTo, entries, rawBytes };
}
