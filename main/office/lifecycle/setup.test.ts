import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Office, startOffice } from '#office/index.ts';
import type { OfficePorts } from '#office/ports.ts';
import { answerOf, exampleInputs, exampleOffice } from '#test/fixtures/contract.ts';
import { failingIds } from '#test/fixtures/failing-ports.ts';
import { exampleReception, testPorts } from '#test/fixtures/office.ts';

// The same derivation at a small cost: these tests derive many keys.
vi.mock('../users/sealing.ts', async (original) => ({
  ...(await original<object>()),
  PASSWORD_COST: { algorithm: 'argon2id', memoryKiB: 64, iterations: 1, parallelism: 1 },
}));

const PASSWORD = 'bốn con ngựa hồng';
const administrator = { login: 'quantri', name: 'Lê Thị An', password: PASSWORD };
const from = (origin = 'test') => ({ origin, host: 'in-process' as const });

const offices: Office[] = [];
const directories: string[] = [];
afterEach(async () => {
  for (const office of offices.splice(0)) await office.close();
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});

/** Ports whose directory is removed afterwards. */
function ports(overrides: Partial<OfficePorts> = {}) {
  const made = testPorts(overrides);
  directories.push(made.dataDirectory);
  return made;
}

async function start(given: OfficePorts): Promise<Office> {
  const office = await startOffice(given);
  offices.push(office);
  return office;
}

const phaseOf = async (office: Office) => (await office.client(from()).session.state({})).phase;

