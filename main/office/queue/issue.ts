import type { IssuedTicket, KioskOptions } from '#shared/contract/index.ts';
import { ticketIssued } from '#shared/journal/index.ts';
import {
  estimateMinutes,
  formatTicketNumber,
  type QueueGroup,
  type Ticket,
  ticketQr,
  ticketsAhead,
} from '#shared/queue/index.ts';
import type { ReadableDb, WritableDb } from '../storage/index.ts';
import { endDaysBeforeInTx } from './end-day.ts';
import type { Hall } from './hall.ts';
import { countsByGroup, lastCallTimes, lineOfGroup, ordinarySinceOn } from './line.ts';
import { findNextSerial } from './next-number.ts';
import { QueueRefused, refusedAt } from './refused.ts';
import { findRequest } from './requests-table.ts';
import { findTicket } from './tickets-table.ts';

export type IssueInput = { group: string; priority: string | null; requestId: string };

/** What a kiosk offers now. */
export function kioskOptions(hall: Hall): KioskOptions {
  const { db } = hall;
  const { profile, sample } = hall.office();
  const { groups, priorities } = hall.settings(db);
  const counts = countsByGroup(db, hall.firstDay());
  return {
    office: profile.name,
    authority: profile.authority,
    sample,
    groups: groups.map((group) => {
      const waiting = counts.get(group.id)?.waiting ?? 0;
      return { ...group, waiting, estimateMinutes: estimateOf(hall, db, group.id, waiting) };
    }),
    priorities,
  };
}

/**
 * Gives the next number of a group and orders its paper, in one transaction. A request that was carried out before
 * answers with its ticket. Throws QueueRefused `not-found`, `queue-full`.
 */
export function issueTicket(
  hall: Hall,
  input: IssueInput,
  by: { actor: string; station: string },
): IssuedTicket {
  return hall.change((tx, append) => {
    const known = findRequest(tx, input.requestId);
    if (known !== undefined) return issuedBefore(hall, tx, known);
    endDaysBeforeInTx(hall, tx, append);
    const { groups, priorities } = hall.settings(tx);
    const group = groups.find(({ id }) => id === input.group);
    if (group === undefined) {
      throw refusedAt('not-found', 'group', 'Nhóm thủ tục này không còn. Hãy chọn lại nhóm.');
    }
    const ground = priorities.find(({ id }) => id === input.priority);
    if (input.priority !== null && ground === undefined) {
      throw refusedAt('not-found', 'priority', 'Diện ưu tiên này không còn. Hãy chọn lại.');
    }
    const day = hall.today();
    const serial = findNextSerial(hall, tx, day, group);
    if (serial === null) throw fullOf(group);
    tx.afterCommit(() => hall.onIssued({ day, letter: group.letter, serial }));
    const ahead = aheadOf(hall, tx, { group: group.id, priority: input.priority }, Number.MAX_SAFE_INTEGER);
    const id = hall.ids.id();
    append(ticketIssued, {
      actor: by.actor,
      subject: id,
      body: {
        id,
        letter: group.letter,
        serial,
        group: group.id,
        day,
        priority: input.priority,
        visit: hall.ids.id(),
        request: input.requestId,
      },
    });
    const issued = answer(hall, tx, getTicket(tx, id), ahead);
    const jobId = hall.orderTicketInTx(tx, {
      ticketId: id,
      station: by.station,
      paper: {
        number: formatTicketNumber(group.letter, serial),
        groupName: group.name,
        authority: hall.office().profile.authority,
        office: hall.office().profile.name,
        priorityName: ground?.name ?? null,
        ahead,
        estimateMinutes: issued.estimateMinutes,
        issuedAt: issued.ticket.issuedAt,
        qr: issued.qr,
        sample: hall.office().sample,
      },
    });
    return { ...issued, jobId };
  });
}

function fullOf(group: QueueGroup): QueueRefused {
  return new QueueRefused(
    'queue-full',
    `Số của nhóm “${group.name}” hôm nay đã cấp hết (999). Hãy chọn nhóm khác hoặc báo quầy hướng dẫn.`,
  );
}

function issuedBefore(hall: Hall, tx: WritableDb, id: string): IssuedTicket {
  const ticket = getTicket(tx, id);
  const n = findTicket(tx, id)?.n ?? 0;
  return { ...answer(hall, tx, ticket, aheadOf(hall, tx, ticket, n)), jobId: hall.findTicketJob(tx, id) };
}

function answer(hall: Hall, db: ReadableDb, ticket: Ticket, ahead: number): Omit<IssuedTicket, 'jobId'> {
  return {
    ticket,
    ahead,
    estimateMinutes: estimateOf(hall, db, ticket.group, ahead),
    qr: ticketQr(ticket),
  };
}

/** How many of its group are called before a ticket that waits since `place`. */
function aheadOf(
  hall: Hall,
  db: ReadableDb,
  ticket: { group: string; priority: string | null },
  place: number,
): number {
  return ticketsAhead(
    lineOfGroup(db, ticket.group, hall.firstDay(), place),
    { priority: ticket.priority !== null },
    ordinarySinceOn(db, hall.today())(ticket.group),
    hall.settings(db).ordinaryBetweenPriorities,
  );
}

function estimateOf(hall: Hall, db: ReadableDb, group: string, ahead: number): number | null {
  return estimateMinutes(ahead, lastCallTimes(db, group, hall.today()));
}

function getTicket(db: ReadableDb, id: string): Ticket {
  const stored = findTicket(db, id);
  if (stored === undefined) throw new Error(`no such ticket: ${id}`);
  return stored.ticket;
}
