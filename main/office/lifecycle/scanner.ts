import type { EventPublisher } from '@orpc/server';
import type { OfficeEvent } from '#shared/contract/index.ts';
import { createSerialTransport } from '../devices/index.ts';
import { createScanner, type Scanner, type ScannerPorts } from '../scanners/index.ts';

/** Often enough for a person who plugs it in and looks; seldom enough for a PC without one. */
const RETRY_MS = 2_000;

/** The scanner of this station, heard by its screens. */
export function openScanner(
  ports: Pick<ScannerPorts, 'db' | 'journal' | 'clock' | 'station'> & {
    events: EventPublisher<{ event: OfficeEvent }>;
  },
): Scanner {
  const { events, ...parts } = ports;
  return createScanner({
    ...parts,
    openLine: (settings) => createSerialTransport(settings).open(),
    retryMs: RETRY_MS,
    onScan: (text) => events.publish('event', { kind: 'scan', station: parts.station, text }),
    onChanged: () => events.publish('event', { kind: 'devices' }),
  });
}
