import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type LanOffice, startLanOffice } from '#test/fixtures/lan-office.ts';
import { openPtyPrinter, until } from '#test/fixtures/station.ts';
import { hasSocat, NEEDS_SOCAT } from '#test/simulators/socat.ts';

// The same derivation at a small cost: these tests derive many keys.
vi.mock('#office/users/sealing.ts', async (original) => ({
  ...(await original<object>()),
  PASSWORD_COST: { algorithm: 'argon2id', memoryKiB: 64, iterations: 1, parallelism: 1 },
}));

const root = path.resolve(import.meta.dirname, '../..');
let lan: LanOffice;
let directory: string;
let child: ChildProcess | undefined;
let said: string;
beforeEach(async () => {
  lan = await startLanOffice();
  directory = mkdtempSync(path.join(tmpdir(), 'tram-station-'));
});
afterEach(async () => {
  await kill();
  await lan.end();
  rmSync(directory, { recursive: true, force: true });
});

/** `npm start -- --station …` as a process of its own. */
function start(...more: string[]): void {
  said = '';
  const argv = ['--web', '--port', '0', '--data', directory, '--station', lan.lan(), ...more];
  child = spawn(process.execPath, ['--import', './main/check-node.js', 'main/start.ts', ...argv], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '', BROWSER: 'true' },
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      said += chunk;
    });
  }
}

async function kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<number | null> {
  const ending = child;
  child = undefined;
  if (ending === undefined || ending.exitCode !== null) return null;
  ending.kill(signal);
  const [code] = (await once(ending, 'exit')) as [number | null];
  return code;
}

async function pair(): Promise<string> {
  const { certificate } = await lan.administrator.lan.state({});
  const { pairing } = await lan.administrator.lan.beginPairing({ kind: 'counter', name: 'Quầy số 2' });
  start('--code', pairing?.code ?? '', '--fingerprint', certificate?.fingerprint ?? '');
  const digits = () => /administrator:\s+(\d{4})/.exec(said)?.[1];
  await until('the digits are shown', () => digits() !== undefined);
  await lan.administrator.lan.decide({ pairing: pairing?.id ?? '', digits: digits() ?? '' });
  await until('it serves', isConnected);
  return (await lan.administrator.devices.stations({})).stations[1]?.station ?? '';
}

const isConnected = async () =>
  (await lan.administrator.devices.stations({})).stations[1]?.connected === true;

describe.skipIf(!hasSocat)(`npm start -- --station (${NEEDS_SOCAT})`, () => {
  it('is paired at the terminal, keeps its key to itself, prints; killed in the middle it is asked about, not doubled', async () => {
    const station = await pair();
    await until('it says where its key lies', () => said.includes('station.json'));
    expect(said).toContain('http://127.0.0.1:');
    const kept = path.join(directory, 'station.json');
    expect(statSync(kept).mode & 0o777).toBe(0o600);
    const { token } = JSON.parse(readFileSync(kept, 'utf8')) as { token: { value: string } };
    expect(said).not.toContain(token.value);
    const printer = await openPtyPrinter();
    await lan.administrator.devices.change({ ...printer.settings, station });
    const { devices } = lan.core.opened();
    const state = (id: string) => devices.findTicketJob(id)?.state;
    const test = async () => (await lan.administrator.devices.testTicket({ station })).job.id;
    const first = await test();
    await until('it is printed', () => state(first) === 'printed');
    const second = await test();
    await until('bytes go out', () => printer.emulator.isBusy());
    await kill();
    await until('it is asked about', () => state(second) === 'unknown');
    start();
    await until('it serves again', isConnected);
    const third = await test();
    await until('it is printed', () => state(third) === 'printed');
    // The first, at most one of the second, the third.
    const whole = printer.pieces.filter(({ texts }) => texts.length > 0).length;
    expect(whole).toBeGreaterThanOrEqual(2);
    expect(whole).toBeLessThanOrEqual(3);
    expect(await kill('SIGTERM')).toBe(0);
    await printer.end();
  });
});
