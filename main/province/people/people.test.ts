import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createIds } from '#main/host/index.ts';
import { openEmbeddedStore } from '#test/fixtures/prepared-store.ts';
import type { Store } from '../store/index.ts';
import {
  audit,
  closeSession,
  createPerson,
  ensureSetupCode,
  findSession,
  listAudit,
  listPeople,
  setPassword,
  setRights,
  setUp,
  signIn,
} from './index.ts';

let store: Store;
let now = Date.parse('2026-11-22T08:00:00+07:00');
const clock = { now: () => now };
const ids = createIds(clock);
const ports = () => ({ sql: store.sql, clock, ids });
const PASSWORD = 'bốn con ngựa hồng';

beforeAll(async () => {
  store = await openEmbeddedStore();
});
afterAll(async () => store.close());
beforeEach(() => {
  now += 3 * 24 * 3_600_000;
});

const admin = { login: 'Mai.LE', name: 'Lê Thị Mai', password: PASSWORD };

it('lets the first administrator in by the code of the log, once', async () => {
  const code = await ensureSetupCode(ports());
  expect(code).toMatch(/^(\w{4}-){3}\w{4}$/);
  // Another instance on the same database says the same one.
  expect(await ensureSetupCode(ports())).toBe(code);
  const wrong = await setUp(ports(), { code: 'AAAA-AAAA-AAAA-AAAA', origin: '10.0.0.1', person: admin });
  expect(wrong.ok).toBe(false);
  const weak = await setUp(ports(), {
    code: code ?? '',
    origin: '10.0.0.1',
    person: { ...admin, password: 'mai.le mai.le' },
  });
  expect(weak.ok).toBe(false);
  const typed = (code ?? '').toLowerCase().replaceAll('-', ' ');
  const both = await Promise.all(
    ['mai.le', 'lan.vu'].map((login) =>
      setUp(ports(), { code: typed, origin: '10.0.0.2', person: { ...admin, login } }),
    ),
  );
  expect(both.map((result) => result.ok).sort()).toEqual([false, true]);
  expect(await ensureSetupCode(ports())).toBeUndefined();
  expect(await setUp(ports(), { code: typed, origin: '10.0.0.3', person: admin })).toMatchObject({
    ok: false,
  });
  expect(await listPeople(ports())).toMatchObject([{ role: 'administrator', active: true }]);
});

/** The one who won the race above. */
async function login(): Promise<string> {
  const [first] = await listPeople(ports());
  if (first === undefined) throw new Error('nobody');
  return first.login;
}

it('opens a session for the right password, which ends by idling, signing out and after twelve hours', async () => {
  const attempt = { login: (await login()).toUpperCase(), password: PASSWORD, origin: '10.0.0.1' };
  const result = await signIn(ports(), attempt);
  if (!result.ok) throw new Error(result.error.message);
  const { token } = result.value;
  const session = await findSession(ports(), token);
  expect(session).toMatchObject({ role: 'administrator', name: 'Lê Thị Mai' });
  expect(session?.csrf).toMatch(/^[\w-]{32}$/);
  expect(await findSession(ports(), `${token}x`)).toBeUndefined();
  now += 29 * 60_000;
  expect(await findSession(ports(), token)).toBeDefined();
  now += 29 * 60_000;
  expect(await findSession(ports(), token)).toBeDefined();
  now += 31 * 60_000;
  expect(await findSession(ports(), token)).toBeUndefined();

  const again = await signIn(ports(), attempt);
  if (!again.ok) throw new Error(again.error.message);
  for (let used = 0; used < 24; used += 1) {
    now += 29 * 60_000;
    expect(await findSession(ports(), again.value.token)).toBeDefined();
  }
  now += 29 * 60_000;
  expect(await findSession(ports(), again.value.token)).toBeUndefined();

  const last = await signIn(ports(), attempt);
  if (!last.ok) throw new Error(last.error.message);
  await closeSession(ports(), last.value.token);
  expect(await findSession(ports(), last.value.token)).toBeUndefined();
});

