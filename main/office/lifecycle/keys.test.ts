import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Office, type OfficeClient, startOffice } from '#office/index.ts';
import type { OfficePorts, SecretStore } from '#office/ports.ts';
import { answerOf, call, exampleOffice } from '#test/fixtures/contract.ts';
import { exampleReception, testPorts } from '#test/fixtures/office.ts';
import { toVersionOne } from '#test/fixtures/old-keyring.ts';

// The same derivation at a small cost: these tests derive many keys.
vi.mock('../users/sealing.ts', async (original) => ({
  ...(await original<object>()),
  PASSWORD_COST: { algorithm: 'argon2id', memoryKiB: 64, iterations: 1, parallelism: 1 },
}));

const FIRST = 'bốn con ngựa hồng';
const SECOND = 'năm con trâu xám';
const PATIENCE_MS = 60_000;

let ports: ReturnType<typeof testPorts>;
let office: Office;
let administrator: OfficeClient;
let recoveryKey = '';
let clerkId = '';
let connections = 0;

/** A new connection from its own place, so that no failure makes the next try wait. */
const connect = () => {
  connections += 1;
  return office.client({ origin: `pc ${connections}`, host: 'in-process' });
};
const signIn = (login: string, password: string) =>
  answerOf(connect(), 'session.signIn', { login, password });
const recover = (key: string) =>
  answerOf(connect(), 'session.recover', { recoveryKey: key, login: 'quantri', password: FIRST });
const logged = (message: string) => ports.lines.filter((line) => line.message === message).length;
const ringFile = () => path.join(ports.dataDirectory, 'keys.json');
const ring = () => JSON.parse(readFileSync(ringFile(), 'utf8'));

/** A store of this PC's account: `broken` is another account, `absent` a desktop without a real one. */
function createStore(): SecretStore & { mode: 'real' | 'broken' | 'absent'; seals: number } {
  return {
    mode: 'real',
    seals: 0,
    async seal(secret) {
      if (this.mode === 'absent') throw new Error('basic_text');
      this.seals += 1;
      this.mode = 'real';
      return Uint8Array.from([7, ...secret.map((byte) => byte ^ 0x55)]);
    },
    async open(sealed) {
      if (this.mode !== 'real' || sealed[0] !== 7) throw new Error('sealed by another account');
      return sealed.slice(1).map((byte) => byte ^ 0x55);
    },
  };
}

async function setUp(overrides: Partial<OfficePorts> = {}): Promise<void> {
  ports = testPorts(overrides);
  office = await startOffice(ports);
  administrator = connect();
  const made = await administrator.setup.createOffice({
    office: exampleOffice,
    administrator: { login: 'quantri', name: 'Lê Thị An', password: FIRST },
  });
  recoveryKey = made.recoveryKey;
  const person = {
    login: 'thuha',
    name: 'Bùi Thu Hà',
    role: 'clerk',
    counter: '',
    password: SECOND,
  } as const;
  clerkId = (await administrator.users.create(person)).id;
}

async function restart(): Promise<void> {
  await office.close();
  office = await startOffice(ports);
}

async function signInAsAdministrator(): Promise<void> {
  administrator = connect();
  await administrator.session.signIn({ login: 'quantri', password: FIRST });
}

