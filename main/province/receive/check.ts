import { type OfficeParcel, type Run, type RunFault, readRun } from '#shared/exchange/index.ts';
import { SALT_BYTES, type Sha256 } from '#shared/journal/index.ts';
import { claimsOf } from './claims.ts';
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
  const each = readRun({ office, run, sha256, bodyAs: keep.text });
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
    const { entry, salt, body } = value;
    // Each is looked at as a whole while it is at hand.
    const carried = run.entries[index];
    const text = carried !== undefined && 'body' in carried ? carried.body : null;
    const at = timeOf(entry);
    if (isKeepable(entry, at, text)) {
      const claims = claimsOf({ entry, body: text }, sha256);
      entries.push({ entry, salt: salt === null ? null : keep.salt(salt), body, at, claims });
    } else unkept = { seq: entry.seq, code: 'broken-chain', reason: 'clock' };
  }
}

/** Of what bodies come to on the whole: the most frequent letters of Vietnamese take one byte, the others two or three. */
const USUAL_BYTES_PER_UNIT = 1.25;
/** No character takes more bytes of UTF-8 for each of its units. */
const MOST_BYTES_PER_UNIT = 3;

/**
 * Memory for the bodies and salts of a run, mostly in one piece: each body is made UTF-8 once, is hashed so and written so
 * into the database, and all of them go from one thread to another without being copied.
 */
function createKeeper({ entries }: Run): {
  text(text: string): Uint8Array;
  salt(salt: Uint8Array): Uint8Array;
} {
  const units = entries.reduce((sum, entry) => sum + ('body' in entry ? entry.body.length : 0), 0);
  let memory = Buffer.allocUnsafeSlow(
    Math.ceil(units * USUAL_BYTES_PER_UNIT) + (entries.length + 1) * SALT_BYTES,
  );
  let end = 0;
  const take = (length: number) => {
    end += length;
    return memory.subarray(end - length, end);
  };
  return {
    text(text) {
      const left = memory.length - end - SALT_BYTES;
      if (text.length * MOST_BYTES_PER_UNIT > left) {
        const bytes = Buffer.byteLength(text, 'utf8');
        if (bytes > left) {
          memory = Buffer.allocUnsafeSlow(bytes + SALT_BYTES);
          end = 0;
        }
      }
      return take(memory.write(text, end, 'utf8'));
    },
    salt(salt) {
      const place = take(SALT_BYTES);
      place.set(salt);
      return place;
    },
  };
}
