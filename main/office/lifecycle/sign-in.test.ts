import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Office, type OfficeClient, startOffice } from '#office/index.ts';
import type { OfficePorts } from '#office/ports.ts';
import { answerOf, call, exampleOffice } from '#test/fixtures/contract.ts';
import { exampleReception, systemIds, type TestClock, testClock, testPorts } from '#test/fixtures/office.ts';

// The same derivation at a small cost: these tests derive hundreds of keys.
vi.mock('../users/sealing.ts', async (original) => ({
  ...(await original<object>()),
  PASSWORD_COST: { algorithm: 'argon2id', memoryKiB: 64, iterations: 1, parallelism: 1 },
}));

const FIRST = 'bốn con ngựa hồng';
const SECOND = 'năm con trâu xám';
const THIRD = 'sáu con gà trống';

let clock: TestClock;
let ports: ReturnType<typeof testPorts>;
let office: Office;
let administrator: OfficeClient;
let recoveryKey = '';

const connect = (origin = 'test') => office.client({ origin, host: 'in-process' });
/** `ok`, or the code of the refusal. */
const signIn = (login: string, password: string, origin?: string) =>
  answerOf(connect(origin), 'session.signIn', { login, password });
const recover = (key: string, login: string, password: string) =>
  answerOf(connect('recovery'), 'session.recover', { recoveryKey: key, login, password });

async function restart(overrides: Partial<OfficePorts> = {}): Promise<void> {
  await office.close();
  office = await startOffice({ ...ports, ...overrides });
}

beforeEach(async () => {
  clock = testClock('2026-11-20T09:00');
  ports = testPorts({ clock });
  office = await startOffice(ports);
  administrator = connect();
  const made = await administrator.setup.createOffice({
    office: exampleOffice,
    administrator: { login: 'quantri', name: 'Lê Thị An', password: FIRST },
  });
  recoveryKey = made.recoveryKey;
});
afterEach(async () => {
  await office.close();
  rmSync(ports.dataDirectory, { recursive: true, force: true });
});

async function addClerk(login = 'thuha', password = SECOND): Promise<{ id: string; client: OfficeClient }> {
  const { id } = await administrator.users.create({
    login,
    name: 'Bùi Thu Hà',
    role: 'clerk',
    counter: 'Quầy 2',
    password,
  });
  const client = connect();
  await client.session.signIn({ login, password });
  return { id, client };
}

describe('after a restart', () => {
  it('any person opens the locked database with their password, whatever the case of the name', async () => {
    await addClerk();
    const received = await administrator.dossiers.receive(exampleReception());
    await restart();
    const client = connect();
    expect(await answerOf(client, 'dossiers.search', { query: '', cursor: null, limit: 5 })).toBe('locked');
    expect(await signIn('thuha', FIRST)).toBe('wrong-password');
    expect((await client.session.state({})).phase).toBe('locked');
    await client.session.signIn({ login: ' ThuHà ', password: SECOND.normalize('NFD') });
    const { rows } = await client.dossiers.search({ query: '', cursor: null, limit: 5 });
    expect(rows.map(({ id }) => id)).toEqual([received.dossier.id]);
  });

  it('several who sign in at the same moment open it once', async () => {
    await addClerk();
    await restart();
    expect(
      await Promise.all([
        signIn('thuha', SECOND, 'a'),
        signIn('quantri', FIRST, 'b'),
        signIn('thuha', SECOND, 'c'),
      ]),
    ).toEqual(['ok', 'ok', 'ok']);
  });

  it('the OS store opens it without a password where it is real, and nobody is signed in by that', async () => {
    const sealed = new Map<string, Uint8Array>();
    const secrets = {
      seal: async (secret: Uint8Array) => {
        const handle = systemIds.bytes(8);
        sealed.set(Buffer.from(handle).toString('hex'), secret);
        return handle;
      },
      open: async (handle: Uint8Array) => {
        const secret = sealed.get(Buffer.from(handle).toString('hex'));
        if (secret === undefined) throw new Error('sealed by another account');
        return secret;
      },
    };
    const own = testPorts({ clock, secrets });
    const first = await startOffice(own);
    await first.client({ origin: 'x', host: 'in-process' }).setup.createSample({ tree: 'two-tier' });
    await first.close();
    const again = await startOffice(own);
    const client = again.client({ origin: 'x', host: 'in-process' });
    expect(await client.session.state({})).toMatchObject({ phase: 'ready', user: null });
    expect(await answerOf(client, 'status.get', {})).toBe('signed-out');
    await again.close();
    sealed.clear();
    const elsewhere = await startOffice(own);
    expect(await elsewhere.client({ origin: 'x', host: 'in-process' }).session.state({})).toMatchObject({
      phase: 'locked',
      obstacle: null,
    });
    await elsewhere.close();
    rmSync(own.dataDirectory, { recursive: true, force: true });
  });
});

