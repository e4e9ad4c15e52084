/**
 * The hall's queue: numbers given out, called, held, sent on and finished; who sits at which counter; what the board
 * shows. Every change is an entry of the local chain and its views, in one transaction.
 */
import { officeDate } from '#shared/base/index.ts';
import type { Board, Desk, IssuedTicket, KioskOptions } from '#shared/contract/index.ts';
import type { QueueSettings, TicketMove } from '#shared/queue/index.ts';
import type { ReadableDb } from '../storage/index.ts';
import { boardOf } from './board.ts';
import { callNext, moveTicket, type Target, transferTicket } from './calls.ts';
import { changeSettings } from './change-settings.ts';
import { deskOf } from './desk.ts';
import { createHall } from './hall.ts';
import { type IssueInput, issueTicket, kioskOptions } from './issue.ts';
import type { CounterPerson, QueuePorts } from './ports.ts';
import { leaveCounter, setPause, sitDown } from './seats.ts';
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
  sit(person: CounterPerson, input: { counter: number; takeOver?: boolean | undefined }): Desk;
  leave(person: CounterPerson): Desk;
  callNext(person: CounterPerson, requestId: string): Desk;
  move(person: CounterPerson, input: { ticket: string; move: TicketMove; requestId: string }): Desk;
  transfer(person: CounterPerson, input: { ticket: string; to: Target; requestId: string }): Desk;
  pause(person: CounterPerson, reason: string): Desk;
  goOn(person: CounterPerson): Desk;
  board(): Board;
  /** Another text whenever the board may have changed: with each commit, and with the local day. */
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
    sit(person, input) {
      sitDown(hall, person, input);
      return seen(person);
    },
    leave(person) {
      leaveCounter(hall, person);
      return seen(person);
    },
    callNext(person, requestId) {
      callNext(hall, person, requestId);
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
    version: () => `${hall.today()} ${changes}`,
    today: (input) => ticketsOn(hall, input),
    settings: () => hall.settings(hall.db),
    change: (settings, actor) => changeSettings(hall, settings, actor),
    visitAtCounter: (db, person, at, ticket) => visitOfForm(db, { person, day: officeDate(at), ticket }),
  };
}
