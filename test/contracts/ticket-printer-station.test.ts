import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe } from 'vitest';
import { systemClock } from '#main/host/index.ts';
import { createTcpTransport, USUAL_TIMING } from '#office/devices/index.ts';
import { createRemotePrinter } from '#office/remote-devices/index.ts';
import { joinStation } from '../fixtures/joined-station.ts';
import { openNetworkCable } from '../simulators/printer-cables.ts';
import { ticketPrinterContract } from './ticket-printer.suite.ts';

// The office's stand-in, the socket's frames, the station's answers, its drivers, a printer in its network.
describe('ticket printer contract: at a station', () =>
  ticketPrinterContract(async (emulator) => {
    const cable = await openNetworkCable(emulator);
    if (!('port' in cable.address)) throw new Error('no network');
    const { address } = cable;
    const directory = mkdtempSync(path.join(tmpdir(), 'tram-station-'));
    let ends: (() => Promise<void>)[] = [];
    return {
      ...cable,
      transport: createTcpTransport(address, { openMs: 1_000 }),
      wire(options) {
        const station = joinStation({ directory, timing: options.timing ?? USUAL_TIMING });
        ends.push(station.end);
        const { answersStatus, hasAnswered, onAnswered, interrupted } = options;
        return createRemotePrinter(
          { findLine: () => station.line, clock: systemClock },
          { kind: 'tcp', ...address, profile: 'mm58', answersStatus },
          { hasAnswered, onAnswered, interrupted: () => interrupted },
        );
      },
      async end() {
        for (const end of ends) await end();
        ends = [];
        await cable.end();
        rmSync(directory, { recursive: true, force: true });
      },
    };
  }));
