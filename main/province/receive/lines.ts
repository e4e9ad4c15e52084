import { parsePlainDate } from '#shared/calendar/index.ts';
import type { RefusedRun, RunFault } from '#shared/exchange/index.ts';
import { EXCHANGE_CODES } from '#shared/exchange/index.ts';
import { type Entry, FIRST_PREV } from '#shared/journal/index.ts';
import { type Claims, MOST } from './claims.ts';
import type { JudgedEntry } from './judge.ts';

/**
 * A line of a station: its main one (fork 0), or another one that leaves it (P11). `begun`: mono of its first entry; null
 * for one that leaves another.
 */
export type Line = {
  station: string;
  fork: number;
  first: number;
  seq: number;
  hash: string;
  mono: number;
  begun: number | null;
};

/** An entry that the province holds, as far as joining asks. */
export type Held = { station: string; seq: number; fork: number; hash: string; mono: number };

/**
 * An entry of a parcel as far as judging asks, with what it says. `at`: milliseconds since 1970. `row`, `body`: what is kept
 * of it (`rowText`), and its body, null after an erasure; both ready for the database, as UTF-8.
 */
export type Arrived = {
  entry: JudgedEntry;
  at: number;
  claims: Claims;
  row: Uint8Array;
  body: Uint8Array | null;
};

/** A run of a parcel after its chain was checked. */
export type CheckedRun = {
  station: string;
  first: number;
  prev: string;
  entries: Arrived[];
  fault: RunFault | null;
};

/** An entry that is to be kept, on its line; `against`: the one it stands against, on a line that is not the main one. */
export type Placed = Arrived & {
  fork: number;
  against: { station: string; seq: number; hash: string } | null;
};

/** What the province knows of the stations that a parcel speaks of; held entries around its runs by `heldKey`. */
export type Lines = { lines: Line[]; held: Map<string, Held[]> };

const heldKey = (station: string, seq: number) => `${seq} ${station}`;

/** Adds entries that the province holds. */
export function addHeld(known: Lines, entries: readonly Held[]): void {
  for (const entry of entries) {
    const key = heldKey(entry.station, entry.seq);
    const there = known.held.get(key);
    if (there === undefined) known.held.set(key, [entry]);
    else there.push(entry);
  }
}

/**
 * Whether an entry can be kept as it came: a time that exists, numbers that fit, a text without what canonical JSON never
 * holds. What differs would be given back as something else. `at`: see `timeOf`; `body`: its text, and that as UTF-8.
 */
export function isKeepable(
  entry: Entry,
  at: number,
  body: { readonly text: string; readonly bytes: Uint8Array } | null,
): boolean {
  if (entry.v > MOST || Number.isNaN(at)) return false;
  return (
    body === null || (!body.bytes.includes(0) && !body.bytes.includes(LINE_BREAK) && body.text.isWellFormed())
  );
}

const LINE_BREAK = 10;

const DAY_MS = 86_400_000;
/** Midnights at the office by day; a parcel's entries are of few. */
const midnights = new Map<string, number>();

/** The time of an entry (`YYYY-MM-DDTHH:mm:ss.sss+07:00`), milliseconds since 1970; NaN for one that does not exist. */
export function timeOf({ at }: Pick<Entry, 'at'>): number {
  const day = at.slice(0, 10);
  let midnight = midnights.get(day);
  if (midnight === undefined) {
    midnight = parsePlainDate(day) === undefined ? Number.NaN : Date.parse(`${day}T00:00:00+07:00`);
    if (midnights.size > 5000) midnights.clear();
    midnights.set(day, midnight);
  }
  const [hours, minutes, seconds] = [at.slice(11, 13), at.slice(14, 16), at.slice(17, 23)].map(Number);
  if (hours === undefined || minutes === undefined || seconds === undefined) return Number.NaN;
  const within = hours < 24 && minutes < 60 && seconds < 60;
  const time = midnight + Math.round(((hours * 60 + minutes) * 60 + seconds) * 1000);
  return within && time < midnight + DAY_MS ? time : Number.NaN;
}

