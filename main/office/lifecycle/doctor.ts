import type { TicketJobState } from '#shared/contract/index.ts';
import {
  createSerialTransport,
  type Devices,
  findSpeed,
  listHidDevices,
  nativeModules,
  pathOfDevice,
  surveySerialPorts,
} from '../devices/index.ts';
import { createDoctor, createMachine, type Doctor, type DoctorPorts } from '../doctor/index.ts';
import type { OfficePorts } from '../ports.ts';
import type { Printing } from '../printing/index.ts';
import type { Scanner } from '../scanners/index.ts';

/** The doctor of this station's devices. */
export function openDoctor(parts: {
  ports: Pick<OfficePorts, 'clock' | 'version' | 'dataDirectory'>;
  devices: Devices;
  scanner: Scanner;
  printing: Printing;
  status: DoctorPorts['status'];
}): Doctor {
  const { ports, devices, scanner, printing, status } = parts;
  return createDoctor({
    clock: ports.clock,
    version: ports.version,
    machine: createMachine(ports.dataDirectory),
    devices: {
      settings: async () => devices.settings(),
      askPrinter: () => devices.look(),
      survey: surveySerialPorts,
      pathOf: pathOfDevice,
      // Two programs at one line would hear each other's answers.
      findSpeed: (device, except, signal) =>
        devices.lend((ending) =>
          findSpeed({
            transportOf: (baud) => createSerialTransport({ ...device, baud }),
            except,
            signal: AbortSignal.any([signal, ending]),
          }),
        ),
      hid: () => listHidDevices(),
      modules: nativeModules,
      openJobs() {
        const counts: Partial<Record<TicketJobState, number>> = {};
        for (const { state } of devices.openTicketJobs().jobs) counts[state] = (counts[state] ?? 0) + 1;
        return counts;
      },
    },
    scanner: () => scanner.state(),
    printers: () => printing.printers(),
    status,
  });
}
