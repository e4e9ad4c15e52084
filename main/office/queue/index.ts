/**
 * The hall's queue: numbers given out, called, held, sent on and finished; who sits at which counter; what the board
 * shows. Every change is an entry of the local chain and its views, in one transaction.
 */
import { officeDate } from '#shared/base/index.ts';
import type { Board, Desk, IssuedTicket, KioskOptions } from '#shared/contract/index.ts';
import type { QueueSettings, Ticket, TicketMove } from '#shared/queue/index.ts';
import type { ReadableDb } from '../storage/index.ts';
import { boardOf } from './board.ts';
import { callNext, moveTicket, type Target, takeBack, transferTicket } from './calls.ts';
import { changeSettings } from './change-settings.ts';
import { deskOf } from './desk.ts';
import { createHall } from './hall.ts';
import { type IssueInput, issueTicket, kioskOptions } from './issue.ts';
import type { CounterPerson, QueuePorts } from './ports.ts';
import { leaveCounter, setPause, sitDown } from './seats.ts';
import { findByNumber } from './tickets-table.ts';
import { ticketsOn } from './today.ts';
import { visitOfForm } from './visit.ts';

export type { CounterPerson, QueuePorts } from './ports.ts';
export { queueProjector } from './projector.ts';
export { QueueRefused } from './refused.ts';
export { loadQueueDefaults } from './settings-table.ts';

/** What goes wrong is a QueueRefused with a code of the contract; nothing is then written. */
export type Queue = {
  options(): KioskOptions;
  /** `actor`: id of the person or device that asks. */
  issue(input: IssueInput, by: { actor: string; station: string }): IssuedTicket;
  desk(person: CounterPerson): Desk;
  /** What became of a number of a day, null where it was never given; and which local day it is. */
  ticket(asked: { number: string; day: string }): { ticket: Ticket | null; today: string };
  sit(person: CounterPerson, input: { counter: number; takeOver?: boolean | undefined }): Desk;
  leave(person: CounterPerson, counter: number): Desk;
  callNext(person: CounterPerson, input: { finishing: string | null; requestId: string }): Desk;
  takeBack(person: CounterPerson, input: Parameters<typeof takeBack>[2]): Desk;
  move(person: CounterPerson, input: { ticket: string; move: TicketMove; requestId: string }): Desk;
  transfer(person: CounterPerson, input: { ticket: string; to: Target; requestId: string }): Desk;
  pause(person: CounterPerson, reason: string): Desk;
  goOn(person: CounterPerson): Desk;
  board(): Board;
  /**
   * Another text whenever the board may have changed: with each commit of the queue, with the local day, and where a
   * counter opens or closes by what happens elsewhere (its person's account, a clock that was in doubt).
   */
  version(): string;
  today(input: { day: string; cursor: string | null; limit: number }): ReturnType<typeof ticketsOn>;
  settings(): QueueSettings;
  change(settings: QueueSettings, actor: string): QueueSettings;
  /**
   * The visit of the ticket that a form was begun under; of the one that this person's counter serves at `at`
   * (milliseconds since 1970) where none is named. Undefined: none, or one that they did not serve that day.
   */
  visitAtCounter(db: ReadableDb, person: string, at: number, ticket?: string | null): string | undefined;
};

export function createQueue(ports: QueuePorts): Queue {
  let changes = 0;
  const hall = createHall({
    ...ports,
    onChanged() {
      changes += 1;
      ports.onChanged();
    },
  });
  const seen = (person: CounterPerson) => deskOf(hall, person);
  return {
    options: () => kioskOptions(hall),
    issue: (input, by) => issueTicket(hall, input, by),
    desk: seen,
    ticket: (asked) => ({ ticket: findByNumber(hall.db, asked) ?? null, today: hall.today() }),
    sit(person, input) {
      sitDown(hall, person, input);
      return seen(person);
    },
    leave(person, counter) {
      leaveCounter(hall, person, counter);
      return seen(person);
    },
    callNext(person, input) {
      callNext(hall, person, input);
      return seen(person);
    },
    takeBack(person, input) {
      takeBack(hall, person, input);
      return seen(person);
    },
    move(person, input) {
      moveTicket(hall, person, input);
      return seen(person);
    },
    transfer(person, input) {
      transferTicket(hall, person, input);
      return seen(person);
    },
    pause(person, reason) {
      setPause(hall, person, reason);
      return seen(person);
    },
    goOn(person) {
      setPause(hall, person, null);
      return seen(person);
    },
    board: () => boardOf(hall),
    version() {
      const seats = [...hall.occupied(hall.db).values()].map(({ number, state }) => `${number} ${state}`);
      return [hall.today(), hall.firstDay(), changes, ...seats].join(' ');
    },
    today: (input) => ticketsOn(hall, input),
    settings: () => hall.settings(hall.db),
    change: (settings, actor) => changeSettings(hall, settings, actor),
    visitAtCounter: (db, person, at, ticket) => visitOfForm(db, { person, day: officeDate(at), ticket }),
  };
}