/** `done`, `stopped`, or the refusal with its sentence. */
async function rekey(): Promise<string> {
  try {
    for await (const step of await administrator.keys.rekey({ password: FIRST }))
      if (step.kind === 'result') return step.state;
    return 'no result';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

beforeEach(() => setUp());
afterEach(async () => {
  await office.close();
  rmSync(ports.dataDirectory, { recursive: true, force: true });
});

describe('a new recovery key', () => {
  it('takes the place of the old one only when its last group was typed back', async () => {
    expect(await answerOf(administrator, 'keys.beginRecoveryKey', { password: SECOND })).toBe(
      'wrong-password',
    );
    const shown = await administrator.keys.beginRecoveryKey({ password: FIRST });
    expect(shown.recoveryKey).toMatch(/^(\w{4}-){7}\w{4}$/);
    expect(await recover(shown.recoveryKey)).toBe('wrong-recovery-key');
    const wrong = { id: shown.id, lastGroup: '0' };
    expect(await answerOf(administrator, 'keys.confirmRecoveryKey', wrong)).toBe('wrong-recovery-key');
    expect(await recover(recoveryKey)).toBe('ok');
    await signInAsAdministrator();
    const typed = ` ${shown.recoveryKey.slice(-4).toLowerCase()} `;
    await administrator.keys.confirmRecoveryKey({ id: shown.id, lastGroup: typed });
    // The answer may have been lost: once more is harmless.
    await administrator.keys.confirmRecoveryKey({ id: shown.id, lastGroup: typed });
    expect(await recover(recoveryKey)).toBe('wrong-recovery-key');
    await restart();
    expect(await recover(recoveryKey)).toBe('wrong-recovery-key');
    expect(await recover(shown.recoveryKey)).toBe('ok');
    const text = readFileSync(ringFile(), 'utf8');
    expect(text).not.toContain(shown.recoveryKey.slice(0, 9));
  });

  it('whose answer was lost, or that a restart forgot, leaves the old one in force', async () => {
    const lost = await administrator.keys.beginRecoveryKey({ password: FIRST });
    const shown = await administrator.keys.beginRecoveryKey({ password: FIRST });
    const late = { id: lost.id, lastGroup: lost.recoveryKey.slice(-4) };
    expect(await answerOf(administrator, 'keys.confirmRecoveryKey', late)).toBe('not-found');
    await restart();
    await signInAsAdministrator();
    const forgotten = { id: shown.id, lastGroup: shown.recoveryKey.slice(-4) };
    expect(await answerOf(administrator, 'keys.confirmRecoveryKey', forgotten)).toBe('not-found');
    expect(await recover(recoveryKey)).toBe('ok');
  });
});

describe('a keyring of version 1', () => {
  async function goBack(): Promise<void> {
    await office.close();
    await toVersionOne(ports.dataDirectory, { quantri: FIRST, thuha: SECOND }, recoveryKey);
    office = await startOffice(ports);
  }

  it('opens for everybody, and each wrap is brought over when its owner signs in', async () => {
    const { dossier } = await administrator.dossiers.receive(exampleReception());
    await goBack();
    expect(ring().version).toBe(1);
    expect(await signIn('thuha', FIRST)).toBe('wrong-password');
    expect(await signIn('thuha', SECOND)).toBe('ok');
    expect(ring().version).toBe(2);
    await signInAsAdministrator();
    expect((await administrator.keys.state({})).users.map(({ login, opens }) => [login, opens])).toEqual(
      expect.arrayContaining([
        ['quantri', 'yes'],
        ['thuha', 'yes'],
      ]),
    );
    await restart();
    expect(await signIn('thuha', SECOND)).toBe('ok');
    expect(await recover(recoveryKey)).toBe('ok');
    await signInAsAdministrator();
    expect((await administrator.dossiers.get({ id: dossier.id })).dossier.id).toBe(dossier.id);
  });

  it('is not re-keyed before everybody was brought over; the refusal names who, and what to do', {
    timeout: PATIENCE_MS,
  }, async () => {
    await goBack();
    await signInAsAdministrator();
    expect((await administrator.keys.state({})).users).toEqual(
      expect.arrayContaining([expect.objectContaining({ login: 'thuha', opens: 'old' })]),
    );
    expect(await rekey()).toMatch(/Bùi Thu Hà \(thuha\).*đăng nhập một lần.*đặt lại mật khẩu/);
    await administrator.users.setPassword({ id: clerkId, password: 'sáu con gà trống' });
    expect(await rekey()).toMatch(/khóa khôi phục còn ở dạng cũ.*tạo khóa khôi phục mới/);
    const shown = await administrator.keys.beginRecoveryKey({ password: FIRST });
    await administrator.keys.confirmRecoveryKey({ id: shown.id, lastGroup: shown.recoveryKey.slice(-4) });
    expect(await rekey()).toBe('done');
    await restart();
    expect(await signIn('thuha', 'sáu con gà trống')).toBe('ok');
    expect(await recover(shown.recoveryKey)).toBe('ok');
  });

  it('whose closed people were not brought over is re-keyed; they need a new password to come back', {
    timeout: PATIENCE_MS,
  }, async () => {
    await administrator.users.setActive({ id: clerkId, active: false });
    await goBack();
    await signInAsAdministrator();
    const shown = await administrator.keys.beginRecoveryKey({ password: FIRST });
    await administrator.keys.confirmRecoveryKey({ id: shown.id, lastGroup: shown.recoveryKey.slice(-4) });
    expect(await rekey()).toBe('done');
    await administrator.users.setActive({ id: clerkId, active: true });
    expect(await signIn('thuha', SECOND)).toBe('wrong-password');
    expect((await administrator.keys.state({})).users).toEqual(
      expect.arrayContaining([expect.objectContaining({ login: 'thuha', opens: 'new-password-needed' })]),
    );
    await administrator.users.setPassword({ id: clerkId, password: SECOND });
    expect(await signIn('thuha', SECOND)).toBe('ok');
  });
});

describe('the OS store', () => {
  it('of a lost profile is given the key anew at the next sign-in, once, without a word on the screen', async () => {
    const store = createStore();
    await office.close();
    await setUp({ secrets: store });
    await restart();
    expect((await connect().session.state({})).phase).toBe('ready');
    const told = logged('the OS store was given the database key anew');
    store.mode = 'broken';
    await restart();
    expect((await connect().session.state({})).phase).toBe('locked');
    const seals = store.seals;
    expect(await signIn('thuha', SECOND)).toBe('ok');
    expect(await signIn('quantri', FIRST)).toBe('ok');
    await restart();
    expect(store.seals).toBe(seals + 1);
    expect(logged('the OS store was given the database key anew')).toBe(told + 1);
    expect((await connect().session.state({})).phase).toBe('ready');
  });

  it('may be switched off: then only a sign-in opens the desk, until it is switched on again', async () => {
    const store = createStore();
    await office.close();
    await setUp({ secrets: store });
    expect((await administrator.keys.state({})).operatingSystem).toBe('on');
    await administrator.keys.setOperatingSystem({ use: 'off' });
    expect(ring().current.operatingSystem).toBeNull();
    await restart();
    expect((await connect().session.state({})).phase).toBe('locked');
    await signInAsAdministrator();
    expect((await administrator.keys.state({})).operatingSystem).toBe('off');
    await restart();
    expect((await connect().session.state({})).phase).toBe('locked');
    await signInAsAdministrator();
    await administrator.keys.setOperatingSystem({ use: 'on' });
    await restart();
    expect((await connect().session.state({})).phase).toBe('ready');
    await signInAsAdministrator();
    store.mode = 'absent';
    expect((await administrator.keys.state({})).operatingSystem).toBe('not-real');
    expect(await answerOf(administrator, 'keys.setOperatingSystem', { use: 'on' })).toBe('key-store-missing');
  });

  it('that is absent is said to be, and opens nothing after a re-key cut off before it was sealed', async () => {
    expect((await administrator.keys.state({})).operatingSystem).toBe('absent');
    expect(await answerOf(administrator, 'keys.setOperatingSystem', { use: 'on' })).toBe('key-store-missing');
  });
});

describe('another PC', () => {
  it('opens the copied data directory with any password of any person; nothing else is needed', async () => {
    const { dossier } = await administrator.dossiers.receive(exampleReception());
    await office.close();
    const there = mkdtempSync(path.join(os.tmpdir(), 'tram-mot-cua-'));
    cpSync(ports.dataDirectory, there, { recursive: true });
    office = await startOffice({ ...ports, dataDirectory: there, secrets: createStore() });
    expect((await connect().session.state({})).phase).toBe('locked');
    const clerk = connect();
    await clerk.session.signIn({ login: 'thuha', password: SECOND });
    expect((await clerk.dossiers.get({ id: dossier.id })).dossier.id).toBe(dossier.id);
    await office.close();
    rmSync(there, { recursive: true, force: true });
    office = await startOffice(ports);
  });
});

describe('people', () => {
  it('an old password stops at once, even for a sign-in that has begun', async () => {
    const begun = signIn('thuha', SECOND);
    await Promise.all([
      begun,
      administrator.users.setPassword({ id: clerkId, password: 'sáu con gà trống' }),
    ]);
    expect(await signIn('thuha', SECOND)).toBe('wrong-password');
    expect(await signIn('thuha', 'sáu con gà trống')).toBe('ok');
  });

  it('a closed account has no share of the key, the others go on, and opened again it needs no new password', async () => {
    await administrator.users.setActive({ id: clerkId, active: false });
    expect(Object.keys(ring().current.users)).not.toContain(clerkId);
    expect(await signIn('thuha', SECOND)).toBe('wrong-password');
    expect(await signIn('quantri', FIRST)).toBe('ok');
    await restart();
    expect(await signIn('thuha', SECOND)).toBe('wrong-password');
    await signInAsAdministrator();
    await administrator.users.setActive({ id: clerkId, active: true });
    await restart();
    expect(await signIn('thuha', SECOND)).toBe('ok');
  });

  it('the last active administrator cannot be closed, by anybody', async () => {
    const second = {
      login: 'phoquantri',
      name: 'Lê Bình',
      role: 'administrator',
      counter: '',
      password: SECOND,
    } as const;
    const { id } = await administrator.users.create(second);
    const other = connect();
    await other.session.signIn({ login: 'phoquantri', password: SECOND });
    const people = (await administrator.users.list({})).users;
    const first = people.find(({ login }) => login === 'quantri')?.id ?? '';
    await administrator.users.setActive({ id, active: false });
    expect(await answerOf(other, 'users.setActive', { id: first, active: false })).toBe('signed-out');
    expect(await call(administrator, 'users.setActive', { id: first, active: false })).toMatchObject({
      code: 'not-allowed',
    });
  });
});

it('a keyring that somebody altered opens nothing that it should not', async () => {
  await office.close();
  const altered = ring();
  const [first, second] = altered.users;
  // One person's password must not open by another's share, nor by a public key that was put in its place.
  altered.current.users[first.userId] = altered.current.users[second.userId];
  writeFileSync(ringFile(), JSON.stringify(altered));
  office = await startOffice(ports);
  expect(await signIn('quantri', FIRST)).toBe('wrong-password');
  expect(await signIn('thuha', SECOND)).toBe('ok');
});

it('a public key that somebody put in the place of another gets no new database key', async () => {
  await office.close();
  const altered = ring();
  const [first, second] = altered.users;
  const secret = { sealed: second.sealed, salt: second.salt, cost: second.cost };
  Object.assign(second, { publicKey: first.publicKey, ...secret });
  writeFileSync(ringFile(), JSON.stringify(altered));
  office = await startOffice(ports);
  await signInAsAdministrator();
  expect(await rekey()).toMatch(/keys\.json đã bị sửa.*đặt lại mật khẩu cho Bùi Thu Hà \(thuha\)/);
  await administrator.users.setActive({ id: clerkId, active: false });
  await administrator.users.setActive({ id: clerkId, active: true });
  expect(Object.keys(ring().current.users)).toEqual([first.userId]);
  await administrator.users.setPassword({ id: clerkId, password: SECOND });
  expect(await rekey()).toBe('done');
  expect(await signIn('thuha', SECOND)).toBe('ok');
});
