import { err, officeDate, officeTimestamp, ok, type Result } from '#shared/base/index.ts';
import {
  EXCHANGE_CODES,
  type ExchangeCode,
  type ProvinceParcel,
  type RefusedRun,
} from '#shared/exchange/index.ts';
import { addDays, grantLeases, readLeases } from '../leases/index.ts';
import { provinceAddresses } from '../settings.ts';
import { SQLSTATE, type Sql, sqlState } from '../store/index.ts';
import { answerParcel, LEASE_DAYS_AFTER } from './answer.ts';
import { pendingFiles } from './files-table.ts';
import type { Bonds } from './judge.ts';
import {
  addHeld,
  type CheckedRun,
  type Line,
  type Lines,
  overlapOf,
  type Placed,
  placeRun,
  timeOf,
} from './lines.ts';
import { bondsOf, readHeld, readLines } from './lines-table.ts';
import { CLOCK_OFF_MS, lockOffice, noteFilesComplete, type OfficeRow } from './offices-table.ts';
import { Overtaken } from './overtaken.ts';
import type { ParcelRefusal, ReceivePorts, SignedParcel } from './ports.ts';
import { takeIn } from './take-in.ts';

/** How often a parcel is tried again that met another one in the database. */
const TRIES = 5;

/**
 * Takes a parcel in and answers it: one transaction, in which everything is kept, judged and said, or nothing (P5 to
 * P15, P20, L9, L10). The same parcel again changes nothing. Refused as a whole: from or for somebody else, or of an
 * office that is not let in. Throws what the database throws.
 */
export async function receiveParcel(
  ports: ReceivePorts,
  parcel: SignedParcel,
): Promise<Result<ProvinceParcel, ParcelRefusal>> {
  const { payload, runs } = parcel;
  // The key says who speaks; a name that is not the key's is nobody's (P4).
  if (payload.from !== parcel.keyOffice) return refuse('unknown-key');
  if (payload.to !== ports.identity.id) return refuse('not-for-us');
  // Without a connection of its own.
  await parcel.turn;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ports.sql.transaction((tx) =>
        receiveInTx(tx, ports, parcel, { runs, careful: attempt > 1 }),
      );
    } catch (error) {
      if (attempt >= TRIES || !isWorthAnotherTry(error)) throw error;
    }
  }
}

function isWorthAnotherTry(error: unknown): boolean {
  const state = sqlState(error);
  return (
    error instanceof Overtaken ||
    state === SQLSTATE.deadlockDetected ||
    state === SQLSTATE.serializationFailure ||
    state === SQLSTATE.exclusionViolation
  );
}

async function receiveInTx(
  tx: Sql,
  ports: ReceivePorts,
  parcel: SignedParcel,
  { runs, careful }: { runs: readonly CheckedRun[]; careful: boolean },
): Promise<Result<ProvinceParcel, ParcelRefusal>> {
  const { payload } = parcel;
  const now = ports.clock.now();
  const today = officeDate(now);
  const leasesFrom = earliestDay(runs, addDays(today, -LEASE_DAYS_AFTER));
  // In this order on one way: what is read is read after the row was locked.
  const [office, rows, leases, packs, keys, { lookup }] = await Promise.all([
    lockOffice(tx, payload.from),
    readLines(tx, payload.from),
    readLeases(tx, payload.from, leasesFrom),
    ports.manifests(tx, today),
    ports.publishedKeys(tx),
    provinceAddresses(tx),
  ]);
  if (office === undefined) return refuse('office-unknown');
  if (office.state !== 'enrolled')
    return refuse(office.state === 'revoked' ? 'office-revoked' : 'enrol-waiting');
  const { placed, known, moved, bonds, refused } = await place(tx, office, rows, runs);
  // A cursor ahead of the list: this database was restored. What is said from here on comes after it.
  const feedN = Math.max(office.feedN, payload.after);
  const contact = {
    program: payload.program.version,
    skewMs: skewOf(parcel, now),
    at: officeTimestamp(now),
  };
  const brought = { placed, lines: moved, bonds, retry: payload.asks.retry, leases, leasesFrom };
  const taken = await takeIn(tx, ports, { ...office, feedN }, { ...brought, contact, careful });
  const asks = payload.asks.leases;
  if (asks.length > 0) await grantLeases(tx, ports, office, asks);
  const wanted = taken.wantsFiles ? await pendingFiles(tx, office.id) : [];
  if (taken.wantsFiles && wanted.length === 0) await noteFilesComplete(tx, office.id);
  const answer = await answerParcel(tx, ports, parcel, {
    lines: known,
    refused,
    wanted,
    packs,
    keys,
    lookup,
    // What the office has not been told is what was said just now, or more.
    feed: payload.after === feedN ? taken.said : null,
    leases: asks.length === 0 ? leases : null,
  });
  return ok(answer);
}

/** The first day of a serial that these runs use, or the given one where that is earlier. */
function earliestDay(runs: readonly CheckedRun[], day: string): string {
  let first = day;
  for (const { entries } of runs) {
    for (const { claims } of entries) {
      const serial = claims.is === 'received' || claims.is === 'code-given' ? claims.serial : null;
      if (serial !== null && serial.day < first) first = serial.day;
    }
  }
  return first;
}

/** Puts the runs on the lines of the office's stations; `moved`: those that end elsewhere now. */
async function place(
  tx: Sql,
  office: OfficeRow,
  rows: Awaited<ReturnType<typeof readLines>>,
  runs: readonly CheckedRun[],
): Promise<{
  placed: Placed[];
  known: Line[];
  moved: Line[];
  bonds: Bonds;
  refused: RefusedRun[];
}> {
  const bonds = bondsOf(rows);
  const known: Lines = { lines: [...rows], held: new Map() };
  const before = new Map<Line, number>(rows.map((line) => [line, line.seq]));
  const placed: Placed[] = [];
  const refused: RefusedRun[] = [];
  for (const run of runs) {
    const overlap = overlapOf(run, known.lines);
    if (overlap !== undefined) addHeld(known, await readHeld(tx, office.id, run.station, overlap));
    const result = placeRun(run, known);
    placed.push(...result.placed);
    if (result.refused !== null) refused.push(result.refused);
  }
  const moved = known.lines.filter((line) => before.get(line) !== line.seq);
  for (const { station, begun } of moved) if (begun !== null) bonds.begun.set(station, begun);
  return { placed, known: known.lines, moved, bonds, refused };
}

/**
 * How far the office's clock stood before ours, in milliseconds; null where this parcel does not tell (P14). By wire that is
 * measured when the first bytes come: the last ones of a large parcel may take minutes. A stick was under way for nobody
 * knows how long; only one that is dated later than now proves something, a clock that is ahead by at least that.
 *
 * Null is then what stands in the office's row, in place of what an earlier parcel told: an office that went over to sticks
 * would for ever be shown with a clock that it has set right since, or as right with one that no longer is. An office with
 * a line is measured again by its next parcel.
 */
function skewOf({ payload, cameAt }: SignedParcel, now: number): number | null {
  const created = timeOf({ at: payload.created });
  if (Number.isNaN(created)) return null;
  if (cameAt !== null) return created - cameAt;
  return created - now > CLOCK_OFF_MS ? created - now : null;
}

function refuse(code: ExchangeCode): { ok: false; error: ParcelRefusal } {
  return err({ code, message: EXCHANGE_CODES[code] });
}
