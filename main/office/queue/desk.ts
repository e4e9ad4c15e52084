import type { CounterNow, Desk } from '#shared/contract/index.ts';
import type { QueueCounter } from '#shared/queue/index.ts';
import type { ReadableDb } from '../storage/index.ts';
import type { Seat } from './counters-table.ts';
import type { Hall } from './hall.ts';
import { boundTickets, countsByGroup, groupsCalledBy, mayCallBound } from './line.ts';
import type { CounterPerson } from './ports.ts';
import { endedTickets, findServed, finishedTickets, heldTickets } from './tickets-table.ts';

const MOST_LISTED = 50;
const MOST_FINISHED = 5;

/** The queue as a person sees it from where they sit. */
export function deskOf(hall: Hall, person: CounterPerson): Desk {
  const { db } = hall;
  const settings = hall.settings(db);
  const firstDay = hall.firstDay();
  const occupied = hall.occupied(db);
  const counters = settings.counters.map((counter) => counterNow(db, counter, occupied.get(counter.number)));
  const own = counters.find(({ number }) => occupied.get(number)?.person === person.id) ?? null;
  const counts = countsByGroup(db, firstDay);
  const today = hall.today();
  const noShows = [
    ...endedTickets(db, today, 'no-show', MOST_LISTED),
    // Only where a clock that ran ahead ended this day too early: those people are still there.
    ...endedTickets(db, today, 'lapsed', MOST_LISTED),
  ];
  return {
    counter: own,
    suggestedCounter: suggested(settings.counters, person),
    waiting:
      own === null
        ? total(counts)
        : waitingFor(
            hall,
            { number: own.number, groups: groupsCalledBy(own, settings.groups, counts.keys()) },
            counts,
            (other) => occupied.get(other)?.state === 'open',
          ),
    groups: settings.groups.map((group) => {
      const { waiting = 0, priority = 0, since = null } = counts.get(group.id) ?? {};
      return { ...group, waiting, priority, since };
    }),
    held: heldTickets(db)
      .filter(({ day }) => day >= firstDay)
      .sort(newestFirst)
      .slice(0, MOST_LISTED),
    noShows: noShows.sort(newestFirst).slice(0, MOST_LISTED),
    finished: own === null ? [] : finishedTickets(db, today, own.number, MOST_FINISHED),
    counters,
    pauseReasons: settings.pauseReasons,
    priorities: settings.priorities,
    callsBeforeNoShow: settings.callsBeforeNoShow,
  };
}

function newestFirst(left: { lastCalledAt: string | null }, right: { lastCalledAt: string | null }): number {
  return (right.lastCalledAt ?? '').localeCompare(left.lastCalledAt ?? '', 'en');
}

/** A counter with who sits there now; `seat` undefined: nobody does. */
export function counterNow(
  db: ReadableDb,
  counter: QueueCounter,
  seat: (Seat & { name: string }) | undefined,
): CounterNow {
  if (seat === undefined)
    return { ...counter, state: 'closed', person: null, pauseReason: null, ticket: null };
  return {
    ...counter,
    state: seat.state,
    person: seat.name,
    pauseReason: seat.reason,
    ticket: findServed(db, counter.number) ?? null,
  };
}

/** How many wait in all groups together. */
export function total(counts: ReturnType<typeof countsByGroup>): number {
  return [...counts.values()].reduce((sum, { waiting }) => sum + waiting, 0);
}

function waitingFor(
  hall: Hall,
  counter: Pick<QueueCounter, 'number' | 'groups'>,
  counts: ReturnType<typeof countsByGroup>,
  isOpen: (number: number) => boolean,
): number {
  const free = counter.groups.reduce((sum, group) => {
    const { waiting = 0, bound = 0 } = counts.get(group) ?? {};
    return sum + waiting - bound;
  }, 0);
  return free + boundTickets(hall.db).filter((ticket) => mayCallBound(ticket, counter, isOpen)).length;
}

/** The counter that bears the number in the words of the person's account: "Quầy 2" or "Quầy số 02". */
function suggested(counters: readonly QueueCounter[], person: CounterPerson): number | null {
  const number = Number(/\d{1,2}/.exec(person.counter)?.[0] ?? Number.NaN);
  return counters.some((counter) => counter.number === number) ? number : null;
}
