import { err, officeTimestamp, ok, type Result } from '#shared/base/index.ts';
import {
  EXCHANGE_CODES,
  type ExchangeCode,
  type ProvinceParcel,
  type RefusedRun,
} from '#shared/exchange/index.ts';
import { grantLeases } from '../leases/index.ts';
import { SQLSTATE, type Sql, sqlState } from '../store/index.ts';
import { answerParcel } from './answer.ts';
import { checkRuns } from './check.ts';
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
import { readHeld, readLines } from './lines-table.ts';
import { lockOffice, noteContact, type OfficeRow } from './offices-table.ts';
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
  const { payload } = parcel;
  // The key says who speaks; a name that is not the key's is nobody's (P4).
  if (payload.from !== parcel.keyOffice) return refuse('unknown-key');
  if (payload.to !== ports.identity.id) return refuse('not-for-us');
  const runs = await checkRuns(payload, ports.sha256);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ports.sql.transaction((tx) => receiveInTx(tx, ports, parcel, runs));
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
  runs: readonly CheckedRun[],
): Promise<Result<ProvinceParcel, ParcelRefusal>> {
  const { payload } = parcel;
  const office = await lockOffice(tx, payload.from);
  if (office === undefined) return refuse('office-unknown');
  if (office.state !== 'enrolled')
    return refuse(office.state === 'revoked' ? 'office-revoked' : 'enrol-waiting');
  const { placed, known, moved, boundFrom, refused } = await place(tx, office, runs);
  // A cursor ahead of the list: this database was restored. What is said from here on comes after it.
  const feedN = Math.max(office.feedN, payload.after);
  const brought = { placed, lines: moved, boundFrom, retry: payload.asks.retry };
  const taken = await takeIn(tx, ports, { ...office, feedN }, brought);
  if (payload.asks.leases.length > 0) await grantLeases(tx, ports, office, payload.asks.leases);
  const now = ports.clock.now();
  const contact = {
    id: office.id,
    ...taken,
    program: payload.program.version,
    skewMs: skewOf(payload.created, now),
    at: officeTimestamp(now),
  };
  const [answer] = await Promise.all([
    answerParcel(tx, ports, parcel, { lines: known, refused }),
    noteContact(tx, contact),
  ]);
  return ok(answer);
}

/** Puts the runs on the lines of the office's stations; `moved`: those that end elsewhere now. */
async function place(
  tx: Sql,
  office: OfficeRow,
  runs: readonly CheckedRun[],
): Promise<{
  placed: Placed[];
  known: Line[];
  moved: Line[];
  boundFrom: Map<string, number>;
  refused: RefusedRun[];
}> {
  const rows = await readLines(tx, office.id);
  const boundFrom = new Map<string, number>();
  for (const row of rows) if (row.boundFrom !== null) boundFrom.set(row.station, row.boundFrom);
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
  return { placed, known: known.lines, moved, boundFrom, refused };
}

/** How far the office's clock stood before ours; null where it says no time. */
function skewOf(created: string, now: number): number | null {
  const time = timeOf({ at: created });
  return Number.isNaN(time) ? null : time - now;
}

function refuse(code: ExchangeCode): { ok: false; error: ParcelRefusal } {
  return err({ code, message: EXCHANGE_CODES[code] });
}
