import { setImmediate, setTimeout } from 'node:timers/promises';
import { bodyHash, type Chain, chainReturned, envelopeHash, FIRST_PREV } from '#shared/journal/index.ts';
import type { ReadableDb } from '../storage/index.ts';
import {
  allChains,
  type ChainHead,
  type EntryRecord,
  entryQueries,
  findChain,
  findRecord,
  lastPosition,
  readHead,
  records,
} from './entries-table.ts';
import { findErasure } from './erasure.ts';
import { findStretchBefore, type ReturnedStretch } from './returned.ts';
import { sha256 } from './sha256.ts';

/** The state of a chain as kept outside the database (by the host, by the province). */
export type HighWaterMark = {
  readonly chain: Chain;
  readonly station: string;
  readonly seq: number;
  readonly hash: string;
};

/**
 * - `gap`: an entry is missing, moved or put in (of its chain, or in the order of all); `missing-tail`: entries after it are gone although they are known
 *   outside; `prev`: does not follow the entry before; `hash`: the envelope was changed; `body`: body or salt was
 *   changed or removed without an erasing entry; `clock`: `mono` breaks its rule,
 *   which also tells where entries of two chains changed places.
 */
export type Fault = 'gap' | 'prev' | 'hash' | 'body' | 'clock' | 'missing-tail';

export type BadEntry = {
  readonly chain: Chain;
  readonly station: string;
  readonly seq: number;
  /** Undefined where the entry is not there. */
  readonly position: number | undefined;
  readonly what: Fault;
};

export type VerifyResult =
  | { readonly state: 'intact'; readonly checked: number; readonly erased: number }
  | { readonly state: 'broken'; readonly checked: number; readonly bad: BadEntry }
  | { readonly state: 'stopped'; readonly checked: number };

export type VerifyOptions = {
  /** First position to check; what lies before is trusted. Default 1. */
  from?: number;
  onProgress?: (done: number, total: number) => void;
  signal?: AbortSignal;
  /** A check nobody waits for: short steps, and five times as long a rest between them, so that no call feels it. */
  quietly?: boolean;
  /** Heads known from outside: the only way to notice that the end of a chain was cut off. */
  marks?: readonly HighWaterMark[];
};

const PAGE = 500;
const QUIET_PAGE = 10;
const REST_PER_WORK = 5;
/** How many of the latest entries the quick check at start reads. */
const HEAD_ENTRIES = 200;

/** Reads the whole journal page by page, giving way to other work in between, and names the first bad entry. */
export async function verifyJournal(db: ReadableDb, options: VerifyOptions = {}): Promise<VerifyResult> {
  const total = lastPosition(db);
  const walk = createWalk(db);
  const pageSize = options.quietly === true ? QUIET_PAGE : PAGE;
  let after = (options.from ?? 1) - 1;
  for (;;) {
    if (options.signal?.aborted === true) return { state: 'stopped', checked: walk.checked() };
    const begun = performance.now();
    const page = records(db, entryQueries.page(after, pageSize));
    const bad = walk.check(page);
    if (bad !== undefined) return { state: 'broken', checked: walk.checked(), bad };
    const last = page.at(-1);
    if (last === undefined) break;
    after = last.entry.position;
    options.onProgress?.(after, total);
    if (options.quietly === true) await rest((performance.now() - begun) * REST_PER_WORK, options.signal);
    else await setImmediate();
  }
  return finish(db, walk, options.marks ?? []);
}

/** Keeps no process alive that wants to end, and ends with the signal: who stops the check waits for it. */
async function rest(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await setTimeout(milliseconds, undefined, { ref: false, ...(signal === undefined ? {} : { signal }) });
  } catch (error) {
    if (signal?.aborted !== true) throw error;
  }
}

/** As `verifyJournal`, at once and for the latest entries only: cheap enough for every start. */
export function verifyJournalHead(db: ReadableDb, marks: readonly HighWaterMark[] = []): VerifyResult {
  const walk = createWalk(db);
  const bad = walk.check(records(db, entryQueries.page(lastPosition(db) - HEAD_ENTRIES, HEAD_ENTRIES)));
  if (bad !== undefined) return { state: 'broken', checked: walk.checked(), bad };
  return finish(db, walk, marks);
}

function finish(db: ReadableDb, walk: Walk, marks: readonly HighWaterMark[]): VerifyResult {
  const bad = findMissingTail(db, marks);
  if (bad !== undefined) return { state: 'broken', checked: walk.checked(), bad };
  return { state: 'intact', checked: walk.checked(), erased: walk.erased() };
}

type Walk = {
  check(page: readonly EntryRecord[]): BadEntry | undefined;
  checked(): number;
  erased(): number;
};

