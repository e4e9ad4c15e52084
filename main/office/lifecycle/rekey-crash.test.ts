import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startOffice } from '#office/index.ts';
import { exampleReception, startSampleOffice, testPorts } from '#test/fixtures/office.ts';
import { createOfficeCore } from './core.ts';
import { REKEY_MOMENTS } from './rekey.ts';

// The same derivation at a small cost: these tests derive many keys.
vi.mock('#office/users/sealing.ts', async (original) => ({
  ...(await original<object>()),
  PASSWORD_COST: { algorithm: 'argon2id', memoryKiB: 64, iterations: 1, parallelism: 1 },
}));

const SCRIPT = path.resolve(import.meta.dirname, '../../../test/fixtures/rekey-once.ts');
/** A process for each moment on a machine that does other things too. */
const PATIENCE_MS = 120_000;

let directory = '';
let people: { login: string; role: string; password: string }[] = [];
let recoveryKey = '';
let dossierId = '';

const personOf = (role: string) => {
  const person = people.find((candidate) => candidate.role === role);
  if (person === undefined) throw new Error(`the sample has no ${role}`);
  return person;
};

/** An office with a printed paper, closed cleanly; each test goes on with what the one before left. */
beforeAll(async () => {
  const sample = await startSampleOffice();
  people = sample.people;
  recoveryKey = sample.recoveryKey;
  const { dossier } = await sample.clerk.dossiers.receive(exampleReception());
  dossierId = dossier.id;
  for (;;) {
    const { papers } = await sample.clerk.dossiers.get({ id: dossierId });
    if (papers.length > 0) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await sample.office.close();
  directory = sample.ports.dataDirectory;
}, PATIENCE_MS);
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const keyIds = () => {
  const { current, pending } = JSON.parse(readFileSync(path.join(directory, 'keys.json'), 'utf8'));
  return { current: current.id, pending: pending?.id ?? null };
};

/** The moments from which on the new key holds. */
const AFTER = ['replaced', 'opened', 'promoted'];

describe('a kill -9 during a re-key', () => {
  it.each([...REKEY_MOMENTS, 'promoted'])(
    'at "%s": everybody opens it afterwards, nothing is lost, and the key is either one',
    { timeout: PATIENCE_MS },
    async (moment) => {
      const before = keyIds().current;
      const { login, password } = personOf('administrator');
      const child = spawnSync(process.execPath, [SCRIPT, directory, login, password, moment]);
      expect([child.signal, child.stdout.toString(), child.stderr.toString()]).toEqual(['SIGKILL', '', '']);
      const ports = testPorts({ dataDirectory: directory });
      let office = await startOffice(ports);
      const connect = (origin: string) => office.client({ origin, host: 'in-process' });
      // Whoever comes first, also somebody who knows nothing of it.
      const clerk = connect('first');
      await clerk.session.signIn(personOf('clerk'));
      expect(keyIds().pending).toBeNull();
      expect(keyIds().current !== before).toBe(AFTER.includes(moment));
      expect(readdirSync(directory).filter((name) => name.includes('.rekey'))).toEqual([]);
      const { papers } = await clerk.dossiers.get({ id: dossierId });
      expect(
        (await clerk.dossiers.paperPdf({ paperId: papers[0]?.id ?? '' })).pdfBase64.length,
      ).toBeGreaterThan(1000);
      await clerk.dossiers.receive(exampleReception());
      expect((await clerk.status.get({})).numbersFrozen).toBe(false);
      await office.close();
      const core = await createOfficeCore(ports);
      await core.signIn(login, password, { origin: 'test', host: 'in-process' });
      const told = core.opened().journal.history(keyIds().current, { limit: 5 }).items;
      expect(told.map(({ entry }) => entry.kind)).toEqual(AFTER.includes(moment) ? ['database-rekeyed'] : []);
      await core.close();
      office = await startOffice(ports);
      const administrator = connect('second');
      await administrator.session.signIn({ login, password });
      expect(await administrator.integrity.verify({})).toMatchObject({ ok: true });
      await connect('third').session.recover({ recoveryKey, login, password });
      await office.close();
    },
  );
});
