import type { ExchangeState, OutboxRow } from '#shared/contract/index.ts';
import { createKindRegistry, entryKinds } from '#shared/journal/index.ts';
import { findDossier, mainCodeOf } from '../dossiers/index.ts';
import {
  findEntryOf,
  findSeqBefore,
  readChainBack,
  readEntriesAbout,
  type StoredEntry,
} from '../journal/index.ts';
import type { ReadableDb } from '../storage/index.ts';
import { findAccepted } from './accepted-table.ts';
import { exchangeHeads, stateOf } from './counts.ts';
import { hereOf } from './here.ts';
import { findOldestSaid, findSaid, type Said, saidBack, saidOfOthers } from './said-table.ts';
import { readStation, type StationStanding } from './stations-table.ts';

type Filter = 'all' | 'open' | ExchangeState;
/** `day`: only entries of that office day. `before`: `next` of the page before. */
export type OutboxQuery = { filter: Filter; day: string | null; before: number | null; limit: number };
export type OutboxPage = { rows: OutboxRow[]; next: number | null };

export type OutboxParts = { db: ReadableDb; sentTo: (station: string) => number };

const registry = createKindRegistry(entryKinds);
/** Read of a chain at once while looking for those that fit the filter. */
const PIECE = 200;

/** A chain with what tells how each of its entries stands. */
type Lane = {
  station: string;
  standing: StationStanding;
  isAccepted: (seq: number) => boolean;
  sentTo: number;
};

function laneOf({ db, sentTo }: OutboxParts, station: string): Lane {
  return {
    station,
    standing: readStation(db, station),
    isAccepted: (seq) => findAccepted(db, station, seq) !== undefined,
    sentTo: sentTo(station),
  };
}

/** Entries of the exchange chains, newest first. */
export function readOutbox(parts: OutboxParts, query: OutboxQuery): OutboxPage {
  const { db } = parts;
  if (query.filter === 'rejected' || query.filter === 'conflict') return readSaid(parts, query, query.filter);
  const lanes = exchangeHeads(db).map(({ station, seq }) => {
    const bounds = boundsOf(db, station, seq, query);
    return { lane: laneOf(parts, station), ...bounds };
  });
  const found = lanes
    .flatMap(({ lane, to, from }) =>
      readLane(parts, lane, { to, from, filter: query.filter, limit: query.limit + 1 }),
    )
    .sort((left, right) => right.position - left.position);
  return pageOf(found, query.limit);
}

/** Between which numbers of a chain a page lies. */
function boundsOf(
  db: ReadableDb,
  station: string,
  head: number,
  { day, before }: OutboxQuery,
): { from: number; to: number } {
  const to = before === null ? head : findSeqBefore(db, station, 'exchange', head, before);
  if (day === null) return { from: 1, to };
  const ofDay = hereOf(db, day).find((here) => here.station === station);
  return ofDay === undefined ? { from: 1, to: 0 } : { from: ofDay.first, to: Math.min(to, ofDay.last) };
}

type Found = { position: number; row: OutboxRow };

function readLane(
  { db }: OutboxParts,
  lane: Lane,
  { to, from, filter, limit }: { to: number; from: number; filter: Filter; limit: number },
): Found[] {
  const found: Found[] = [];
  const lowest = Math.max(from, lowestOf(db, lane, filter));
  let before = to + 1;
  while (before > lowest && found.length < limit) {
    const piece = readChainBack(db, lane.station, 'exchange', before, Math.min(PIECE, before - lowest));
    for (const entry of piece) {
      const said = findSaid(db, entry.station, entry.seq);
      const row = rowOf(db, lane, entry, said);
      if (fits(row, filter)) found.push({ position: entry.position, row });
    }
    before = piece.at(-1)?.seq ?? lowest;
  }
  return found.slice(0, limit);
}

/** Nothing before it can fit: what the province accepted from the beginning on is never open. */
function lowestOf(db: ReadableDb, { standing, station }: Lane, filter: Filter): number {
  if (filter === 'all' || filter === 'accepted') return 1;
  const settled = Math.min(findAccepted(db, station, 1)?.last ?? 0, standing.agreedTo);
  if (filter !== 'open') return settled + 1;
  const oldest = (['rejected', 'conflict'] as const).map((state) => findOldestSaid(db, state, station));
  return Math.min(settled + 1, ...oldest.filter((seq) => seq !== undefined));
}

const fits = (row: OutboxRow, filter: Filter) =>
  filter === 'all' || (filter === 'open' ? row.state !== 'accepted' : row.state === filter);

/**
 * What the province rejected or holds in conflict, also where only another copy of the office has the entry: those are
 * in no chain here, and come last, at 0 and below.
 */
function readSaid(parts: OutboxParts, query: OutboxQuery, state: 'rejected' | 'conflict'): OutboxPage {
  const { db } = parts;
  const { day, before } = query;
  const limit = query.limit + 1;
  const found = exchangeHeads(db)
    .flatMap(({ station, seq }) => {
      const stretch = saidBoundsOf(db, station, seq, query);
      return readSaidLane(parts, laneOf(parts, station), { state, stretch, day, limit });
    })
    .sort((left, right) => right.position - left.position);
  const skipped = before === null || before > 0 ? 0 : 1 - before;
  const others = saidOfOthers(db, state, { day, limit: Math.max(0, limit - found.length), skipped });
  return pageOf(
    [...found, ...others.map((said, index) => ({ position: 0 - skipped - index, row: rowOfOther(said) }))],
    query.limit,
  );
}

