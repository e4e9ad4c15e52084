import { epochOfOfficeTimestamp } from '../base/index.ts';
import { bodyHash, type Entry, envelopeHash, FIRST_PREV, type Sha256 } from '../journal/index.ts';
import type { CarriedEntry, Run } from './parts.ts';
import type { ExchangeCode } from './refusal.ts';
import { saltOf, saltText } from './salt-text.ts';

/**
 * An entry of a run with everything that was left out on the way; body and salt are null after an erasure (J11). `body`:
 * canonical JSON, as it was hashed; as text, or as its UTF-8.
 */
export type ReadEntry<Body extends string | Uint8Array = string> = {
  readonly entry: Entry;
  readonly salt: Uint8Array | null;
  readonly body: Body | null;
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

/** What is read: the run, of which office, and by what it is hashed. */
type Reading = { readonly office: string; readonly run: Run; readonly sha256: Sha256 };

/**
 * The entries of a run with every hash computed anew from what arrived: bodies from salt and text, envelopes each upon
 * the one before it. A fault in the middle leaves what came before it; where the end is not the one that the writer
 * has (`last`), nobody can say which entry changed, and nothing is left. Whether the run joins what the reader holds
 * (`prev`, P7) is for the reader to see.
 */
export function checkRun(reading: Reading): { entries: ReadEntry[]; fault: RunFault | null } {
  const entries: ReadEntry[] = [];
  const each = readRun({ ...reading, bodyAs: (text) => text });
  for (;;) {
    const { done, value } = each.next();
    if (done !== true) entries.push(value);
    else return { entries: value?.reason === 'last' ? [] : entries, fault: value };
  }
}

/**
 * The same one by one, for a reader that looks at each while it is at hand; at the end the fault. With `last` none of what
 * came before holds. `bodyAs`: what each body is hashed and kept as.
 */
export function* readRun<Body extends string | Uint8Array>({
  office,
  run,
  sha256,
  bodyAs,
}: Reading & { readonly bodyAs: (text: string) => Body }): Generator<
  ReadEntry<Body>,
  RunFault | null,
  undefined
> {
  const fault = (seq: number, reason: RunFault['reason']) => ({ seq, code: 'broken-chain', reason }) as const;
  if (run.first === 1 && run.prev !== FIRST_PREV) return fault(1, 'first-prev');
  let prev = run.prev;
  let seq = run.first;
  let mono = -1;
  for (const carried of run.entries) {
    if (carried.mono <= mono || carried.mono < epochOfTimestamp(carried.at)) return fault(seq, 'clock');
    let salt: Uint8Array | null = null;
    let body: Body | null = null;
    let hashOfBody: string;
    if ('body' in carried) {
      const bytes = saltOf(carried.salt);
      if (bytes === undefined) return fault(seq, 'salt');
      salt = bytes;
      body = bodyAs(carried.body);
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
    yield { entry, salt, body };
    prev = entry.hash;
    mono = carried.mono;
    seq += 1;
  }
  return prev === run.last ? null : fault(run.first, 'last');
}

/** Infinity for what is no time (`2026-13-01…`), so that nothing is as late as it. */
function epochOfTimestamp(at: string): number {
  try {
    return epochOfOfficeTimestamp(at);
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
