import type { KnownHead, StationReason } from '#shared/journal/index.ts';
import type { Mark } from './mark.ts';

/** What is known about a database at the start: from itself, from outside, and from the machine. */
export type Evidence = {
  /** False: a new database, or one that lost everything. */
  hasEntries: boolean;
  /** The station it was last written under. */
  station: string;
  /** The machine on which that station began; undefined: it never ran under marks. */
  stationMachine: string | null | undefined;
  /** The mark of this machine, outside the data. */
  outside: Mark | undefined;
  /** The mark beside the database, which travels with its folder. */
  beside: Mark | undefined;
  /** This machine. */
  machine: string | null;
  /** The database file as it is now. */
  file: string;
  /** A person has just put a copy back. */
  restored: boolean;
  /** Whether the database holds the very entry of a head. */
  holds: (head: KnownHead) => boolean;
};

/** `goes-on`: under its station. Otherwise a station begins: the same one (`first-mark`) or a new one. */
export type Verdict =
  | { kind: 'goes-on' }
  | { kind: 'begins'; reason: Exclude<StationReason, 'set-up'>; missing: KnownHead[] };

/**
 * Whether this is the database that last worked here, with everything in it. Doubt means a new station: that stops no
 * desk, and a number used twice could never be mended. The one exception is a lost mark (a new account, a cleaned
 * profile) of a database file that is still the very same file on the very same machine.
 */
export function judgeStart(evidence: Evidence): Verdict {
  const { outside, beside, machine, station } = evidence;
  const missing = missingHeads(evidence);
  // A new office; but an empty database of which entries are known has lost them all.
  if (!evidence.hasEntries && missing.length === 0) return { kind: 'goes-on' };
  const begins = (reason: Exclude<StationReason, 'set-up'>): Verdict => ({ kind: 'begins', reason, missing });
  if (evidence.restored) return begins('restored');
  if (missing.length > 0) return begins('behind-mark');
  if (outside !== undefined && knows(outside, station)) {
    if (differ(outside.machine, machine)) return begins('other-machine');
    // An equal copy may have gone on elsewhere meanwhile; a file moved or renamed on its drive stays what it was.
    return differ(outside.file || null, evidence.file) ? begins('other-file') : { kind: 'goes-on' };
  }
  if (
    beside !== undefined &&
    knows(beside, station) &&
    beside.machine === machine &&
    beside.file === evidence.file
  ) {
    return { kind: 'goes-on' };
  }
  if (outside === undefined && beside === undefined && evidence.stationMachine === undefined) {
    return begins('first-mark');
  }
  const last = beside === undefined ? (evidence.stationMachine ?? null) : beside.machine;
  return begins(differ(last, machine) ? 'other-machine' : 'unknown-mark');
}

/** Of each chain the furthest head that is known outside and not held. */
function missingHeads({ outside, beside, holds }: Evidence): KnownHead[] {
  const missing = new Map<string, KnownHead>();
  for (const head of [...(beside?.heads ?? []), ...(outside?.heads ?? [])]) {
    if (holds(head)) continue;
    const key = `${head.chain} ${head.station}`;
    const before = missing.get(key);
    if (before === undefined || before.seq <= head.seq) missing.set(key, head);
  }
  return [...missing.values()];
}

const knows = (mark: Mark, station: string) => mark.heads.some((head) => head.station === station);

/** A machine that says nothing of itself is no evidence. */
const differ = (left: string | null, right: string | null) =>
  left !== null && right !== null && left !== right;
