import type { EventPublisher } from '@orpc/server';
import { type Clock, type Ids, officeDate } from '#shared/base/index.ts';
import type { OfficeEvent } from '#shared/contract/index.ts';
import { findCodesOfVisit } from '../dossiers/index.ts';
import type { Journal } from '../journal/index.ts';
import { createQueue, loadQueueDefaults, type Queue, type QueuePorts } from '../queue/index.ts';
import type { OfficeSettings } from '../settings/index.ts';
import { findDoubtOn, type MarkKeeper } from '../station/index.ts';
import type { Database } from '../storage/index.ts';
import { findUser } from '../users/index.ts';

/**
 * How often it is looked whether a new day has begun, or whether the clock is known to run far ahead (then no day ends); a
 * timer to midnight would not notice a clock that was set.
 */
const DAY_WATCH_MS = 5_000;

/** The queue with what looks after its days. */
export type OfficeQueue = Queue & { close(): void };

/** The hall's queue on an open database. A board is told of the new day, on which it shows nothing of the one before. */
export function openQueue(parts: {
  db: Database;
  journal: Journal;
  clock: Clock;
  ids: Ids;
  resourcesDirectory: string;
  office: () => OfficeSettings;
  events: EventPublisher<{ event: OfficeEvent }>;
  marks: Pick<MarkKeeper, 'noteTicket' | 'knownTicket'>;
  orderTicketInTx: QueuePorts['orderTicketInTx'];
  findTicketJob: QueuePorts['findTicketJob'];
}): OfficeQueue {
  const { resourcesDirectory, office, events, marks, ...rest } = parts;
  const defaults = {
    office: loadQueueDefaults(resourcesDirectory, 'office'),
    sample: loadQueueDefaults(resourcesDirectory, 'sample'),
  };
  const queue = createQueue({
    ...rest,
    office,
    defaults: () => (office().sample ? defaults.sample : defaults.office),
    findPerson: findUser,
    dossiersOfVisit: findCodesOfVisit,
    numbersOutside: (db, day, letter) => ({
      known: marks.knownTicket(day, letter),
      doubtedAt: findDoubtOn(db, day),
    }),
    onIssued: marks.noteTicket,
    onChanged: () => events.publish('event', { kind: 'queue' }),
  });
  const look = () => `${officeDate(rest.clock.now())} ${rest.journal.clockState().trouble === 'far-ahead'}`;
  let seen = look();
  const watching = setInterval(() => {
    const now = look();
    if (now !== seen) events.publish('event', { kind: 'queue' });
    seen = now;
  }, DAY_WATCH_MS).unref();
  return { ...queue, close: () => clearInterval(watching) };
}
