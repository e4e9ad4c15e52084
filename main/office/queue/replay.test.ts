import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assertNoScan } from '#office/storage/index.ts';
import { TicketMove } from '#shared/queue/index.ts';
import { replayQueue } from '#shared/queue/queue.oracle.ts';
import { openTestHall, sampleQueue, type TestHall } from '#test/fixtures/hall.ts';
import { leftQuery } from './end-day.ts';
import { QueueRefused } from './index.ts';
import { boundQuery, countQuery, groupLineQuery, headQuery, paceQuery } from './line.ts';
import {
  calledQuery,
  dayQuery,
  earlierSerialQuery,
  endedQuery,
  finishedQuery,
  heldQuery,
  lastCallsQuery,
  laterSerialQuery,
} from './tickets-table.ts';
import { servedByQuery } from './visit.ts';

let hall: TestHall;
beforeEach(() => {
  hall = openTestHall('2026-11-23T08:00');
});
afterEach(() => hall.store.remove());

const COUNTERS = 4;
const groups = sampleQueue.groups.map(({ id }) => id);

type Action =
  | { do: 'issue'; group: number; priority: boolean }
  | { do: 'sit' | 'call' | 'leave' | 'pause' | 'goOn'; person: number; counter: number }
  | { do: 'move'; person: number; ticket: number; move: TicketMove }
  | { do: 'back'; person: number; ticket: number; aside: 'hold' | 'finish' }
  | { do: 'transfer'; person: number; group: number; counter: number }
  | { do: 'clock'; minutes: number }
  | { do: 'settings'; between: number };

const person = fc.integer({ min: 1, max: 5 });
const counter = fc.integer({ min: 1, max: COUNTERS });
const group = fc.nat(groups.length - 1);
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('issue' as const), group, priority: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('sit' as const), person, counter }) },
  { weight: 7, arbitrary: fc.record({ do: fc.constant('call' as const), person, counter }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('leave' as const, 'pause' as const, 'goOn' as const),
      person,
      counter,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('move' as const),
      person,
      ticket: fc.nat(40),
      move: fc.constantFrom(...TicketMove.options),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('back' as const),
      person,
      ticket: fc.nat(40),
      aside: fc.constantFrom('hold' as const, 'finish' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('transfer' as const), person, group, counter }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('clock' as const),
      minutes: fc.integer({ min: -2000, max: 2000 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('settings' as const), between: fc.nat(4) }) },
);

/** Does it, or is refused; anything else is a mistake. */
function act(one: Action, issued: string[]): void {
  const { queue } = hall;
  const requestId = hall.requestId();
  const who = hall.person('person' in one ? one.person : 1);
  try {
    switch (one.do) {
      case 'issue': {
        const input = {
          group: groups[one.group] ?? '',
          priority: one.priority ? 'cao-tuoi' : null,
          requestId,
        };
        issued.push(queue.issue(input, { actor: 'kiosk-1', station: 'station-1' }).ticket.id);
        return;
      }
      case 'sit':
        queue.sit(who, { counter: one.counter });
        return;
      case 'call':
        queue.callNext(who, { finishing: queue.desk(who).counter?.ticket?.id ?? null, requestId });
        return;
      case 'leave':
        queue.leave(who, queue.desk(who).counter?.number ?? one.counter);
        return;
      case 'pause':
        queue.pause(who, 'Họp');
        return;
      case 'goOn':
        queue.goOn(who);
        return;
      case 'move': {
        // Mostly what stands there now, else any ticket there ever was.
        const own = queue.desk(who).counter?.ticket?.id;
        const ticket = one.ticket % 2 === 0 ? own : issued[one.ticket % Math.max(1, issued.length)];
        queue.move(who, { ticket: ticket ?? 'none', move: one.move, requestId });
        return;
      }
      case 'back': {
        const own = queue.desk(who).counter?.ticket?.id;
        const ticket = issued[one.ticket % Math.max(1, issued.length)] ?? 'none';
        const aside = own === undefined ? null : { ticket: own, move: one.aside };
        queue.takeBack(who, { ticket, aside, requestId });
        return;
      }
      case 'transfer': {
        const own = queue.desk(who).counter?.ticket?.id ?? 'none';
        const to = one.counter % 2 === 0 ? { counter: one.counter } : { group: groups[one.group] ?? '' };
        queue.transfer(who, { ticket: own, to, requestId });
        return;
      }
      case 'clock':
        hall.clock.advance(one.minutes * 60_000);
        return;
      case 'settings':
        queue.change({ ...sampleQueue, ordinaryBetweenPriorities: one.between }, 'administrator-1');
    }
  } catch (error) {
    if (!(error instanceof QueueRefused)) throw error;
  }
}

