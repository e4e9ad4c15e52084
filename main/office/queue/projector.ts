import type { z } from 'zod';
import {
  counterChanged,
  queueChanged,
  queueDayEnded,
  ticketIssued,
  ticketMoved,
} from '#shared/journal/index.ts';
import { countAfterCall, servedPieceMs, stateAfter } from '#shared/queue/index.ts';
import { defineProjector, on, type StoredEntry } from '../journal/index.ts';
import { sql, type WritableDb } from '../storage/index.ts';
import { ordinarySinceOn } from './line.ts';
import { forgetRequestsInTx, noteRequestInTx } from './requests-table.ts';
import { putSettingsInTx } from './settings-table.ts';
import { findTicket, type StoredTicket } from './tickets-table.ts';

type Moved = z.infer<typeof ticketMoved.body>;

/** Keeps the hall's queue in step with the local chain. */
export const queueProjector = defineProjector({
  name: 'queue',
  tables: ['queue_tickets', 'queue_counters', 'queue_turns', 'queue_requests', 'queue_settings'],
  on: [
    on(ticketIssued, (tx, { position, at }, body) => {
      tx.run(sql`
        insert into queue_tickets (n, id, day, letter, serial, issued_in, grp, priority, preferred, visit, state, place,
                                   waits_since, issued_at)
        values (${position}, ${body.id}, ${body.day}, ${body.letter}, ${body.serial}, ${body.group}, ${body.group},
                ${body.priority}, ${body.priority === null ? 0 : 1}, ${body.visit}, 'waiting', ${position}, ${at}, ${at})`);
      // A tidy day leaves nothing to end, so that no entry says that it did.
      forgetRequestsInTx(tx, body.day);
      noteRequestInTx(tx, body.request, body.id, body.day);
    }),
    on(ticketMoved, (tx, entry, body) => {
      const stored = findTicket(tx, body.id);
      if (stored === undefined) throw new Error(`a step of a ticket that was never issued: ${body.id}`);
      moveInTx(tx, entry, body, stored);
      noteRequestInTx(tx, body.request, body.id, entry.at.slice(0, 10));
    }),
    on(counterChanged, (tx, { at }, body) => {
      tx.run(sql`
        insert into queue_counters (number, state, person, reason, day, since)
        values (${body.counter}, ${body.state}, ${body.person}, ${body.reason}, ${at.slice(0, 10)}, ${at})
        on conflict (number) do update set state = excluded.state, person = excluded.person,
          reason = excluded.reason, day = excluded.day, since = excluded.since`);
    }),
    on(queueChanged, (tx, _entry, body) => putSettingsInTx(tx, body.settings)),
    on(queueDayEnded, (tx, { at }, body) => {
      const ids = (list: readonly (string | number)[]) => JSON.stringify(list);
      tx.run(sql`
        update queue_tickets set state = 'lapsed', ended = 1, ended_at = ${at}
        where id in (select value from json_each(${ids(body.lapsed)}))`);
      tx.run(sql`
        update queue_tickets set state = 'finished', ended = 1, ended_at = ${at}, served_ms = null
        where id in (select value from json_each(${ids(body.finished)}))`);
      tx.run(sql`
        update queue_counters set state = 'closed', person = null, reason = null, since = ${at}
        where number in (select value from json_each(${ids(body.closed)}))`);
      forgetRequestsInTx(tx, body.day);
    }),
  ],
});

function moveInTx(tx: WritableDb, entry: StoredEntry, body: Moved, stored: StoredTicket): void {
  const { position, at } = entry;
  const { id, counter } = body;
  const { ticket } = stored;
  const state = stateAfter(body.step);
  switch (body.step) {
    case 'call':
      tx.runOne(sql`
        update queue_tickets set state = ${state}, counter = ${counter}, calls = calls + 1, last_call = ${position},
          first_called_at = coalesce(first_called_at, ${at}), last_called_at = ${at}
        where id = ${id}`);
      noteTurnInTx(tx, ticket.group, at.slice(0, 10), {
        priority: ticket.priority !== null,
        skipped: stored.skipped,
      });
      return;
    case 'recall':
      tx.runOne(sql`
        update queue_tickets set state = ${state}, calls = calls + 1, last_call = ${position}, last_called_at = ${at} where id = ${id}`);
      return;
    case 'return':
      tx.runOne(sql`
        update queue_tickets set state = ${state}, counter = ${counter}, last_called_at = ${at}, ended = 0, ended_at = null
        where id = ${id}`);
      return;
    case 'skip':
      tx.runOne(sql`
        update queue_tickets set state = ${state}, place = ${position}, waits_since = ${at} where id = ${id}`);
      return;
    case 'hold':
      tx.runOne(sql`update queue_tickets set state = ${state} where id = ${id}`);
      addServedInTx(tx, ticket, at);
      return;
    case 'transfer':
      if (body.to !== null && 'group' in body.to) {
        tx.runOne(sql`
          update queue_tickets set state = ${state}, grp = ${body.to.group}, bound_to = null where id = ${id}`);
      } else {
        tx.runOne(sql`
          update queue_tickets set state = ${state}, bound_to = ${body.to?.counter ?? null} where id = ${id}`);
      }
      addServedInTx(tx, ticket, at);
      return;
    case 'finish':
      tx.runOne(sql`update queue_tickets set state = ${state}, ended = 1, ended_at = ${at} where id = ${id}`);
      addServedInTx(tx, ticket, at);
      return;
    case 'no-show':
      tx.runOne(sql`update queue_tickets set state = ${state}, ended = 1, ended_at = ${at} where id = ${id}`);
      return;
  }
}

/** What was held is not served meanwhile; what the clock does not tell makes the whole unknown. */
function addServedInTx(tx: WritableDb, before: StoredTicket['ticket'], at: string): void {
  if (before.state !== 'called' || before.lastCalledAt === null) return;
  const piece = servedPieceMs(before.lastCalledAt, at);
  tx.runOne(sql`update queue_tickets set served_ms = served_ms + ${piece} where id = ${before.id}`);
}

function noteTurnInTx(
  tx: WritableDb,
  group: string,
  day: string,
  ticket: { priority: boolean; skipped: boolean },
): void {
  const count = countAfterCall(ordinarySinceOn(tx, day)(group), ticket);
  if (count === null) return;
  tx.run(sql`
    insert into queue_turns (grp, day, ordinary_since) values (${group}, ${day}, ${count})
    on conflict (grp) do update set day = excluded.day, ordinary_since = excluded.ordinary_since`);
}