describe('wrong passwords', () => {
  it('cost nothing three times, then seconds that double, also for the right one, until it is over', async () => {
    for (let guess = 1; guess <= 4; guess += 1)
      expect(await signIn('quantri', `đoán lần ${guess}`)).toBe('wrong-password');
    const refused = await call(connect(), 'session.signIn', { login: 'quantri', password: FIRST });
    expect(refused).toMatchObject({
      code: 'too-many-attempts',
      data: { waitSeconds: 2, message: expect.stringContaining('2 giây') },
    });
    clock.advance(2_000);
    expect(await signIn('quantri', 'lại sai')).toBe('wrong-password');
    expect(await call(connect(), 'session.signIn', { login: 'quantri', password: FIRST })).toMatchObject({
      data: { waitSeconds: 4 },
    });
    clock.advance(4_000);
    expect(await signIn('quantri', FIRST)).toBe('ok');
    expect(await signIn('quantri', 'sai')).toBe('wrong-password');
    expect(await signIn('quantri', FIRST)).toBe('ok');
  });

  it('sent all at once are not more guesses than one after another', async () => {
    const guesses = Array.from({ length: 12 }, (_, index) =>
      signIn('quantri', `đoán ${index}`, `pc ${index}`),
    );
    const answers = await Promise.all(guesses);
    expect(answers.filter((code) => code === 'wrong-password')).toHaveLength(4);
    expect(answers.filter((code) => code === 'too-many-attempts')).toHaveLength(8);
  });

  it('for a name that nobody has are counted alike', async () => {
    for (let guess = 1; guess <= 4; guess += 1)
      expect(await signIn('khongco', 'sai', 'pc 9')).toBe('wrong-password');
    expect(await signIn('khongco', 'sai', 'pc 8')).toBe('too-many-attempts');
    expect(await signIn('quantri', FIRST, 'pc 9')).toBe('too-many-attempts');
    expect(await signIn('quantri', FIRST, 'pc 8')).toBe('ok');
  });

  it('of the recovery key are counted too', async () => {
    for (let guess = 1; guess <= 4; guess += 1)
      expect(await recover('0000', 'quantri', SECOND)).toBe('wrong-recovery-key');
    expect(await recover(recoveryKey, 'quantri', SECOND)).toBe('too-many-attempts');
    clock.advance(2_000);
    expect(await recover(recoveryKey, 'quantri', SECOND)).toBe('ok');
  });

  it('never appear in the log', () => {
    expect(JSON.stringify(ports.lines)).not.toMatch(/đoán|ngựa/);
  });
});

describe('a closed account', () => {
  it('is out at once and stays out after a restart, until it is opened again', async () => {
    const { id, client } = await addClerk();
    await administrator.users.setActive({ id, active: false });
    expect(await answerOf(client, 'status.get', {})).toBe('signed-out');
    expect(await signIn('thuha', SECOND)).toBe('wrong-password');
    await restart();
    expect(await signIn('thuha', SECOND)).toBe('wrong-password');
    expect((await connect().session.state({})).phase).toBe('locked');
    administrator = connect();
    await administrator.session.signIn({ login: 'quantri', password: FIRST });
    await administrator.users.setActive({ id, active: true });
    expect(await signIn('thuha', SECOND)).toBe('ok');
    await restart();
    expect(await signIn('thuha', SECOND)).toBe('ok');
  });

  it('does not come back by a new password', async () => {
    const { id } = await addClerk();
    await administrator.users.setActive({ id, active: false });
    await administrator.users.setPassword({ id, password: THIRD });
    expect(await signIn('thuha', THIRD)).toBe('wrong-password');
    await restart();
    expect(await signIn('thuha', THIRD)).toBe('wrong-password');
    expect((await connect().session.state({})).phase).toBe('locked');
  });

  it('is never one’s own', async () => {
    const { user } = await administrator.session.state({});
    expect(await answerOf(administrator, 'users.setActive', { id: user?.id, active: false })).toBe(
      'not-allowed',
    );
    expect(await answerOf(administrator, 'users.setActive', { id: user?.id, active: true })).toBe('ok');
  });

  it('is recorded once however often it is closed', async () => {
    const { id } = await addClerk();
    const { entries } = await administrator.integrity.verify({});
    await administrator.users.setActive({ id, active: false });
    await administrator.users.setActive({ id, active: false });
    expect((await administrator.integrity.verify({})).entries).toBe(entries + 1);
  });
});

describe('a changed password', () => {
  it('opens, the old one no longer, now and after a restart; other sessions of the person end', async () => {
    const { client } = await addClerk();
    const elsewhere = connect();
    await elsewhere.session.signIn({ login: 'thuha', password: SECOND });
    expect(await answerOf(client, 'session.changePassword', { current: FIRST, next: THIRD })).toBe(
      'wrong-password',
    );
    expect(await answerOf(client, 'session.changePassword', { current: SECOND, next: 'thuhathuha' })).toBe(
      'weak-password',
    );
    await client.session.changePassword({ current: SECOND, next: THIRD });
    expect(await answerOf(client, 'status.get', {})).toBe('ok');
    expect(await answerOf(elsewhere, 'status.get', {})).toBe('signed-out');
    for (const round of ['now', 'after a restart']) {
      expect([round, await signIn('thuha', SECOND), await signIn('thuha', THIRD)]).toEqual([
        round,
        'wrong-password',
        'ok',
      ]);
      await restart();
    }
  });

  it('given by an administrator ends the person’s sessions, not the administrator’s', async () => {
    const { id, client } = await addClerk();
    expect(await answerOf(administrator, 'users.setPassword', { id, password: '1234567890' })).toBe(
      'weak-password',
    );
    await administrator.users.setPassword({ id, password: THIRD });
    expect(await answerOf(client, 'status.get', {})).toBe('signed-out');
    expect(await answerOf(administrator, 'status.get', {})).toBe('ok');
    expect(await signIn('thuha', SECOND)).toBe('wrong-password');
    expect(await signIn('thuha', THIRD)).toBe('ok');
  });
});