it('keeps neither passwords nor tokens', async () => {
  const result = await signIn(ports(), { login: await login(), password: PASSWORD, origin: '10.0.0.1' });
  if (!result.ok) throw new Error(result.error.message);
  const dump = JSON.stringify([
    await store.sql.query('select * from people'),
    await store.sql.query('select * from sessions'),
  ]);
  expect(dump).not.toContain(PASSWORD);
  expect(dump).not.toContain(result.value.token);
});

it('delays by name and by origin, for every instance, and says the same of wrong names and wrong passwords', async () => {
  const name = await login();
  const tries = [name, 'nobody', name, name, name, name];
  const errors: string[] = [];
  for (const [index, wrong] of tries.entries()) {
    const result = await signIn(ports(), {
      login: wrong,
      password: 'sai mật khẩu rồi',
      origin: `10.1.0.${index}`,
    });
    errors.push(result.ok ? '' : result.error.message);
  }
  expect(new Set(errors.slice(0, 5)).size).toBe(1);
  // The right password waits as well: who guesses must not learn by the delay that it was right.
  expect(await signIn(ports(), { login: name, password: PASSWORD, origin: '10.2.0.1' })).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining('chờ'), isTried: false },
  });
  now += 5_000;
  expect((await signIn(ports(), { login: name, password: PASSWORD, origin: '10.2.0.1' })).ok).toBe(true);
  // One origin that tries many names waits, too.
  for (const wrong of ['a1', 'a2', 'a3', 'a4', 'a5']) {
    await signIn(ports(), { login: wrong, password: 'sai mật khẩu rồi', origin: '10.3.0.1' });
  }
  expect(await signIn(ports(), { login: name, password: PASSWORD, origin: '10.3.0.1' })).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining('chờ'), isTried: false },
  });
});

it('never leaves the province without an administrator', async () => {
  const [only] = await listPeople(ports());
  if (only === undefined) throw new Error('nobody');
  expect(await setRights(ports(), only.id, { role: 'viewer', active: true })).toMatchObject({ ok: false });
  expect(await setRights(ports(), only.id, { role: 'administrator', active: false })).toMatchObject({
    ok: false,
  });
  const viewer = await createPerson(ports(), {
    login: 'xem',
    name: 'Người xem',
    role: 'viewer',
    password: PASSWORD,
  });
  if (!viewer.ok) throw new Error(viewer.error);
  expect(await setRights(ports(), only.id, { role: 'viewer', active: true })).toMatchObject({ ok: false });
  expect((await setRights(ports(), viewer.value.id, { role: 'administrator', active: true })).ok).toBe(true);
  expect((await setRights(ports(), only.id, { role: 'viewer', active: true })).ok).toBe(true);
});

it('ends the sessions of whoever gets a new password or may not come in any more', async () => {
  const { id } = (await listPeople(ports())).find((person) => person.login === 'xem') ?? { id: '' };
  const enter = () => signIn(ports(), { login: 'xem', password: PASSWORD, origin: '10.0.0.9' });
  const first = await enter();
  if (!first.ok) throw new Error(first.error.message);
  expect(await setPassword(ports(), id, 'ngắn')).toMatchObject({ ok: false });
  expect(await findSession(ports(), first.value.token)).toBeDefined();
  expect((await setPassword(ports(), id, 'sáu con trâu xám')).ok).toBe(true);
  expect(await findSession(ports(), first.value.token)).toBeUndefined();
  expect((await enter()).ok).toBe(false);
  const taken = await createPerson(ports(), {
    login: 'XEM',
    name: 'Khác',
    role: 'viewer',
    password: PASSWORD,
  });
  expect(taken).toMatchObject({ ok: false });
});

it('writes down what was done, which nobody can change', async () => {
  const act = { personId: null, name: 'Mai', action: 'office-invited' as const, subject: 's', detail: '' };
  await audit(ports(), act);
  await audit(ports(), { ...act, action: 'office-revoked' });
  const lines = await listAudit(ports(), null, 10);
  expect(lines.map(({ action }) => action)).toEqual(['office-revoked', 'office-invited']);
  expect(await listAudit(ports(), lines[0]?.n ?? 0, 1)).toMatchObject([{ action: 'office-invited' }]);
  await expect(store.sql.query('delete from audit')).rejects.toThrow(/never changed/);
});
