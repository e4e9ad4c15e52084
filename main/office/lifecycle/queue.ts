import type { EventPublisher } from '@orpc/server';
import type { Clock, Ids } from '#shared/base/index.ts';
import type { OfficeEvent } from '#shared/contract/index.ts';
import { findCodesOfVisit } from '../dossiers/index.ts';
import type { Journal } from '../journal/index.ts';
import { createQueue, loadQueueDefaults, type Queue, type QueuePorts } from '../queue/index.ts';
import type { OfficeSettings } from '../settings/index.ts';
import type { Database } from '../storage/index.ts';
import { findUser } from '../users/index.ts';

/** The hall's queue on an open database. */
export function openQueue(parts: {
  db: Database;
  journal: Journal;
  clock: Clock;
  ids: Ids;
  resourcesDirectory: string;
  office: () => OfficeSettings;
  events: EventPublisher<{ event: OfficeEvent }>;
  orderTicketInTx: QueuePorts['orderTicketInTx'];
  findTicketJob: QueuePorts['findTicketJob'];
}): Queue {
  const { resourcesDirectory, office, events, ...rest } = parts;
  const defaults = {
    office: loadQueueDefaults(resourcesDirectory, 'office'),
    sample: loadQueueDefaults(resourcesDirectory, 'sample'),
  };
  return createQueue({
    ...rest,
    office,
    defaults: () => (office().sample ? defaults.sample : defaults.office),
    findPerson: findUser,
    dossiersOfVisit: findCodesOfVisit,
    onChanged: () => events.publish('event', { kind: 'queue' }),
  });
}
