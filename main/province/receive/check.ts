import { type OfficeParcel, type Run, type RunFault, readRun } from '#shared/exchange/index.ts';
import type { Sha256 } from '#shared/journal/index.ts';
import { claimsOf } from './claims.ts';
import { rowText } from './entries-table.ts';
import { type Arrived, type CheckedRun, isKeepable, timeOf } from './lines.ts';

/**
 * Checks the chain of every run and reads what its entries say (P8). Before any transaction: it needs no table, and
 * takes most of the time.
 */
export function checkRuns({ from, runs }: Pick<OfficeParcel, 'from' | 'runs'>, sha256: Sha256): CheckedRun[] {
  return runs.map((run) => check(from, run, sha256));
}

function check(office: string, run: Run, sha256: Sha256): CheckedRun {
  const { station, first, prev } = run;
  const keep = createKeeper(run);
  const each = readRun({ office, run, sha256, bodyAs: keep });
  const entries: Arrived[] = [];
  let unkept: RunFault | null = null;
  for (let index = 0; ; index += 1) {
    const { done, value } = each.next();
    if (done === true) {
      const nothing = value?.reason === 'last';
      return {
        station,
        first,
        prev,
        entries: nothing ? [] : entries,
        fault: nothing ? value : (unkept ?? value),
      };
    }
    // What follows is looked at for the end of the run only.
    if (unkept !== null) continue;
    const { entry, body } = value;
    // Each is looked at as a whole while it is at hand.
    const carried = run.entries[index];
    const text = carried !== undefined && 'body' in carried ? carried.body : null;
    const at = timeOf(entry);
    if (isKeepable(entry, at, text === null || body === null ? null : { text, bytes: body })) {
      const claims = claimsOf({ entry, body: text }, sha256);
      const { station: of, seq, hash, subject, kind, mono } = entry;
      const row = keep(rowText(value, at, claims.is !== 'unread'));
      entries.push({ entry: { station: of, seq, hash, subject, kind, mono }, at, claims, row, body });
    } else unkept = { seq: entry.seq, code: 'broken-chain', reason: 'clock' };
  }
}

/** What bodies come to on the whole: the most frequent letters of Vietnamese take one byte, the others two or three. */
const USUAL_BYTES_PER_UNIT = 1.25;
/** No character takes more bytes of UTF-8 for each of its units. */
const MOST_BYTES_PER_UNIT = 3;
/** What is kept of an entry besides its body: hashes and ids, bytes. */
const USUAL_ROW_BYTES = 800;

/**
 * Makes texts UTF-8 in memory of their own, mostly in one piece for a run: each body is written once, is hashed so and given
 * so to the database, and all of them go from one thread to another without being copied.
 */
function createKeeper({ entries }: Run): (text: string) => Uint8Array {
  const units = entries.reduce((sum, entry) => sum + ('body' in entry ? entry.body.length : 0), 0);
  const usual = Math.ceil(units * USUAL_BYTES_PER_UNIT) + entries.length * USUAL_ROW_BYTES;
  let memory = Buffer.allocUnsafeSlow(usual);
  let end = 0;
  return (text) => {
    const left = memory.length - end;
    if (text.length * MOST_BYTES_PER_UNIT > left) {
      const bytes = Buffer.byteLength(text, 'utf8');
      if (bytes > left) {
        memory = Buffer.allocUnsafeSlow(bytes);
        end = 0;
      }
    }
    const from = end;
    end += memory.write(text, from, 'utf8');
    return memory.subarray(from, end);
  };
}
