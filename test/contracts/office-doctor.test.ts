import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createEmulator, type Emulator, loadDrawing } from '#office/devices/index.ts';
import type { OfficeClient } from '#office/index.ts';
import type { DoctorCheck, DoctorFinding, TicketPrinterChoice } from '#shared/contract/index.ts';
import { type BareOffice, startBareOffice } from '#test/fixtures/contract.ts';
import { resourcesDirectory } from '#test/fixtures/office.ts';
import { type Cable, openSerialCable } from '#test/simulators/printer-cables.ts';

// The same derivation at a small cost: these tests derive many keys.
vi.mock('#office/users/sealing.ts', async (original) => ({
  ...(await original<object>()),
  PASSWORD_COST: { algorithm: 'argon2id', memoryKiB: 64, iterations: 1, parallelism: 1 },
}));

const has = (program: string, argument: string) => spawnSync(program, [argument]).status === 0;
const isReady = has('socat', '-V') && has('flock', '--version');

describe.skipIf(!isReady)(
  'the doctor at a real line [needs socat and flock: sudo apt-get install socat util-linux]',
  () => {
    let bare: BareOffice;
    let administrator: OfficeClient;
    let emulator: Emulator;
    let cable: Cable;
    let at = '';
    beforeAll(async () => {
      const { memory } = await loadDrawing(path.join(resourcesDirectory, 'fonts'));
      emulator = createEmulator({ dots: 576, memory });
      cable = await openSerialCable(emulator);
      at = 'path' in cable.address ? cable.address.path : '';
      bare = await startBareOffice();
      administrator = await bare.signedIn('administrator');
      await choose(at);
    });
    afterAll(async () => {
      await bare?.end();
      await cable?.end();
      emulator?.close();
    });

    async function choose(where: string): Promise<void> {
      const ticketPrinter: TicketPrinterChoice = {
        kind: 'serial',
        path: where,
        match: null,
        baud: 115200,
        profile: 'mm80',
        answersStatus: true,
      };
      await administrator.devices.change({ ticketPrinter, ticketTimeToLiveSeconds: 60 });
    }

    /** What is found of one thing, by an examination from its beginning to its end. */
    async function find(check: DoctorCheck): Promise<DoctorFinding | undefined> {
      for await (const step of await administrator.doctor.examine({})) {
        if (step.kind === 'result') return step.findings.find((finding) => finding.check === check);
      }
      throw new Error('the doctor ended without a result');
    }

    it('finds a printer that answers, and prints nothing for it', async () => {
      const papers: unknown[] = [];
      emulator.onPiece((piece) => papers.push(piece));
      expect(await find('printer-answer')).toMatchObject({ verdict: 'ok' });
      expect(papers).toEqual([]);
    });

    it('tells that the paper is out, and is content when it is there again', async () => {
      const enough = emulator.conditions();
      emulator.change({ ...enough, paper: 'out' });
      expect(await find('printer-state')).toMatchObject({ verdict: 'broken', cause: 'paper-out' });
      emulator.change(enough);
      expect(await find('printer-state')).toMatchObject({ verdict: 'ok' });
    });

    it('tries the other speeds where it says nothing, and the office has its line again afterwards', async () => {
      const present = emulator.conditions();
      emulator.change({ ...present, stalled: true });
      expect(await find('printer-answer')).toMatchObject({
        verdict: 'broken',
        cause: 'no-answer',
        found: expect.stringContaining('đã hỏi ở 115200, 9600'),
      });
      emulator.change(present);
      expect(await find('printer-answer')).toMatchObject({ verdict: 'ok' });
    });

    it('names the program that holds the line', async () => {
      await administrator.devices.change({ ticketPrinter: { kind: 'none' }, ticketTimeToLiveSeconds: 60 });
      await administrator.doctor.plugged({});
      const other = spawn('flock', [at, 'sleep', '60'], { stdio: 'ignore', detached: true });
      try {
        await once(other, 'spawn');
        await vi.waitFor(() => expect(spawnSync('flock', ['-n', at, 'true']).status).toBe(1));
        await choose(at);
        const finding = await find('printer-busy');
        expect(finding).toMatchObject({ verdict: 'broken', cause: 'port-busy' });
        expect(finding?.found).toMatch(/flock|sleep/);
      } finally {
        if (other.pid !== undefined) process.kill(-other.pid);
      }
    });

    it('tells that it is unplugged', async () => {
      await cable.unplug();
      expect(await find('printer-rights')).toMatchObject({ verdict: 'broken', cause: 'port-missing' });
    });
  },
);
