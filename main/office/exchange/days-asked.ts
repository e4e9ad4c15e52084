import type { ReadableDb } from '../storage/index.ts';
import { exchangeHeads } from './counts.ts';
import { findDay } from './days-table.ts';
import { daysHere } from './here.ts';
import { newestParcel } from './parcels-table.ts';
import { isSaidOfOthers } from './said-table.ts';
import { readStation } from './stations-table.ts';

/** So many of the newest days on which the two do not agree are asked for each time, and so many of all others in turn. */
const NEWEST = 20;
const IN_TURN = 20;
/** Days are compared so far back. */
const MOST_COMPARED = 400;

/**
 * The days whose counts are asked of the province (P20): today, those of which it did not tell the count that is here, and
 * those of which it told that something was rejected or in conflict, since a new try or a person's decision changes that
 * and not how many there are. Where another copy of this office writes as well (P11), any day may have more by now. Where
 * they are many they come in turn, parcel by parcel, and not by when they were told: a clock that was wrong would hold
 * some back.
 */
export function daysToAsk(db: ReadableDb, today: string): string[] {
  const days = daysHere(db, null, MOST_COMPARED).map(({ day, entries }) => ({
    day,
    entries,
    told: findDay(db, day),
  }));
  const differing = days.filter(
    ({ entries, told }) => told === undefined || told.accepted + told.rejected + told.conflict !== entries,
  );
  const isDoubled =
    exchangeHeads(db).some(({ station }) => readStation(db, station).forked) || isSaidOfOthers(db);
  const open = days.filter(
    (one) =>
      !differing.includes(one) &&
      one.told !== undefined &&
      (isDoubled || one.told.rejected + one.told.conflict > 0),
  );
  const others = inTurn([...differing.slice(NEWEST), ...open], newestParcel(db));
  return [...new Set([today, ...[...differing.slice(0, NEWEST), ...others].map(({ day }) => day)])];
}

function inTurn<T>(list: readonly T[], turn: number): T[] {
  if (list.length <= IN_TURN) return [...list];
  const start = (turn * IN_TURN) % list.length;
  return [...list.slice(start), ...list.slice(0, start)].slice(0, IN_TURN);
}
