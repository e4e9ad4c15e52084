import type { EventPublisher } from '@orpc/server';
import type { Clock } from '#shared/base/index.ts';
import type { OfficeEvent } from '#shared/contract/index.ts';
import type { Devices, RemoteStations } from '../devices/index.ts';
import { countersOf } from '../lan/index.ts';
import type { Printing, StationPrinters } from '../printing/index.ts';
import { createRemotePapers, createRemotePrinter, type StationHub } from '../remote-devices/index.ts';
import type { ReadableDb } from '../storage/index.ts';
import type { OfficeScanners } from './scanner.ts';

const ANSWER_MS = 15_000;

/** The PCs of paired counters, as the devices room sees them. */
export function remoteStations(parts: { hub: StationHub; db: ReadableDb; clock: Clock }): RemoteStations {
  const { hub, db, clock } = parts;
  return {
    all: () =>
      countersOf(db).map(({ station, name }) => ({
        station,
        name,
        connected: hub.findLine(station) !== undefined,
      })),
    wire: (station, printer, known) =>
      createRemotePrinter({ findLine: () => hub.findLine(station), clock }, printer, known),
    async ports(station) {
      const line = hub.findLine(station);
      if (line === undefined) return undefined;
      const signal = AbortSignal.any([AbortSignal.timeout(ANSWER_MS), line.gone]);
      try {
        return (await line.client.devices.state({ now: clock.now() }, { signal })).ports;
      } catch {
        return undefined;
      }
    },
  };
}

/** The PCs of paired counters, as the printing room sees them. */
export function stationPrinters(parts: { hub: StationHub; db: ReadableDb; clock: Clock }): StationPrinters {
  const { hub, db, clock } = parts;
  return {
    isCounter: (station) => countersOf(db).some((counter) => counter.station === station),
    isConnected: (station) => hub.findLine(station) !== undefined,
    driverOf: (station) => createRemotePapers({ findLine: () => hub.findLine(station), clock }),
  };
}

/** Looks after stations that come and go while the office is open. Gives what ends it. */
export function watchStations(parts: {
  hub: StationHub;
  db: ReadableDb;
  devices: Pick<Devices, 'wake'>;
  scanners: OfficeScanners;
  printing: Pick<Printing, 'wake'>;
  events: EventPublisher<{ event: OfficeEvent }>;
}): () => void {
  const { hub, devices, scanners } = parts;
  function look(station: string): void {
    devices.wake(station);
    // Tells it which gun it has, and reads it from now on.
    scanners.at(station);
  }
  for (const { station } of countersOf(parts.db)) if (hub.findLine(station) !== undefined) look(station);
  return hub.listen(({ station, event }) => {
    if (event === null || event.kind === 'tokens') parts.events.publish('event', { kind: 'tokens' });
    if (event !== null) return;
    parts.printing.wake(station);
    look(station);
    parts.events.publish('event', { kind: 'devices' });
  });
}
