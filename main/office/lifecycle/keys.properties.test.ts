import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { createRouter } from '#office/router/index.ts';
import { findKeyVerdict } from '#office/storage/index.ts';
import { findKeyring } from '#office/users/index.ts';
import { exampleOffice } from '#test/fixtures/contract.ts';
import { systemIds, testPorts } from '#test/fixtures/office.ts';
import { createOfficeCore } from './core.ts';
import { rekey } from './rekey.ts';
import { createOffice } from './setup.ts';

// The same derivation at a small cost: these tests derive thousands of keys.
vi.mock('../users/sealing.ts', async (original) => ({
  ...(await original<object>()),
  PASSWORD_COST: { algorithm: 'argon2id', memoryKiB: 8, iterations: 1, parallelism: 1 },
}));

const PATIENCE_MS = 300_000;
const RUNS = 6;
const LOGINS = ['quantri', 'an', 'binh', 'chi'];
const MACHINE = { host: 'in-process' } as const;

/** The OS store of one account on one PC: what it sealed it opens, until the profile is lost. */
function createStore() {
  const kept = new Map<string, Uint8Array>();
  const nameOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
  return {
    forget: () => kept.clear(),
    seal: async (secret: Uint8Array) => {
      const handle = systemIds.bytes(8);
      kept.set(nameOf(handle), Uint8Array.from(secret));
      return handle;
    },
    open: async (handle: Uint8Array) => {
      const secret = kept.get(nameOf(handle));
      if (secret === undefined) throw new Error('sealed by another account');
      return secret;
    },
  };
}

/** What must be true, told without any key: who has which password, which recovery key holds, whether a store opens. */
type Oracle = {
  people: Map<string, { id: string; password: string; active: boolean }>;
  recoveryKey: string;
  store: { use: 'on' | 'off'; holds: boolean };
  /** Everything that was ever tried or valid. */
  passwords: Set<string>;
  recoveryKeys: Set<string>;
};

type Step =
  | { do: 'password'; who: number; by: 'self' | 'administrator' }
  | { do: 'close' | 'reopen'; who: number }
  | { do: 'rekey'; stopped: boolean }
  | { do: 'recovery'; confirmed: boolean }
  | { do: 'lose-profile' | 'move' | 'restart' | 'recover' | 'use-store' | 'leave-store' };

const who = fc.integer({ min: 0, max: LOGINS.length - 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('password' as const),
    who,
    by: fc.constantFrom('self' as const, 'administrator' as const),
  }),
  fc.record({ do: fc.constantFrom('close' as const, 'reopen' as const), who }),
  fc.record({ do: fc.constant('rekey' as const), stopped: fc.boolean() }),
  fc.record({ do: fc.constant('recovery' as const), confirmed: fc.boolean() }),
  fc.record({
    do: fc.constantFrom(
      'lose-profile' as const,
      'move' as const,
      'restart' as const,
      'recover' as const,
      'use-store' as const,
      'leave-store' as const,
    ),
  }),
);

