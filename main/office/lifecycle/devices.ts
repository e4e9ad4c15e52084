import path from 'node:path';
import type { EventPublisher } from '@orpc/server';
import type { Clock, Ids } from '#shared/base/index.ts';
import type { OfficeEvent } from '#shared/contract/index.ts';
import { createDevices, type Devices, type RemoteStations } from '../devices/index.ts';
import type { Journal } from '../journal/index.ts';
import type { Logger } from '../log/index.ts';
import type { OfficeSettings } from '../settings/index.ts';
import type { Database } from '../storage/index.ts';

/** The devices of this station, on an open database. */
export function openDevices(parts: {
  db: Database;
  journal: Journal;
  clock: Clock;
  ids: Ids;
  station: string;
  resourcesDirectory: string;
  office: () => OfficeSettings;
  events: EventPublisher<{ event: OfficeEvent }>;
  log: Logger;
  remote: RemoteStations;
}): Devices {
  const { resourcesDirectory, office, events, ...rest } = parts;
  return createDevices({
    ...rest,
    office() {
      const { profile, sample } = office();
      return { authority: profile.authority, name: profile.name, sample };
    },
    fontsDirectory: path.join(resourcesDirectory, 'fonts'),
    onJobChanged: (job) => events.publish('event', { kind: 'ticket-job', job }),
    onChanged: () => events.publish('event', { kind: 'devices' }),
  });
}
