import { describe } from 'vitest';
import { createTcpTransport } from '#office/devices/index.ts';
import { openNetworkCable } from '../simulators/printer-cables.ts';
import { ticketPrinterContract } from './ticket-printer.suite.ts';

describe('ticket printer contract: TCP', () =>
  ticketPrinterContract(async (emulator) => {
    const cable = await openNetworkCable(emulator);
    if (!('port' in cable.address)) throw new Error('no network');
    return { ...cable, transport: createTcpTransport(cable.address, { openMs: 1_000 }) };
  }));
