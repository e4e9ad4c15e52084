import { counterChanged, ticketMoved } from '#shared/journal/index.ts';
import { pauseReasonProblem } from '#shared/queue/index.ts';
import type { WritableDb } from '../storage/index.ts';
import { findSeatOf, type Seat } from './counters-table.ts';
import { endDaysBeforeInTx } from './end-day.ts';
import type { Append, Hall } from './hall.ts';
import type { CounterPerson } from './ports.ts';
import { QueueRefused, refusedAt } from './refused.ts';
import { findServed } from './tickets-table.ts';

/** The subject under which a counter's entries are found; it has no other id than its number. */
const subjectOf = (counter: number): string => `counter-${counter}`;

/**
 * The counter at which a person sits today. Throws QueueRefused `no-counter` where they sit nowhere, or an administrator
 * took the counter away.
 */
export function requireSeat(hall: Hall, tx: WritableDb, person: CounterPerson): Seat {
  const seat = findSeatOf(tx, person.id);
  if (seat === undefined || seat.day < hall.firstDay() || hall.findCounter(tx, seat.number) === undefined) {
    throw new QueueRefused('no-counter');
  }
  return seat;
}

/** Refuses to call anybody to a counter that pauses. */
export function refusePaused(seat: Seat): void {
  if (seat.state !== 'paused') return;
  throw new QueueRefused(
    'no-counter',
    `Quầy ${seat.number} đang tạm dừng. Hãy bấm “Làm việc tiếp” rồi gọi số.`,
  );
}

/** Seats a person at a counter; they leave the one before. Throws QueueRefused `not-found`, `counter-taken`. */
export function sitDown(
  hall: Hall,
  person: CounterPerson,
  input: { counter: number; takeOver?: boolean | undefined },
): void {
  hall.change((tx, append) => {
    endDaysBeforeInTx(hall, tx, append);
    const { counter } = input;
    if (hall.findCounter(tx, counter) === undefined) {
      throw refusedAt('not-found', 'counter', `Không có quầy số ${counter}. Hãy chọn quầy khác.`);
    }
    const holder = hall.occupied(tx).get(counter);
    if (holder?.person === person.id) return;
    const mayTakeOver = input.takeOver === true && person.role === 'administrator';
    if (holder !== undefined && !mayTakeOver) throw takenBy(counter, holder.name);
    const own = findSeatOf(tx, person.id);
    if (own !== undefined) leaveInTx(tx, append, own, person);
    append(counterChanged, {
      actor: person.id,
      subject: subjectOf(counter),
      body: { counter, state: 'open', person: person.id, reason: null },
    });
  });
}

function takenBy(counter: number, name: string): QueueRefused {
  return refusedAt(
    'counter-taken',
    'counter',
    `Quầy ${counter} đang có ${name} ngồi. Hãy chọn quầy khác, hoặc nhờ ${name} rời quầy trước; người đã về thì nhờ quản trị viên nhận lại quầy.`,
  );
}

/** The person's counter closes; whoever still stands there is done. Where they sit there no more nothing happens. */
export function leaveCounter(hall: Hall, person: CounterPerson, counter: number): void {
  hall.change((tx, append) => {
    endDaysBeforeInTx(hall, tx, append);
    const seat = findSeatOf(tx, person.id);
    // A repeat of what was done, perhaps from another PC: they may sit elsewhere by now.
    if (seat === undefined || seat.number !== counter) return;
    leaveInTx(tx, append, seat, person);
  });
}

function leaveInTx(tx: WritableDb, append: Append, seat: Seat, person: CounterPerson): void {
  const served = findServed(tx, seat.number);
  if (served !== undefined) {
    append(ticketMoved, {
      actor: person.id,
      subject: served.id,
      body: { id: served.id, step: 'finish', counter: seat.number, to: null, request: null },
    });
  }
  append(counterChanged, {
    actor: person.id,
    subject: subjectOf(seat.number),
    body: { counter: seat.number, state: 'closed', person: null, reason: null },
  });
}

/**
 * The counter calls nobody until it goes on; `reason` null: it goes on. Throws QueueRefused `no-counter`, `invalid-input`
 * for a reason that is neither of the settings nor fit to stand in the journal.
 */
export function setPause(hall: Hall, person: CounterPerson, reason: string | null): void {
  hall.change((tx, append) => {
    endDaysBeforeInTx(hall, tx, append);
    const seat = requireSeat(hall, tx, person);
    const problem = reason === null ? undefined : pauseReasonProblem(reason, hall.settings(tx).pauseReasons);
    if (problem !== undefined) throw refusedAt('invalid-input', 'reason', problem);
    const state = reason === null ? 'open' : 'paused';
    if (seat.state === state && seat.reason === reason) return;
    append(counterChanged, {
      actor: person.id,
      subject: subjectOf(seat.number),
      body: { counter: seat.number, state, person: person.id, reason },
    });
  });
}