async function startDesk() {
  let store = createStore();
  const elsewhere = mkdtempSync(path.join(os.tmpdir(), 'tram-mot-cua-'));
  let ports = testPorts({ secrets: store });
  let core = await createOfficeCore(ports);
  let connections = 0;
  const connect = () => {
    connections += 1;
    return createRouter(core).client({ origin: `pc ${connections}`, ...MACHINE });
  };
  let passwordCount = 0;
  const newPassword = () => {
    passwordCount += 1;
    return `mật khẩu thứ ${passwordCount} ${Buffer.from(systemIds.bytes(6)).toString('hex')}`;
  };
  const first = newPassword();
  const made = await createOffice(
    core,
    { office: exampleOffice, administrator: { login: 'quantri', name: 'Lê Thị An', password: first } },
    { origin: 'setup', ...MACHINE },
  );
  const oracle: Oracle = {
    people: new Map([['quantri', { id: made.user.id, password: first, active: true }]]),
    recoveryKey: made.recoveryKey,
    store: { use: 'on', holds: true },
    passwords: new Set([first, 'không phải mật khẩu']),
    recoveryKeys: new Set([made.recoveryKey]),
  };
  const personOf = (login: string) => {
    const person = oracle.people.get(login);
    if (person === undefined) throw new Error(`nobody is called ${login}`);
    return person;
  };
  async function signedIn(login: string) {
    const client = connect();
    await client.session.signIn({ login, password: personOf(login).password });
    if (oracle.store.use === 'on') oracle.store.holds = true;
    return client;
  }
  for (const login of LOGINS.slice(1)) {
    const password = newPassword();
    oracle.passwords.add(password);
    const role = login === 'an' ? ('administrator' as const) : ('clerk' as const);
    const { id } = await (await signedIn('quantri')).users.create({
      login,
      name: `Lê ${login}`,
      role,
      counter: '',
      password,
    });
    oracle.people.set(login, { id, password, active: true });
  }

  async function restart(change: () => void = () => undefined): Promise<void> {
    await core.close();
    change();
    core = await createOfficeCore(ports);
    // The first thing that happens after a power cut or on another PC: somebody signs in.
    expect(core.findOpened() !== undefined).toBe(oracle.store.use === 'on' && oracle.store.holds);
    const active = LOGINS.filter((login) => personOf(login).active);
    await signedIn(active[connections % active.length] ?? 'quantri');
  }

  async function perform(task: Step): Promise<void> {
    switch (task.do) {
      case 'password': {
        const login = LOGINS[task.who] ?? '';
        const person = personOf(login);
        const next = newPassword();
        oracle.passwords.add(next);
        if (task.by === 'self' && person.active)
          await (await signedIn(login)).session.changePassword({ current: person.password, next });
        else await (await signedIn('quantri')).users.setPassword({ id: person.id, password: next });
        person.password = next;
        return;
      }
      case 'close':
      case 'reopen': {
        const login = LOGINS[task.who] ?? '';
        if (login === 'quantri') return;
        const active = task.do === 'reopen';
        await (await signedIn('quantri')).users.setActive({ id: personOf(login).id, active });
        personOf(login).active = active;
        return;
      }
      case 'rekey': {
        const stopping = new AbortController();
        if (task.stopped) stopping.abort();
        const { state } = await rekey(core, { actor: 'quantri', signal: stopping.signal });
        expect(state).toBe(task.stopped ? 'stopped' : 'done');
        // The new key is sealed by whatever store there is now, and opening it again mends the rest.
        if (oracle.store.use === 'on') oracle.store.holds = true;
        return;
      }
      case 'recovery': {
        const client = await signedIn('quantri');
        const shown = await client.keys.beginRecoveryKey({ password: personOf('quantri').password });
        oracle.recoveryKeys.add(shown.recoveryKey);
        if (!task.confirmed) return;
        await client.keys.confirmRecoveryKey({ id: shown.id, lastGroup: shown.recoveryKey.slice(-4) });
        oracle.recoveryKey = shown.recoveryKey;
        return;
      }
      case 'recover': {
        const password = newPassword();
        oracle.passwords.add(password);
        await connect().session.recover({ recoveryKey: oracle.recoveryKey, login: 'quantri', password });
        personOf('quantri').password = password;
        return;
      }
      case 'use-store':
      case 'leave-store': {
        const use = task.do === 'use-store' ? 'on' : 'off';
        await (await signedIn('quantri')).keys.setOperatingSystem({ use });
        oracle.store = { use, holds: use === 'on' };
        return;
      }
      case 'lose-profile':
        oracle.store.holds = false;
        return restart(() => store.forget());
      case 'move':
        oracle.store.holds = false;
        return restart(() => {
          const there = mkdtempSync(path.join(os.tmpdir(), 'tram-mot-cua-'));
          cpSync(ports.dataDirectory, there, { recursive: true });
          rmSync(ports.dataDirectory, { recursive: true, force: true });
          store = createStore();
          ports = { ...ports, dataDirectory: there, secrets: store };
        });
      case 'restart':
        return restart();
    }
  }

  /** Reads the files as a stranger would who has them and everything that was ever typed. */
  async function whoOpens(): Promise<string[]> {
    await core.settled();
    const at = (name: string) => path.join(ports.dataDirectory, name);
    // A stranger also opens accounts again in the file: what keeps a closed one out must be the lack of a key.
    const content = JSON.parse(readFileSync(at('keys.json'), 'utf8'));
    for (const user of content.users) user.active = true;
    const file = path.join(elsewhere, 'keys.json');
    writeFileSync(file, JSON.stringify(content));
    const ring = findKeyring({ file, copy: null, ids: systemIds, secrets: null });
    const fits = (key: Uint8Array | undefined) =>
      key !== undefined && findKeyVerdict(at('office.db'), key) === 'fits';
    const found: string[] = [];
    for (const login of LOGINS) {
      for (const password of oracle.passwords)
        if (fits((await ring?.findByPassword(login, password))?.key)) found.push(`${login}: ${password}`);
    }
    for (const key of oracle.recoveryKeys)
      if (fits(ring?.findByRecoveryKey(key)?.key)) found.push(`recovery: ${key}`);
    return found;
  }

  function whoShould(): string[] {
    const people = LOGINS.filter((login) => personOf(login).active).map(
      (login) => `${login}: ${personOf(login).password}`,
    );
    return [...people, `recovery: ${oracle.recoveryKey}`];
  }

  return {
    perform,
    whoOpens,
    whoShould,
    async end() {
      await core.close();
      for (const directory of [ports.dataDirectory, elsewhere])
        rmSync(directory, { recursive: true, force: true });
    },
  };
}

it('after any sequence exactly those can open who should: present passwords of active people, the last recovery key', {
  timeout: PATIENCE_MS,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 10 }), async (steps) => {
      const desk = await startDesk();
      try {
        for (const task of steps) {
          await desk.perform(task);
          expect((await desk.whoOpens()).sort()).toEqual(desk.whoShould().sort());
        }
      } finally {
        await desk.end();
      }
    }),
    { seed: 20261123, numRuns: RUNS, endOnFailure: true },
  );
});
