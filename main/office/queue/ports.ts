import type { Clock, Ids } from '#shared/base/index.ts';
import type { OfficeProfile, Role } from '#shared/contract/index.ts';
import type { QueueSettings, TicketPaper } from '#shared/queue/index.ts';
import type { Journal } from '../journal/index.ts';
import type { Database, ReadableDb, WritableDb } from '../storage/index.ts';

/** What the queue needs from the rooms around it. */
export type QueuePorts = {
  db: Database;
  journal: Journal;
  clock: Clock;
  ids: Ids;
  office: () => { profile: OfficeProfile; sample: boolean };
  /** Settings until an administrator decides. */
  defaults: () => QueueSettings;
  /** An account by its id; undefined where there is none. */
  findPerson: (db: ReadableDb, id: string) => { name: string; active: boolean } | undefined;
  /** Orders the paper of a ticket in the same transaction; gives the job's id, null where no ticket printer is chosen. */
  orderTicketInTx: (
    tx: WritableDb,
    order: { ticketId: string; paper: TicketPaper; station: string },
  ) => string | null;
  /** The first order of a ticket's paper; null where there was none. */
  findTicketJob: (db: ReadableDb, ticketId: string) => string | null;
  /** The dossiers that were received in a visit, in their order. */
  dossiersOfVisit: (db: ReadableDb, visit: string) => { id: string; code: string }[];
  /**
   * Numbers that this database may not know, because an older copy of it was put back: the highest serial of a letter on
   * a day that is known outside (0: none), and, where on that day it became doubtful which copy this is, the position of
   * the entry that says so.
   */
  numbersOutside: (
    db: ReadableDb,
    day: string,
    letter: string,
  ) => { known: number; doubtedAt: number | null };
  /** A number was given; told after the commit. */
  onIssued: (ticket: { day: string; letter: string; serial: number }) => void;
  /** Told after each commit that changed the queue. */
  onChanged: () => void;
};

/** Who acts at a counter. */
export type CounterPerson = {
  readonly id: string;
  readonly role: Role;
  /** The counter of their account, in words ("Quầy 2"); may be empty. */
  readonly counter: string;
};
