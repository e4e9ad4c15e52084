import { setImmediate as nextTurn } from 'node:timers/promises';
import { checkRun, type OfficeParcel, type Run } from '#shared/exchange/index.ts';
import type { Sha256 } from '#shared/journal/index.ts';
import { claimsOf } from './claims.ts';
import { type Arrived, type CheckedRun, isKeepable, timeOf } from './lines.ts';

/** Entries between two looks at what else waits: a long parcel must not hold up the other offices. */
const SLICE = 250;

/**
 * Checks the chain of every run and reads what its entries say (P8). Before any transaction: it needs no table, and
 * takes most of the time.
 */
export async function checkRuns(payload: OfficeParcel, sha256: Sha256): Promise<CheckedRun[]> {
  const checked: CheckedRun[] = [];
  for (const run of payload.runs) checked.push(await check(payload.from, run, sha256));
  return checked;
}

async function check(office: string, run: Run, sha256: Sha256): Promise<CheckedRun> {
  const { entries: whole, fault } = checkRun({ office, run, sha256 });
  const entries: Arrived[] = [];
  for (const read of whole) {
    const at = timeOf(read.entry);
    const { seq } = read.entry;
    if (!isKeepable(read.entry, at, read.body)) {
      return { ...placeOf(run), entries, fault: { seq, code: 'broken-chain', reason: 'clock' } };
    }
    entries.push({ ...read, at, claims: claimsOf(read, sha256) });
    if (entries.length % SLICE === 0) await nextTurn();
  }
  return { ...placeOf(run), entries, fault };
}

const placeOf = ({ station, first, prev }: Run) => ({ station, first, prev });