/** Checks entries in order of position; every chain goes on from where it was last seen. */
function createWalk(db: ReadableDb): Walk {
  const heads = new Map<number, ChainHead & { mono: number }>();
  let before: { position: number; mono: number } | undefined;
  /** Entries given back by the province that come now, out of the order of time; undefined until it was looked for. */
  let stretch: ReturnedStretch | null | undefined;
  let checked = 0;
  let erasedCount = 0;

  function checkOne(record: EntryRecord): Fault | undefined {
    const { entry, chainId } = record;
    if (stretch === undefined) stretch = findStretchAround(db, entry.position) ?? null;
    const last = before ?? lastBefore(db, record, stretch);
    if (last === undefined || entry.position !== last.position + 1) return 'gap';
    const head = heads.get(chainId) ?? headBefore(db, record);
    if (head === undefined || entry.seq !== head.seq + 1) return 'gap';
    if (entry.prev !== head.hash) return 'prev';
    if (entry.hash !== envelopeHash(entry, sha256)) return 'hash';
    const within = stretch !== null && isWithin(stretch, entry.position) ? stretch : undefined;
    if (within !== undefined) {
      if (!isOfStretch(within, entry)) return 'gap';
      if (entry.mono < record.atMs || entry.mono <= head.mono) return 'clock';
    } else if (entry.mono !== Math.max(record.atMs, last.mono + 1)) return 'clock';
    if (!bodyFits(db, record)) return 'body';
    if (record.body === undefined) erasedCount += 1;
    heads.set(chainId, { seq: entry.seq, hash: entry.hash, mono: entry.mono });
    before = { position: entry.position, mono: Math.max(entry.mono, within === undefined ? 0 : last.mono) };
    if (entry.kind === chainReturned.kind) stretch = stretchOf(record) ?? stretch;
    checked += 1;
    return undefined;
  }

  return {
    check(page) {
      for (const record of page) {
        const what = checkOne(record);
        if (what !== undefined) {
          const { chain, station, seq, position } = record.entry;
          return { chain, station, seq, position, what };
        }
      }
      return undefined;
    },
    checked: () => checked,
    erased: () => erasedCount,
  };
}

/** The entry before this one in the order of commit; undefined when it is not there. */
function lastBefore(
  db: ReadableDb,
  { entry }: EntryRecord,
  stretch: ReturnedStretch | null | undefined,
): { position: number; mono: number } | undefined {
  if (entry.position === 1) return { position: 0, mono: 0 };
  const last = findRecord(db, entryQueries.at(entry.position - 1))?.entry;
  if (last === undefined || stretch == null || !isWithin(stretch, last.position)) return last;
  const opening = findRecord(db, entryQueries.at(stretch.position))?.entry;
  return { position: last.position, mono: Math.max(last.mono, opening?.mono ?? 0) };
}

/**
 * The stretch of returned entries in which a position lies, or which ends just before it. What the view says is
 * believed only where the entry itself says so.
 */
function findStretchAround(db: ReadableDb, position: number): ReturnedStretch | undefined {
  const known = findStretchBefore(db, position);
  if (known === undefined || position > endOf(known) + 1) return undefined;
  const record = findRecord(db, entryQueries.at(known.position));
  if (record === undefined || record.entry.hash !== envelopeHash(record.entry, sha256)) return undefined;
  return bodyFits(db, record) ? stretchOf(record) : undefined;
}

/** What an entry `chain-returned` says of those that follow it. */
function stretchOf({ entry, body }: EntryRecord): ReturnedStretch | undefined {
  if (entry.kind !== chainReturned.kind || body === undefined) return undefined;
  const read = chainReturned.body.safeParse(JSON.parse(body));
  return read.success ? { position: entry.position, ...read.data } : undefined;
}

const endOf = ({ position, first, last }: ReturnedStretch): number => position + last - first + 1;
const isWithin = (stretch: ReturnedStretch, position: number): boolean =>
  position > stretch.position && position <= endOf(stretch);
const isOfStretch = (stretch: ReturnedStretch, { chain, station, seq, position }: EntryRecord['entry']) =>
  chain === 'exchange' &&
  station === stretch.station &&
  seq === stretch.first + position - stretch.position - 1;

/** Where the chain stood before its first entry in this walk; undefined when its predecessor is not there. */
function headBefore(db: ReadableDb, record: EntryRecord): (ChainHead & { mono: number }) | undefined {
  const { seq, position } = record.entry;
  if (seq === 1) return { seq: 0, hash: FIRST_PREV, mono: -1 };
  const before = findRecord(db, entryQueries.inChain(record.chainId, seq - 1));
  if (before === undefined || before.entry.position > position) return undefined;
  return before.entry;
}

function bodyFits(db: ReadableDb, record: EntryRecord): boolean {
  const { entry, salt, body } = record;
  if (salt !== undefined && body !== undefined) return bodyHash(salt, body, sha256) === entry.bodyHash;
  return findErasure(db, record) !== undefined;
}

function findMissingTail(db: ReadableDb, marks: readonly HighWaterMark[]): BadEntry | undefined {
  for (const mark of marks) {
    if (mark.seq === 0) continue;
    const chain = findChain(db, mark.station, mark.chain);
    const record = chain && findRecord(db, entryQueries.inChain(chain.id, mark.seq));
    if (record?.entry.hash !== mark.hash) {
      const { chain: name, station, seq } = mark;
      const what = record === undefined ? 'missing-tail' : 'hash';
      return { chain: name, station, seq, position: record?.entry.position, what };
    }
  }
  return undefined;
}

/** The head of every chain: what the host keeps outside as high-water marks. */
export function readHeads(db: ReadableDb): HighWaterMark[] {
  return allChains(db).map(({ id, chain, station }) => {
    const { seq, hash } = readHead(db, id);
    return { chain, station, seq, hash };
  });
}
