import { officeTimestamp } from '#shared/base/index.ts';
import type { Board } from '#shared/contract/index.ts';
import { counterNow, total } from './desk.ts';
import type { Hall } from './hall.ts';
import { countsByGroup } from './line.ts';
import { lastCalls } from './tickets-table.ts';

/** All that a board shows: numbers and counters, never a name. */
export function boardOf(hall: Hall): Board {
  const { db } = hall;
  const settings = hall.settings(db);
  const { profile, sample } = hall.office();
  const occupied = hall.occupied(db);
  const firstDay = hall.firstDay();
  const counters = settings.counters.map((counter) => counterNow(db, counter, occupied.get(counter.number)));
  const calls = lastCalls(db, settings.board.lastCalls).filter(({ at }) => at.slice(0, 10) >= firstDay);
  return {
    office: profile.name,
    sample,
    counters: counters.map(({ number, name, state, ticket }) => ({
      number,
      name,
      state,
      ticket: ticket?.number ?? null,
    })),
    calls: calls.map(({ current: _current, ...call }) => call),
    waiting: total(countsByGroup(db, firstDay)),
    spokenTimes: settings.board.spokenTimes,
    now: officeTimestamp(hall.clock.now()),
  };
}
