import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { startOffice } from '#office/index.ts';
import { exampleOffice } from '#test/fixtures/contract.ts';
import { testPorts } from '#test/fixtures/office.ts';

const SCRIPT = path.resolve(import.meta.dirname, '../../../test/fixtures/setup-once.ts');
const PASSWORD = 'bốn con ngựa hồng';
/** Shares of the time from `begin` to `done` after which the process is killed; the last lets it finish. */
const SHARES = [0.02, 0.4, 0.65, 0.8, 0.95, null];
/** Seven processes and as many set-ups on a machine that does other things too. */
const PATIENCE_MS = 300_000;

/** Sets up in a process of its own and kills it `afterMs` past `begin` (null: past `done`). */
function setUpAndKill(directory: string, afterMs: number | null) {
  const child = spawn(process.execPath, [SCRIPT, directory, PASSWORD]);
  let told = '';
  let faults = '';
  let begun = 0;
  let took = 0;
  child.stderr.on('data', (data: Buffer) => {
    faults += data.toString();
  });
  child.stdout.on('data', (data: Buffer) => {
    told += data.toString();
    if (begun === 0 && told.includes('begin')) {
      begun = performance.now();
      if (afterMs !== null) setTimeout(() => child.kill('SIGKILL'), afterMs);
    }
    if (told.includes('done') && told.endsWith('\n')) {
      took = performance.now() - begun;
      child.kill('SIGKILL');
    }
  });
  return new Promise<{ recoveryKey: string | undefined; took: number; faults: string }>((resolve) => {
    child.on('close', () => resolve({ recoveryKey: /done (.+)\n/.exec(told)?.[1], took, faults }));
  });
}

it('a kill -9 at any moment leaves a new PC or a whole office, and deletes nothing', {
  timeout: PATIENCE_MS,
}, async () => {
  const directory = () => mkdtempSync(path.join(os.tmpdir(), 'tram-mot-cua-'));
  const first = directory();
  const { took } = await setUpAndKill(first, null);
  rmSync(first, { recursive: true, force: true });
  const phases: string[] = [];
  for (const share of SHARES) {
    const dataDirectory = directory();
    const killed = await setUpAndKill(dataDirectory, share === null ? null : took * share);
    expect(killed.faults).toBe('');
    const left = readdirSync(dataDirectory).length;
    const office = await startOffice(testPorts({ dataDirectory }));
    try {
      const client = office.client({ origin: 'test', host: 'in-process' });
      const { phase, obstacle } = await client.session.state({});
      phases.push(phase);
      expect(obstacle).toBeNull();
      if (phase === 'new') {
        expect(killed.recoveryKey).toBeUndefined();
        await client.setup.createOffice({
          office: exampleOffice,
          administrator: { login: 'quantri', name: 'Lê Thị An', password: PASSWORD },
        });
        expect(readdirSync(dataDirectory).length).toBeGreaterThanOrEqual(left);
      } else {
        expect(phase).toBe('locked');
        await client.session.signIn({ login: 'quantri', password: PASSWORD });
        if (killed.recoveryKey !== undefined) {
          const { recoveryKey } = killed;
          await client.session.recover({ recoveryKey, login: 'quantri', password: 'năm con ngựa xám' });
        }
      }
      expect(await client.integrity.verify({})).toMatchObject({ ok: true });
      expect((await client.session.state({})).office).toMatchObject(exampleOffice);
      expect((await client.users.list({})).users).toHaveLength(1);
    } finally {
      await office.close();
      rmSync(dataDirectory, { recursive: true, force: true });
    }
  }
  expect(phases[0]).toBe('new');
  expect(phases.at(-1)).toBe('locked');
});