describe('whatever is done at the counters', () => {
  it('every entry is right by the oracle, the views say the same, and a rebuild gives the same views (property)', () => {
    let calls = 0;
    fc.assert(
      fc.property(fc.array(action, { minLength: 40, maxLength: 120 }), (actions) => {
        hall.store.remove();
        hall = openTestHall('2026-11-23T08:00');
        const issued: string[] = [];
        for (const one of actions) act(one, issued);
        const replayed = replayQueue(hall.entries(), sampleQueue);
        expect(replayed.faults).toEqual([]);
        calls += replayed.calls.length;
        const rows = [...new Set(replayed.tickets.map(({ day }) => day))].flatMap(
          (day) => hall.queue.today({ day, cursor: null, limit: 100 }).tickets,
        );
        expect(rows).toHaveLength(issued.length);
        for (const ticket of replayed.tickets) {
          expect(rows.find(({ id }) => id === ticket.id)).toMatchObject({
            number: ticket.number,
            state: ticket.state,
            group: ticket.group,
            calls: ticket.calls,
            counter: ticket.state === 'waiting' ? ticket.onlyFor : ticket.counter,
            firstCalledAt: ticket.firstCalledAt,
          });
        }
        const digests = hall.journal.viewDigests();
        hall.journal.rebuild();
        expect(hall.journal.viewDigests()).toEqual(digests);
      }),
      { seed: 20261122, numRuns: 20 },
    );
    expect(calls).toBeGreaterThan(50);
  });
});

describe('queries', () => {
  it('search their tables, however many tickets lie in them', () => {
    const { db } = hall.store;
    assertNoScan(db, headQuery('ho-tich', 0), 'queue_line');
    assertNoScan(db, countQuery('2026-11-23'), 'queue_line');
    assertNoScan(db, groupLineQuery('ho-tich', 1, '2026-11-23', 5), 'queue_line');
    assertNoScan(db, heldQuery(), 'queue_line');
    assertNoScan(db, boundQuery(), 'queue_bound');
    assertNoScan(db, leftQuery('2026-11-23'), 'queue_line_by_day');
    assertNoScan(db, paceQuery('ho-tich'), 'queue_tickets_by_group_call');
    assertNoScan(db, endedQuery('2026-11-23', 'no-show', 50), 'queue_tickets_by_end');
    assertNoScan(db, finishedQuery('2026-11-23', 2, 5), 'queue_tickets_by_end');
    assertNoScan(db, dayQuery('2026-11-23', 900, 50), 'queue_tickets_by_day');
    assertNoScan(db, calledQuery(), 'queue_at_counter');
    assertNoScan(db, earlierSerialQuery('2026-11-23', 'A', 'ho-tich'), 'queue_line_by_day');
    assertNoScan(db, laterSerialQuery('2026-11-23', 'A', 'ho-tich'), 'queue_line_by_day');
    assertNoScan(db, lastCallsQuery(10), 'queue_tickets_by_call');
    assertNoScan(db, servedByQuery('person-1', 'ticket-1', 0), 'journal_entries_by_subject');
  });
});