describe('setting up', () => {
  it('a real office: its administrator is signed in, the recovery key is told, everything is journalled', async () => {
    const office = await start(ports());
    const client = office.client(from());
    expect(await phaseOf(office)).toBe('new');
    const made = await client.setup.createOffice({ office: exampleOffice, administrator });
    expect(made.recoveryKey).toMatch(/^([0-9A-Z]{4}-){7}[0-9A-Z]{4}$/);
    expect(made.user).toMatchObject({ login: 'quantri', role: 'administrator' });
    const state = await client.session.state({});
    expect(state).toMatchObject({
      phase: 'ready',
      sample: false,
      user: { login: 'quantri' },
      obstacle: null,
    });
    expect(state.office).toMatchObject(exampleOffice);
    expect(await client.integrity.verify({})).toMatchObject({ ok: true, firstBad: null });
    const { dossier } = await client.dossiers.receive(exampleReception());
    expect(dossier.codes[0]?.code).toMatch(/^H44\.152-\d{6}-0001$/);
    expect(dossier.sample).toBe(false);
  });

  it.each(['three-tier', 'two-tier'] as const)('the sample %s: each of its people signs in', async (tree) => {
    const office = await start(ports());
    const { people } = await office.client(from()).setup.createSample({ tree });
    expect(people.map(({ role }) => role).sort()).toEqual(['administrator', 'clerk']);
    expect(new Set(people.map(({ password }) => password)).size).toBe(people.length);
    for (const { login, password, name } of people) {
      const client = office.client(from());
      expect((await client.session.signIn({ login, password })).user.name).toBe(name);
      expect(await client.session.state({})).toMatchObject({ phase: 'ready', sample: true });
    }
  });

  it('a second time is refused, in the same process and after a restart, whatever is asked for', async () => {
    const given = ports();
    const first = await start(given);
    await first.client(from()).setup.createSample({ tree: 'two-tier' });
    const before = readFileSync(path.join(given.dataDirectory, 'keys.json'), 'utf8');
    const refuse = async (office: Office) => {
      const client = office.client(from());
      expect(await answerOf(client, 'setup.createSample', { tree: 'three-tier' })).toBe('already-set-up');
      expect(await answerOf(client, 'setup.createOffice', exampleInputs['setup.createOffice']())).toBe(
        'already-set-up',
      );
      // Also where something else is wrong: a stranger learns nothing by trying.
      const weak = {
        office: { ...exampleOffice, codeFormat: 'none' },
        administrator: { ...administrator, password: '1234567890' },
      };
      expect(await answerOf(client, 'setup.createOffice', weak)).toBe('already-set-up');
    };
    await refuse(first);
    await first.close();
    await refuse(await start(given));
    expect(readFileSync(path.join(given.dataDirectory, 'keys.json'), 'utf8')).toBe(before);
  });

  it('two at once make one office', async () => {
    const given = ports();
    const office = await start(given);
    const answers = await Promise.all([
      answerOf(office.client(from('a')), 'setup.createSample', { tree: 'three-tier' }),
      answerOf(office.client(from('b')), 'setup.createOffice', exampleInputs['setup.createOffice']()),
      answerOf(office.client(from('c')), 'setup.createSample', { tree: 'two-tier' }),
    ]);
    expect(answers.sort()).toEqual(['already-set-up', 'already-set-up', 'ok']);
    expect(await phaseOf(office)).toBe('ready');
    expect(readdirSync(given.dataDirectory).filter((name) => name.includes('unfinished'))).toEqual([]);
  });

  it.each([
    ['weak-password', { administrator: { ...administrator, password: 'quantriquantri' } }],
    ['invalid-input', { office: { ...exampleOffice, codeFormat: 'none' } }],
    ['invalid-input', { office: { ...exampleOffice, codeFormat: 'ministry-6' } }],
    ['invalid-input', { office: { ...exampleOffice, agencyCode: '000.00.16.H28' } }],
    ['invalid-input', { office: { ...exampleOffice, name: '   ' } }],
  ])('%s leaves a new PC on which the next try works', async (code, wrong) => {
    const given = ports();
    const office = await start(given);
    const client = office.client(from());
    const input = { office: exampleOffice, administrator };
    expect(await answerOf(client, 'setup.createOffice', { ...input, ...wrong })).toBe(code);
    expect(await phaseOf(office)).toBe('new');
    expect(readdirSync(given.dataDirectory)).toEqual([]);
    await client.setup.createOffice(input);
    expect(await phaseOf(office)).toBe('ready');
  });

  it('wherever it fails, the PC stays new, nothing is deleted, and the next try works', async () => {
    const counting = failingIds(Number.POSITIVE_INFINITY);
    await (await start(ports({ ids: counting })))
      .client(from())
      .setup.createOffice({ office: exampleOffice, administrator });
    // After the last of these the office is there: opening the session takes one more.
    const steps = counting.calls() - 1;
    expect(steps).toBeGreaterThan(10);
    for (let step = 1; step <= steps; step += step < 12 || step > steps - 4 ? 1 : 7) {
      const given = ports({ ids: failingIds(step) });
      const office = await start(given);
      const client = office.client(from());
      expect([
        step,
        await answerOf(client, 'setup.createOffice', { office: exampleOffice, administrator }),
      ]).toEqual([step, 'internal']);
      expect([step, await phaseOf(office)]).toEqual([step, 'new']);
      const left = readdirSync(given.dataDirectory).length;
      await client.setup.createOffice({ office: exampleOffice, administrator });
      expect([step, await phaseOf(office)]).toEqual([step, 'ready']);
      expect([step, readdirSync(given.dataDirectory).length >= left]).toEqual([step, true]);
      await office.close();
    }
  });

  it('that cannot give the keyring its name leaves a new PC', async () => {
    const given = ports();
    const office = await start(given);
    const client = office.client(from());
    // A folder stands where the keyring should be, and appears only after the start.
    mkdirSync(path.join(given.dataDirectory, 'keys.json'));
    expect(await answerOf(client, 'setup.createOffice', { office: exampleOffice, administrator })).toBe(
      'internal',
    );
    expect(await phaseOf(office)).toBe('new');
    rmSync(path.join(given.dataDirectory, 'keys.json'), { recursive: true });
    await client.setup.createOffice({ office: exampleOffice, administrator });
    expect(await phaseOf(office)).toBe('ready');
    const files = readdirSync(given.dataDirectory);
    expect(files.filter((name) => name.startsWith('office.db.unfinished-')).length).toBe(1);
    expect(existsSync(path.join(given.dataDirectory, 'keys.setup.json'))).toBe(false);
  });

  it('does without the OS store where that fails', async () => {
    const failing = {
      seal: async () => Promise.reject(new Error('no store')),
      open: async () => Promise.reject(new Error('no store')),
    };
    const given = ports({ secrets: failing });
    const office = await start(given);
    await office.client(from()).setup.createOffice({ office: exampleOffice, administrator });
    await office.close();
    const again = await start(given);
    expect(await phaseOf(again)).toBe('locked');
    await again.client(from()).session.signIn({ login: 'quantri', password: PASSWORD });
  });
});
