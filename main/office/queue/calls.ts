import { ticketMoved } from '#shared/journal/index.ts';
import {
  allowedSteps,
  chooseNext,
  type Ticket,
  type TicketMove,
  type TicketStep,
} from '#shared/queue/index.ts';
import type { WritableDb } from '../storage/index.ts';
import type { Seat } from './counters-table.ts';
import { endDaysBeforeInTx } from './end-day.ts';
import type { Append, Hall } from './hall.ts';
import { candidatesFor, countsByGroup, groupsCalledBy, ordinarySinceOn } from './line.ts';
import type { CounterPerson } from './ports.ts';
import { QueueRefused, refusedAt } from './refused.ts';
import { findRequest } from './requests-table.ts';
import { refusePaused, requireSeat } from './seats.ts';
import { findServed, findTicket, hasTwin } from './tickets-table.ts';

export type Target = { group: string } | { counter: number };

type Act = {
  tx: WritableDb;
  seat: Seat;
  /** One more entry about a ticket at this counter. */
  record(ticket: string, step: TicketStep, to?: Target): void;
};

/** What a person does at their counter, in one transaction and once for each request. */
function atCounter(hall: Hall, person: CounterPerson, requestId: string, act: (counter: Act) => void): void {
  hall.change((tx, append: Append) => {
    if (findRequest(tx, requestId) !== undefined) return;
    endDaysBeforeInTx(hall, tx, append);
    const seat = requireSeat(hall, tx, person);
    act({
      tx,
      seat,
      record(ticket, step, to) {
        append(ticketMoved, {
          actor: person.id,
          subject: ticket,
          body: { id: ticket, step, counter: seat.number, to: to ?? null, request: requestId },
        });
      },
    });
  });
}

/**
 * Finishes the ticket at the person's counter and calls the next one by order and priority. Choosing and calling are one
 * transaction, and the office has one writer: two counters can't get the same ticket. `finishing`: the ticket that the
 * screen shows there, null for none; a person may sit at two PCs, and only what is seen is finished. Throws QueueRefused
 * `no-counter`, `ticket-moved`.
 */
export function callNext(
  hall: Hall,
  person: CounterPerson,
  { finishing, requestId }: { finishing: string | null; requestId: string },
): void {
  atCounter(hall, person, requestId, ({ tx, seat, record }) => {
    refusePaused(seat);
    const served = findServed(tx, seat.number);
    if ((served?.id ?? null) !== finishing) throw otherServed(seat, served);
    if (served !== undefined) record(served.id, 'finish');
    const next = findNext(hall, tx, seat.number);
    if (next !== undefined) record(next, 'call');
  });
}

function otherServed(seat: Seat, served: Ticket | undefined): QueueRefused {
  const now = served === undefined ? 'không phục vụ số nào' : `đang phục vụ số ${served.number}`;
  return new QueueRefused(
    'ticket-moved',
    `Quầy ${seat.number} ${now}, khác với lúc bấm (có thể vừa gọi ở máy khác). Chưa gọi ai; hãy xem lại rồi bấm gọi tiếp.`,
  );
}

function findNext(hall: Hall, tx: WritableDb, number: number): string | undefined {
  const counter = hall.findCounter(tx, number);
  if (counter === undefined) return undefined;
  const occupied = hall.occupied(tx);
  const { groups: known, ordinaryBetweenPriorities } = hall.settings(tx);
  const groups = groupsCalledBy(counter, known, countsByGroup(tx, hall.firstDay()).keys());
  const isOpen = (other: number) => occupied.get(other)?.state === 'open';
  const candidates = candidatesFor(tx, { number, groups }, isOpen);
  return chooseNext(candidates, ordinarySinceOn(tx, hall.today()), ordinaryBetweenPriorities)?.id;
}

