import { epochOfOfficeTimestamp } from '../base/index.ts';
import { bodyHash, type Entry, envelopeHash, FIRST_PREV, type Sha256 } from '../journal/index.ts';
import type { CarriedEntry, Run } from './parts.ts';
import type { ExchangeCode } from './refusal.ts';
import { saltOf, saltText } from './salt-text.ts';

/** An entry of a run with everything that was left out on the way; body and salt are null after an erasure (J11). */
export type ReadEntry = {
  readonly entry: Entry;
  readonly salt: Uint8Array | null;
  /** Canonical JSON, as it was hashed. */
  readonly body: string | null;
};

/** Where a run stops being true. Everything before `seq` holds; nothing from there on is taken in (P8). */
export type RunFault = {
  readonly seq: number;
  readonly code: ExchangeCode;
  /** In English, for logs and for the people who mend it. */
  readonly reason: 'first-prev' | 'salt' | 'clock' | 'last';
};

/** An entry as it travels. `salt` and `body` (canonical JSON) both, or null for both after an erasure. */
export function carry(entry: Entry, salt: Uint8Array | null, body: string | null): CarriedEntry {
  const { at, mono, actor, subject, kind, v } = entry;
  if (salt === null || body === null) return { at, mono, actor, subject, kind, v, bodyHash: entry.bodyHash };
  return { at, mono, actor, subject, kind, v, salt: saltText(salt), body };
}

/**
 * A run of one station's exchange chain, as it travels (P5). Throws RangeError for no entries, for entries of several
 * stations or of the local chain, and where a number is missing: such a run must never leave the office.
 */
export function carryRun(entries: readonly ReadEntry[]): Run {
  const first = entries[0]?.entry;
  const last = entries.at(-1)?.entry;
  if (first === undefined || last === undefined) throw new RangeError('a run has at least one entry');
  for (const [index, { entry }] of entries.entries()) {
    if (entry.chain !== 'exchange') throw new RangeError(`the ${entry.chain} chain never leaves the office`);
    if (entry.station !== first.station) throw new RangeError('a run is of one station');
    if (entry.seq !== first.seq + index) throw new RangeError(`a gap before entry ${entry.seq}`);
  }
  return {
    station: first.station,
    first: first.seq,
    prev: first.prev,
    last: last.hash,
    entries: entries.map(({ entry, salt, body }) => carry(entry, salt, body)),
  };
}

/**
 * The entries of a run with every hash computed anew from what arrived: bodies from salt and text, envelopes each upon
 * the one before it. A fault in the middle leaves what came before it; where the end is not the one that the writer
 * has (`last`), nobody can say which entry changed, and nothing is left. Whether the run joins what the reader holds
 * (`prev`, P7) is for the reader to see.
 */
export function checkRun({
  office,
  run,
  sha256,
}: {
  readonly office: string;
  readonly run: Run;
  readonly sha256: Sha256;
}): { entries: ReadEntry[]; fault: RunFault | null } {
  const entries: ReadEntry[] = [];
  const fault = (seq: number, reason: RunFault['reason']) =>
    ({ entries, fault: { seq, code: 'broken-chain', reason } }) as const;
  if (run.first === 1 && run.prev !== FIRST_PREV) return fault(1, 'first-prev');
  let prev = run.prev;
  let seq = run.first;
  let mono = -1;
  for (const carried of run.entries) {
    if (carried.mono <= mono || carried.mono < epochOfTimestamp(carried.at)) return fault(seq, 'clock');
    let salt: Uint8Array | null = null;
    let body: string | null = null;
    let hashOfBody: string;
    if ('body' in carried) {
      const bytes = saltOf(carried.salt);
      if (bytes === undefined) return fault(seq, 'salt');
      salt = bytes;
      body = carried.body;
      hashOfBody = bodyHash(bytes, body, sha256);
    } else hashOfBody = carried.bodyHash;
    const envelope = {
      chain: 'exchange',
      office,
      station: run.station,
      seq,
      at: carried.at,
      mono: carried.mono,
      actor: carried.actor,
      subject: carried.subject,
      kind: carried.kind,
      v: carried.v,
      bodyHash: hashOfBody,
      prev,
    } as const;
    const entry = { ...envelope, hash: envelopeHash(envelope, sha256) };
    entries.push({ entry, salt, body });
    prev = entry.hash;
    mono = carried.mono;
    seq += 1;
  }
  if (prev !== run.last) {
    entries.length = 0;
    return fault(run.first, 'last');
  }
  return { entries, fault: null };
}

/** Infinity for what is no time (`2026-13-01…`), so that nothing is as late as it. */
function epochOfTimestamp(at: string): number {
  try {
    return epochOfOfficeTimestamp(at);
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
