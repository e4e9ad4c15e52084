import type { EventPublisher } from '@orpc/server';
import type { OfficeEvent } from '#shared/contract/index.ts';
import { createSerialTransport } from '../devices/index.ts';
import { readRemoteScanner, type StationHub } from '../remote-devices/index.ts';
import { createScanner, readHere, type Scanner, type ScannerPorts } from '../scanners/index.ts';

/** Often enough for a person who plugs it in and looks; seldom enough for a PC without one. */
const RETRY_MS = 2_000;

/** The scanners of the office's stations. */
export type OfficeScanners = {
  /** That of this PC. */
  readonly own: Scanner;
  /** That of a station; left out: of this PC. Who asks knows that there is such a station. */
  at(station?: string): Scanner;
  close(): Promise<void>;
};

/** The scanner of each station, heard by its screens. */
export function openScanners(
  ports: Pick<ScannerPorts, 'db' | 'journal' | 'clock' | 'station'> & {
    events: EventPublisher<{ event: OfficeEvent }>;
    hub: StationHub;
  },
): OfficeScanners {
  const { events, hub, station: here, ...parts } = ports;
  const local = readHere({
    openLine: (settings) => createSerialTransport(settings).open(),
    retryMs: RETRY_MS,
  });
  const opened = new Map<string, Scanner>();

  function at(station: string = here): Scanner {
    const known = opened.get(station);
    if (known !== undefined) return known;
    const scanner = createScanner({
      ...parts,
      station,
      read: station === here ? local : readRemoteScanner(hub, station),
      onScan: (text) => events.publish('event', { kind: 'scan', station, text }),
      onChanged: () => events.publish('event', { kind: 'devices' }),
    });
    opened.set(station, scanner);
    return scanner;
  }

  return {
    own: at(),
    at,
    close: async () => void (await Promise.all([...opened.values()].map((scanner) => scanner.close()))),
  };
}