/** As `boundsOf`, and what was not counted by day yet besides. */
function saidBoundsOf(
  db: ReadableDb,
  station: string,
  head: number,
  query: OutboxQuery,
): { from: number; to: number } {
  const { countedTo } = readStation(db, station);
  const bounds = boundsOf(db, station, head, query);
  if (query.day === null || countedTo >= head) return bounds;
  const { to } = boundsOf(db, station, head, { ...query, day: null });
  return { from: bounds.to === 0 ? countedTo + 1 : bounds.from, to };
}

function readSaidLane(
  { db }: OutboxParts,
  lane: Lane,
  asked: {
    state: 'rejected' | 'conflict';
    stretch: { from: number; to: number };
    day: string | null;
    limit: number;
  },
): Found[] {
  const { state, day, limit } = asked;
  const found: Found[] = [];
  const { from } = asked.stretch;
  let { to } = asked.stretch;
  while (to >= from && found.length < limit) {
    const piece = saidBack(db, state, lane.station, { from, to }, Math.min(PIECE, limit));
    for (const said of piece) {
      const entry = findEntryOf(db, said.station, 'exchange', said.seq);
      if (entry === undefined || (day !== null && entry.at.slice(0, 10) !== day)) continue;
      found.push({ position: entry.position, row: rowOf(db, lane, entry, said) });
    }
    to = (piece.at(-1)?.seq ?? from) - 1;
  }
  return found.slice(0, limit);
}

function pageOf(found: readonly Found[], limit: number): OutboxPage {
  const page = found.slice(0, limit);
  return {
    rows: page.map(({ row }) => row),
    next: found.length > limit ? (page.at(-1)?.position ?? null) : null,
  };
}

function rowOf(db: ReadableDb, lane: Lane, entry: StoredEntry, said: Said | undefined): OutboxRow {
  const dossier = findDossier(db, entry.subject);
  const own = said?.ours === true ? said : undefined;
  return {
    station: entry.station,
    seq: entry.seq,
    hash: entry.hash,
    at: entry.at,
    kind: entry.kind,
    known: isKnown(entry),
    subject: entry.subject,
    dossier: dossier === undefined ? null : { id: dossier.id, code: mainCodeOf(dossier) },
    state: stateOf(entry.seq, lane.standing, lane.isAccepted, said, lane.sentTo),
    code: own?.code ?? null,
    message: own?.message ?? null,
    saidAt: own?.saidAt ?? null,
    retrying: own?.retrying ?? false,
  };
}

const isKnown = ({ kind, v }: StoredEntry) => {
  const known = registry.find(kind);
  return known !== undefined && v <= known.v;
};

/** An entry that another copy of this office wrote under a number of this one. */
function rowOfOther(said: Said): OutboxRow {
  return {
    station: said.station,
    seq: said.seq,
    hash: said.hash,
    at: said.saidAt,
    kind: 'unknown',
    known: false,
    subject: '',
    dossier: null,
    state: said.state,
    code: said.code,
    message: said.message,
    saidAt: said.saidAt,
    retrying: said.retrying,
  };
}

/** The row of what something was said of. */
export function rowOfSaid(parts: OutboxParts, said: Said): OutboxRow {
  const entry = said.ours ? findEntryOf(parts.db, said.station, 'exchange', said.seq) : undefined;
  return entry === undefined ? rowOfOther(said) : rowOf(parts.db, laneOf(parts, said.station), entry, said);
}

/** One row; undefined where neither this office nor the province named such an entry. */
export function findOutboxRow(parts: OutboxParts, station: string, seq: number): OutboxRow | undefined {
  const said = findSaid(parts.db, station, seq);
  const entry = findEntryOf(parts.db, station, 'exchange', seq);
  if (entry !== undefined && said?.ours !== false)
    return rowOf(parts.db, laneOf(parts, station), entry, said);
  return said === undefined ? undefined : rowOfOther(said);
}

/** From worst to best: how a dossier stands is how the worst of its entries stands. */
const WORST_FIRST: readonly ExchangeState[] = ['conflict', 'rejected', 'held', 'sent', 'accepted'];
const MOST_OF_DOSSIER = 200;

/** How each entry about a dossier stands, oldest first. */
export function readOfDossier(
  parts: OutboxParts,
  id: string,
): { state: ExchangeState | null; rows: OutboxRow[] } {
  const lanes = new Map<string, Lane>();
  const laneAt = (station: string) => {
    const lane = lanes.get(station) ?? laneOf(parts, station);
    lanes.set(station, lane);
    return lane;
  };
  const rows = readEntriesAbout(parts.db, id, 'exchange', MOST_OF_DOSSIER).map((entry) =>
    rowOf(parts.db, laneAt(entry.station), entry, findSaid(parts.db, entry.station, entry.seq)),
  );
  return { state: WORST_FIRST.find((state) => rows.some((row) => row.state === state)) ?? null, rows };
}