/** Which entries around a run decide whether it joins; undefined where the head of the main line does. */
export function overlapOf(run: CheckedRun, lines: readonly Line[]): { lo: number; hi: number } | undefined {
  const ofStation = lines.filter(({ station }) => station === run.station);
  const main = ofStation.find(({ fork }) => fork === 0);
  if (main === undefined) return undefined;
  if (ofStation.length === 1 && run.first === main.seq + 1 && run.prev === main.hash) return undefined;
  const highest = Math.max(...ofStation.map(({ seq }) => seq));
  if (run.first > highest + 1) return undefined;
  return { lo: Math.max(1, run.first - 1), hi: Math.min(highest, run.first + run.entries.length - 1) };
}

/**
 * Puts a run's entries on their lines (P6, P7, P8, P11): what is held already is passed over, what follows the end of a
 * line goes on it, another entry under a number that is taken begins a line of its own. `known` grows by what is
 * placed, so that the next run of the same parcel joins it.
 */
export function placeRun(run: CheckedRun, known: Lines): { placed: Placed[]; refused: RefusedRun | null } {
  const { station } = run;
  const main = known.lines.find((line) => line.station === station && line.fork === 0);
  const head = main === undefined ? null : { station, seq: main.seq, hash: main.hash };
  const refuse = (code: keyof typeof EXCHANGE_CODES, seq: number | null): RefusedRun => ({
    station,
    code,
    message: EXCHANGE_CODES[code],
    seq,
    head,
  });
  let place: Held | undefined = placeBefore(run, known);
  // Nothing of it holds: whether it would have joined is no question any more.
  if (run.entries.length === 0)
    return { placed: [], refused: refuse('broken-chain', run.fault?.seq ?? null) };
  if (place === undefined) return { placed: [], refused: refuse('does-not-join', null) };
  const placed: Placed[] = [];
  let fault = run.fault?.seq ?? null;
  for (const arrived of run.entries) {
    const { seq, hash, mono } = arrived.entry;
    const here = known.held.get(heldKey(station, seq)) ?? [];
    const same = here.find((held) => held.hash === hash);
    if (same !== undefined) {
      place = same;
      continue;
    }
    if (mono <= place.mono) {
      fault = seq;
      break;
    }
    const line: Line = lineFor(place, station, seq, known);
    line.seq = seq;
    line.hash = hash;
    line.mono = mono;
    if (seq === 1 && line.fork === 0) line.begun = mono;
    const first = here.find((held) => held.fork === 0);
    const against = line.fork === 0 || first === undefined ? null : { station, seq, hash: first.hash };
    placed.push({ ...arrived, fork: line.fork, against });
    place = { station, seq, fork: line.fork, hash, mono };
    addHeld(known, [place]);
  }
  if (fault === null) return { placed, refused: null };
  const end = known.lines.find((line) => line.station === station && line.fork === 0);
  const present = end === undefined ? null : { station, seq: end.seq, hash: end.hash };
  return { placed, refused: { ...refuse('broken-chain', fault), head: present } };
}

/** Where the run begins: the entry before its first one; undefined where the province does not hold that. */
function placeBefore(run: CheckedRun, { lines, held }: Lines): Held | undefined {
  const { station, first, prev } = run;
  if (first === 1) {
    return prev === FIRST_PREV ? { station, seq: 0, fork: 0, hash: prev, mono: -1 } : undefined;
  }
  const end = lines.find((line) => line.station === station && line.seq === first - 1 && line.hash === prev);
  if (end !== undefined) return end;
  return held.get(heldKey(station, first - 1))?.find(({ hash }) => hash === prev);
}

/** The line that an entry after `place` goes on: the one that ends there, or a new one. */
function lineFor(place: Held, station: string, seq: number, known: Lines): Line {
  const ofStation = known.lines.filter((line) => line.station === station);
  const line = ofStation.find(({ fork }) => fork === place.fork);
  if (line !== undefined && line.seq === place.seq && line.hash === place.hash) return line;
  const fork = ofStation.length === 0 ? 0 : Math.max(...ofStation.map((one) => one.fork)) + 1;
  const begun: Line = { station, fork, first: seq, seq, hash: '', mono: -1, begun: null };
  known.lines.push(begun);
  return begun;
}
