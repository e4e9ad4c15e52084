import type { z } from 'zod';
import { officeDate } from '#shared/base/index.ts';
import type { EntryKind } from '#shared/journal/index.ts';
import type { QueueCounter, QueueSettings } from '#shared/queue/index.ts';
import type { ReadableDb, WritableDb } from '../storage/index.ts';
import { allSeats, type Seat } from './counters-table.ts';
import type { QueuePorts } from './ports.ts';
import { findQueueSettings } from './settings-table.ts';

/** Appends one entry about the hall in the transaction that is running. */
export type Append = <Kind extends EntryKind>(
  kind: Kind,
  entry: { actor: string; subject: string; body: z.input<Kind['body']> },
) => void;

/** The queue with what all of its parts ask: which day it is, which settings hold, who sits where. */
export type Hall = QueuePorts & {
  /** Local day of the office, `YYYY-MM-DD`. */
  today(): string;
  /**
   * The first local day whose tickets still count: today. Empty while the clock is known to run far ahead, for then
   * nobody can say that a day is over; a clock set back ends no day either.
   */
  firstDay(): string;
  settings(db: ReadableDb): QueueSettings;
  findCounter(db: ReadableDb, number: number): QueueCounter | undefined;
  /** Who sits at a counter today; undefined where it is closed, or the account of who sat there is. */
  occupied(db: ReadableDb): ReadonlyMap<number, Seat & { person: string; name: string }>;
  /** One transaction; the screens are told after it where anything was appended. */
  change<Value>(task: (tx: WritableDb, append: Append) => Value): Value;
};

export function createHall(ports: QueuePorts): Hall {
  const { db, journal, clock } = ports;
  const today = () => officeDate(clock.now());
  const firstDay = () => (journal.clockState().trouble === 'far-ahead' ? '' : today());
  const settings = (read: ReadableDb) => findQueueSettings(read) ?? ports.defaults();
  return {
    ...ports,
    today,
    firstDay,
    settings,
    findCounter: (read, number) => settings(read).counters.find((counter) => counter.number === number),
    occupied(read) {
      const first = firstDay();
      const known = new Map<number, Seat & { person: string; name: string }>();
      for (const seat of allSeats(read)) {
        if (seat.state === 'closed' || seat.person === null || seat.day < first) continue;
        const person = ports.findPerson(read, seat.person);
        if (person?.active === true) {
          known.set(seat.number, { ...seat, person: seat.person, name: person.name });
        }
      }
      return known;
    },
    change(task) {
      return db.transaction((tx) => {
        let appended = false;
        const append: Append = (kind, entry) => {
          journal.appendInTx(tx, { kind, ...entry });
          if (appended) return;
          appended = true;
          tx.afterCommit(ports.onChanged);
        };
        return task(tx, append);
      });
    },
  };
}
