import { z } from 'zod';
import type { OrdinarySince, Waiting } from '#shared/queue/index.ts';
import { type ReadableDb, sql } from '../storage/index.ts';

const HeadRow = z.object({
  id: z.string(),
  grp: z.string(),
  preferred: z.int(),
  place: z.int(),
  bound_to: z.int().nullable(),
});

export type InLine = Waiting & { readonly boundTo: number | null };

function inLineOf(raw: unknown): InLine {
  const row = HeadRow.parse(raw);
  return {
    id: row.id,
    group: row.grp,
    priority: row.preferred === 1,
    place: row.place,
    boundTo: row.bound_to,
  };
}

/**
 * The groups whose tickets a counter may call: its own, and those that are in the settings no more while somebody waits
 * in them (`waiting`), for nobody else would call them.
 */
export function groupsCalledBy(
  counter: { groups: readonly string[] },
  known: readonly { id: string }[],
  waiting: Iterable<string>,
): string[] {
  const ids = new Set(known.map(({ id }) => id));
  return [...counter.groups, ...[...waiting].filter((group) => !ids.has(group))];
}

/** The first ticket of a group and kind that every counter of the group may call. */
export const headQuery = (group: string, preferred: 0 | 1) => sql`
  select id, grp, preferred, place, bound_to from queue_tickets
  where ended = 0 and state = 'waiting' and grp = ${group} and preferred = ${preferred} and bound_to is null
  order by place limit 1`;

/** Tickets that were sent to one counter: a handful. The plus keeps SQLite from going through the whole line instead. */
export const boundQuery = () => sql`
  select id, grp, preferred, place, bound_to from queue_tickets
  where ended = 0 and bound_to > 0 and +state = 'waiting'`;

/**
 * The tickets among which a counter's next one is chosen: the first ordinary and the first priority one of each of its
 * groups, and those that were sent to it. What was sent to a counter that is closed or pauses now is anybody's of its group again.
 */
export function candidatesFor(
  db: ReadableDb,
  counter: { number: number; groups: readonly string[] },
  isOpen: (number: number) => boolean,
): InLine[] {
  const heads = counter.groups.flatMap((group) =>
    [db.find(headQuery(group, 0)), db.find(headQuery(group, 1))].filter((raw) => raw !== undefined),
  );
  const bound = boundTickets(db).filter((ticket) => mayCallBound(ticket, counter, isOpen));
  return [...heads.map(inLineOf), ...bound];
}

export function boundTickets(db: ReadableDb): InLine[] {
  return db.all(boundQuery()).map(inLineOf);
}

export function mayCallBound(
  { boundTo, group }: InLine,
  counter: { number: number; groups: readonly string[] },
  isOpen: (number: number) => boolean,
): boolean {
  if (boundTo === counter.number) return true;
  return boundTo !== null && !isOpen(boundTo) && counter.groups.includes(group);
}

const CountRow = z.object({
  grp: z.string(),
  preferred: z.int(),
  tickets: z.int(),
  bound: z.int(),
  first: z.int(),
  waits_since: z.string(),
});

/** Who waits, by group and kind; of days that have not ended. `min` brings the other columns of its row with it. */
export const countQuery = (firstDay: string) => sql`
  select grp, preferred, count(*) as tickets, count(bound_to) as bound, min(place) as first, waits_since
  from queue_tickets where ended = 0 and state = 'waiting' and day >= ${firstDay} group by grp, preferred`;

export type GroupCount = {
  waiting: number;
  priority: number;
  /** Of `waiting`, those that were sent to one counter. */
  bound: number;
  /** Since when the first of them waits; null where nobody does. */
  since: string | null;
};

/** How many wait in each group that has anybody waiting. */
export function countsByGroup(db: ReadableDb, firstDay: string): Map<string, GroupCount> {
  const counts = new Map<string, GroupCount & { first: number }>();
  for (const raw of db.all(countQuery(firstDay))) {
    const row = CountRow.parse(raw);
    const known = counts.get(row.grp) ?? {
      waiting: 0,
      priority: 0,
      bound: 0,
      since: null,
      first: Number.POSITIVE_INFINITY,
    };
    counts.set(row.grp, {
      waiting: known.waiting + row.tickets,
      priority: known.priority + (row.preferred === 1 ? row.tickets : 0),
      bound: known.bound + row.bound,
      since: row.first < known.first ? row.waits_since : known.since,
      first: Math.min(known.first, row.first),
    });
  }
  return counts;
}

export const groupLineQuery = (group: string, preferred: 0 | 1, firstDay: string, before: number) => sql`
  select place, place > n as skipped from queue_tickets
  where ended = 0 and state = 'waiting' and grp = ${group} and preferred = ${preferred} and place < ${before}
    and day >= ${firstDay}`;

const PlaceRow = z.object({ place: z.int(), skipped: z.int() });

/** Who waits in a group before the place `before`, in order. */
export function lineOfGroup(
  db: ReadableDb,
  group: string,
  firstDay: string,
  before: number,
): { priority: boolean; skipped: boolean }[] {
  const places = (preferred: 0 | 1) =>
    db.all(groupLineQuery(group, preferred, firstDay, before)).map((raw) => {
      const { place, skipped } = PlaceRow.parse(raw);
      return { priority: preferred === 1, place, skipped: skipped === 1 };
    });
  return [...places(0), ...places(1)].sort((left, right) => left.place - right.place);
}

const PaceRow = z.object({ first_called_at: z.string() });
const CALLS_OF_PACE = 11;

export const paceQuery = (group: string) => sql`
  select first_called_at from queue_tickets where grp = ${group} and last_call > 0
  order by last_call desc limit ${CALLS_OF_PACE}`;

/** When the last tickets of a group were first called on that day; what a pace is reckoned from. */
export function lastCallTimes(db: ReadableDb, group: string, day: string): string[] {
  return db
    .all(paceQuery(group))
    .map((raw) => PaceRow.parse(raw).first_called_at)
    .filter((at) => at.slice(0, 10) === day);
}

const TurnRow = z.object({ day: z.string(), ordinary_since: z.int() });

/** How many ordinary tickets of a group were called since its last priority one of that day; null: none was. */
export function ordinarySinceOn(db: ReadableDb, day: string): OrdinarySince {
  return (group) => {
    const raw = db.find(sql`select day, ordinary_since from queue_turns where grp = ${group}`);
    if (raw === undefined) return null;
    const row = TurnRow.parse(raw);
    return row.day === day ? row.ordinary_since : null;
  };
}
