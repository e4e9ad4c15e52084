import type { EventPublisher } from '@orpc/server';
import type { OfficeEvent } from '#shared/contract/index.ts';
import { createExchange, type Exchange } from '../exchange/index.ts';
import type { Journal } from '../journal/index.ts';
import { createLogger } from '../log/index.ts';
import type { OfficePorts } from '../ports.ts';
import type { OfficeSettings } from '../settings/index.ts';
import type { Database } from '../storage/index.ts';
import { findUser } from '../users/index.ts';

/** The exchange with the province, on an open database. */
export function openExchange(parts: {
  ports: OfficePorts;
  db: Database;
  journal: Journal;
  officeId: string;
  station: string;
  office: () => OfficeSettings;
  events: EventPublisher<{ event: OfficeEvent }>;
}): Exchange {
  const { ports, db, journal, officeId, station, events } = parts;
  return createExchange({
    db,
    journal,
    clock: ports.clock,
    ids: ports.ids,
    office: { id: officeId, profile: () => parts.office().profile },
    station,
    program: ports.version,
    nameOf: (id) => findUser(db, id)?.name ?? id,
    log: createLogger(ports.log, 'exchange'),
    onChanged: (summary) => events.publish('event', { kind: 'exchange', summary }),
  });
}
