import { describe } from 'vitest';
import { createSimulatedTransport, type Emulator } from '#office/devices/index.ts';
import { FIRST_CONDITIONS } from '#office/devices/simulated/emulator.ts';
import { type PrinterWay, ticketPrinterContract } from './ticket-printer.suite.ts';

async function openSimulated(emulator: Emulator): Promise<PrinterWay> {
  const transport = createSimulatedTransport(emulator);
  return {
    transport,
    async unplug() {
      emulator.change({ ...emulator.conditions(), plugged: false });
      transport.pull();
    },
    plugIn: async () => emulator.change({ ...FIRST_CONDITIONS }),
    end: async () => transport.pull(),
  };
}

describe('ticket printer contract: simulated', () => ticketPrinterContract(openSimulated));