/** Recalls, skips, holds, finishes, gives up or takes back a ticket. Throws `not-found`, `no-counter`, `ticket-moved`. */
export function moveTicket(
  hall: Hall,
  person: CounterPerson,
  input: { ticket: string; move: TicketMove; requestId: string },
): void {
  const { ticket: id, move } = input;
  atCounter(hall, person, input.requestId, ({ tx, seat, record }) => {
    const ticket = requireStep(hall, tx, id, move, seat);
    if (move === 'recall' || move === 'return') refusePaused(seat);
    if (move === 'return') refuseSecond(tx, seat, ticket);
    record(id, move);
  });
}

/**
 * Takes a ticket back and puts the one that is served aside, both or neither. Without `aside` nobody may be served.
 * Throws as `moveTicket`.
 */
export function takeBack(
  hall: Hall,
  person: CounterPerson,
  input: { ticket: string; aside: { ticket: string; move: 'hold' | 'finish' } | null; requestId: string },
): void {
  const { ticket: id, aside } = input;
  atCounter(hall, person, input.requestId, ({ tx, seat, record }) => {
    refusePaused(seat);
    const ticket = requireStep(hall, tx, id, 'return', seat);
    if (aside !== null) {
      if (findServed(tx, seat.number)?.id !== aside.ticket) throw new QueueRefused('ticket-moved');
      record(aside.ticket, aside.move);
    }
    refuseSecond(tx, seat, ticket);
    record(id, 'return');
  });
}

/** A counter serves one ticket, which one is put aside for the other is the person's to say; and the hall one of a number. */
function refuseSecond(tx: WritableDb, seat: Seat, back: Ticket): void {
  if (back.state !== 'held' && hasTwin(tx, back)) {
    throw new QueueRefused(
      'ticket-moved',
      `Đang có người khác mang số ${back.number} (ngày giờ máy đã được chỉnh). Hãy cấp số mới cho người này.`,
    );
  }
  const served = findServed(tx, seat.number);
  if (served === undefined) return;
  throw new QueueRefused(
    'ticket-moved',
    `Quầy ${seat.number} đang phục vụ số ${served.number}. Hãy bấm “Xong” hoặc “Giữ” cho số ${served.number} trước.`,
  );
}

/** Sends the ticket at the person's counter to another group or counter. Throws as `moveTicket`. */
export function transferTicket(
  hall: Hall,
  person: CounterPerson,
  input: { ticket: string; to: Target; requestId: string },
): void {
  const { ticket: id, to } = input;
  atCounter(hall, person, input.requestId, ({ tx, seat, record }) => {
    requireStep(hall, tx, id, 'transfer', seat);
    checkTarget(hall, tx, to, seat);
    record(id, 'transfer', to);
  });
}

function checkTarget(hall: Hall, tx: WritableDb, to: Target, seat: Seat): void {
  if ('group' in to) {
    if (hall.settings(tx).groups.some(({ id }) => id === to.group)) return;
    throw refusedAt('not-found', 'to.group', 'Nhóm thủ tục này không còn. Hãy chọn lại nhóm.');
  }
  const { counter } = to;
  if (counter === seat.number) {
    throw refusedAt('not-found', 'to.counter', 'Số này đang ở chính quầy này. Hãy chọn quầy khác.');
  }
  const there = hall.occupied(tx).get(counter);
  if (hall.findCounter(tx, counter) === undefined || there === undefined) {
    throw refusedAt(
      'not-found',
      'to.counter',
      `Quầy ${counter} chưa có người ngồi. Hãy chọn quầy khác hoặc chuyển theo nhóm.`,
    );
  }
  if (there.state === 'paused') {
    throw refusedAt(
      'not-found',
      'to.counter',
      `Quầy ${counter} đang tạm dừng. Hãy chọn quầy khác hoặc chuyển theo nhóm.`,
    );
  }
}

function requireStep(hall: Hall, tx: WritableDb, id: string, step: TicketStep, seat: Seat): Ticket {
  const stored = findTicket(tx, id);
  if (stored === undefined) throw new QueueRefused('not-found');
  const { ticket } = stored;
  if (!allowedSteps(ticket, seat.number, hall.firstDay()).includes(step)) {
    throw new QueueRefused('ticket-moved');
  }
  return ticket;
}