describe('the recovery key', () => {
  it('opens the database and gives an administrator a new password, also after a restart', async () => {
    await restart();
    expect(await recover(recoveryKey.replace(/^../, '00'), 'quantri', SECOND)).toBe('wrong-recovery-key');
    const client = connect('recovery');
    const typed = recoveryKey.toLowerCase().replaceAll('-', ' ');
    const made = await client.session.recover({ recoveryKey: typed, login: 'quantri', password: SECOND });
    expect(made.user.role).toBe('administrator');
    expect(await answerOf(client, 'users.list', {})).toBe('ok');
    expect(await signIn('quantri', FIRST)).toBe('wrong-password');
    await restart();
    expect(await signIn('quantri', SECOND)).toBe('ok');
    expect(await recover(recoveryKey, 'quantri', THIRD)).toBe('ok');
  });

  it('makes no administrator of a clerk, of nobody, and of a closed account', async () => {
    const { id } = await addClerk();
    expect(await recover(recoveryKey, 'thuha', THIRD)).toBe('not-found');
    expect(await recover(recoveryKey, 'khongco', THIRD)).toBe('not-found');
    const second = await administrator.users.create({
      login: 'phoquantri',
      name: 'Lê Văn Bình',
      role: 'administrator',
      counter: '',
      password: SECOND,
    });
    await administrator.users.setActive({ id: second.id, active: false });
    expect(await recover(recoveryKey, 'phoquantri', THIRD)).toBe('not-found');
    await administrator.users.setActive({ id, active: true });
    expect(await signIn('thuha', SECOND)).toBe('ok');
  });
});

describe('a new account', () => {
  it('with a name that is taken is refused, also when two are made at once; the first stays able to sign in', async () => {
    await addClerk();
    const person = { login: 'THUHÀ', name: 'Trần Văn C', role: 'clerk', counter: '', password: THIRD };
    expect(await answerOf(administrator, 'users.create', person)).toBe('name-taken');
    const twice = { ...person, login: 'cuong' };
    const answers = await Promise.all([
      answerOf(administrator, 'users.create', twice),
      answerOf(administrator, 'users.create', { ...twice, password: SECOND }),
    ]);
    expect(answers.sort()).toEqual(['name-taken', 'ok']);
    const opened = [await signIn('cuong', THIRD, 'a'), await signIn('cuong', SECOND, 'b')];
    expect(opened.sort()).toEqual(['ok', 'wrong-password']);
    expect(await signIn('thuha', SECOND)).toBe('ok');
  });

  it('that a power cut left half made can be made again under the same name', async () => {
    // Its wrap was written, its entry was not: that is what is left when the power goes between the two.
    const file = path.join(ports.dataDirectory, 'keys.json');
    const ring = JSON.parse(readFileSync(file, 'utf8'));
    await addClerk();
    const written = JSON.parse(readFileSync(file, 'utf8'));
    const orphan = {
      ...written.users.find((user: { loginKey: string }) => user.loginKey === 'thuha'),
      userId: 'nobody',
      loginKey: 'cuong',
    };
    expect(ring.users).toHaveLength(1);
    writeFileSync(file, JSON.stringify({ ...written, users: [orphan, ...written.users] }));
    await restart();
    administrator = connect();
    await administrator.session.signIn({ login: 'quantri', password: FIRST });
    await administrator.users.create({
      login: 'cuong',
      name: 'Trần Văn C',
      role: 'clerk',
      counter: '',
      password: THIRD,
    });
    expect(await signIn('cuong', THIRD)).toBe('ok');
    await restart();
    expect(await signIn('cuong', THIRD)).toBe('ok');
  });
});

describe('a session', () => {
  it('ends after an hour without a call; listening to events does not keep it alive', async () => {
    const { client } = await addClerk();
    const events = await client.status.events({});
    await events.next();
    clock.advance(59 * 60_000);
    expect(await answerOf(client, 'status.get', {})).toBe('ok');
    clock.advance(40 * 60_000);
    await administrator.session.signIn({ login: 'quantri', password: FIRST });
    const { dossier } = await administrator.dossiers.receive(exampleReception());
    for (;;) {
      const step = await events.next();
      if (step.done !== true && step.value.kind === 'dossier' && step.value.id === dossier.id) break;
    }
    clock.advance(21 * 60_000);
    expect(await answerOf(client, 'status.get', {})).toBe('signed-out');
    expect((await administrator.session.state({})).user?.login).toBe('quantri');
  });
});
