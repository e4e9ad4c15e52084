import {
  daysWithSerials,
  doubtfulDays,
  findLastSerial,
  leasesFrom,
  type Numbering,
  type NumberOfDay,
  numbersOfDay,
} from '../dossiers/index.ts';
import type { ReadableDb } from '../storage/index.ts';
import { dayAfter, lastDayOf } from './lease-use.ts';

/** What became of numbers that follow each other. */
export type GapRow = {
  first: number;
  last: number;
  /**
   * - `given`, `cancelled`: a dossier has it, or had it.
   * - `unknown`: another copy of this office may have given it while numbers were in doubt; nobody knows.
   * - `skipped`: passed over for good: the code had been entered as one issued elsewhere.
   * - `unexplained`: below the highest number given, and no entry says why. Never to be seen.
   */
  state: 'given' | 'cancelled' | 'unknown' | 'skipped' | 'unexplained';
};

export type GapDay = {
  day: string;
  given: number;
  cancelled: number;
  unknown: number;
  skipped: number;
  unexplained: number;
  rows: GapRow[];
};

/**
 * What became of each number of a day, newest day first. `before`: the day (`YYYY-MM-DD`) behind those wanted; null: from
 * today on back. `next` is the next page's `before`; null: there are no older days.
 */
export function gapReport(
  db: ReadableDb,
  numbering: Numbering,
  options: { today: string; before: string | null; limit: number },
): { days: GapDay[]; next: string | null } {
  const before = options.before ?? dayAfter(options.today);
  const days = daysToTell(db, numbering, { ...options, before, limit: options.limit + 1 });
  const page = days.slice(0, options.limit);
  return {
    days: page.map((day) => gapsOfDay(db, numbering, day)),
    next: days.length > options.limit ? (page.at(-1) ?? null) : null,
  };
}

/** Days with numbers that were used, and days on which another copy may have used some. */
function daysToTell(
  db: ReadableDb,
  { agencyCode, station }: Numbering,
  { today, before, limit }: { today: string; before: string; limit: number },
): string[] {
  const days = new Set(daysWithSerials(db, agencyCode, before, limit).map(({ day }) => day));
  for (const doubt of doubtfulDays(db)) {
    if (doubt.station !== station) continue;
    let day = doubt.untilDay ?? today;
    if (day >= before) day = dayAfter(before, -1);
    for (let count = 0; count < limit && day >= doubt.fromDay; count += 1) {
      days.add(day);
      day = dayAfter(day, -1);
    }
  }
  return [...days].sort().reverse().slice(0, limit);
}

function gapsOfDay(db: ReadableDb, numbering: Numbering, day: string): GapDay {
  const numbers = numbersOfDay(db, numbering.agencyCode, day);
  const inDoubt = doubtfulDays(db).some(
    ({ fromDay, untilDay }) => fromDay <= day && (untilDay === null || day <= untilDay),
  );
  const states = new Map(numbers.map(({ number, state }) => [number, state]));
  const rows: GapRow[] = [];
  for (const { first, last, stranger } of spansOfDay(db, numbering, day, numbers)) {
    const highest = Math.max(first - 1, ...numbers.map(({ number }) => number).filter((n) => n <= last));
    const end = stranger && inDoubt ? last : Math.min(last, highest);
    for (let number = first; number <= end; number += 1) {
      const state = states.get(number);
      const told =
        state === undefined
          ? inDoubt
            ? 'unknown'
            : 'unexplained'
          : state === 'elsewhere'
            ? 'skipped'
            : state;
      const before = rows.at(-1);
      if (before !== undefined && before.state === told && before.last === number - 1) before.last = number;
      else rows.push({ first: number, last: number, state: told });
    }
  }
  const count = (state: GapRow['state']) =>
    rows.filter((row) => row.state === state).reduce((sum, { first, last }) => sum + last - first + 1, 0);
  return {
    day,
    given: count('given'),
    cancelled: count('cancelled'),
    unknown: count('unknown'),
    skipped: count('skipped'),
    unexplained: count('unexplained'),
    rows,
  };
}

type Span = { first: number; last: number; stranger: boolean };

/**
 * The stretches of numbers of a day without overlaps, lowest first: leases of any station, and below or between them what
 * the office numbered itself. `stranger`: of another station, which may have given more than is known here.
 */
function spansOfDay(
  db: ReadableDb,
  { agencyCode, codeFormat, station }: Numbering,
  day: string,
  numbers: readonly NumberOfDay[],
): Span[] {
  const leased = leasesFrom(db, agencyCode, day)
    .filter((lease) => lease.codeFormat === codeFormat && lease.firstDay <= day && day <= lastDayOf(lease))
    .map((lease) => ({
      first: lease.firstSerial,
      last: lease.lastSerial,
      stranger: lease.station !== station,
    }));
  const used = findLastSerial(db, agencyCode, day);
  const highest = Math.max(0, ...numbers.map(({ number }) => number), used?.day === day ? used.number : 0);
  const isLeased = (number: number) => leased.some(({ first, last }) => first <= number && number <= last);
  const own: Span[] = [];
  for (const { number, state } of numbers) {
    if (state === 'elsewhere' || isLeased(number)) continue;
    const before = own.at(-1);
    if (before === undefined || hasLeaseBetween(leased, before.last, number))
      own.push({
        first: own.length === 0 ? firstOwn(leased, number) : number,
        last: number,
        stranger: false,
      });
    else before.last = number;
  }
  // A confirmed code of which no entry is here: what lies below it was in doubt.
  if (leased.length === 0 && highest > 0) return [{ first: 1, last: highest, stranger: true }];
  return [...own, ...leased].sort((a, b) => a.first - b.first);
}

const hasLeaseBetween = (leased: readonly Span[], after: number, until: number) =>
  leased.some(({ first }) => after < first && first < until);

/** What an office numbers itself begins with 1, or behind the leases below it. */
const firstOwn = (leased: readonly Span[], number: number) =>
  Math.max(1, ...leased.filter(({ last }) => last < number).map(({ last }) => last + 1));
