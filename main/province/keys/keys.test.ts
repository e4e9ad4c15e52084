import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestStore } from '#test/fixtures/province-store.ts';
import type { Store } from '../store/index.ts';
import { createSecrets, openKeys, SecretMissing } from './index.ts';

const DAY_MS = 86_400_000;
let store: Store;
let now = Date.parse('2026-11-22T08:00:00+07:00');
const clock = { now: () => now };
const open = () => openKeys({ sql: store.sql, clock });

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

describe('the keys of a province', () => {
  it('P3 are made once, also by two instances that start at once', async () => {
    const [one, other] = await Promise.all([open(), open()]);
    expect(await one.signing()).toEqual(await other.signing());
    expect((await one.published()).map(({ use }) => use).sort()).toEqual(['encrypt', 'sign']);
    expect(await other.published()).toEqual(await one.published());
  });

  it('P3 announce the next ones a year ahead, signed by the present one; those that ended nobody is told of', async () => {
    const keys = await open();
    const present = await keys.signing();
    now += 3.9 * 365 * DAY_MS;
    await keys.renewInTime();
    expect(await keys.published()).toHaveLength(2);
    now += 0.2 * 365 * DAY_MS;
    await keys.renewInTime();
    await (await open()).renewInTime();
    expect(await keys.published()).toHaveLength(4);
    expect((await keys.signing()).public.kid).toBe(present.public.kid);
    // The present one ends: the announced one signs.
    now += 1.1 * 365 * DAY_MS;
    const next = await keys.signing();
    expect(next.public.kid).not.toBe(present.public.kid);
    expect((await keys.published()).map(({ kid }) => kid)).not.toContain(present.public.kid);
  });

  it('P3 change when an administrator says so; in wrong hands they end at once', async () => {
    const keys = await open();
    const present = await keys.signing();
    const [made] = await keys.rotate({ endPresent: false });
    expect((await keys.signing()).public.kid).toBe(present.public.kid);
    expect((await keys.published()).map(({ kid }) => kid)).toContain(made?.kid);
    const [anew] = await keys.rotate({ endPresent: true });
    expect((await keys.signing()).public.kid).toBe(anew?.kid);
    expect(await keys.published()).toHaveLength(2);
  });

  it('P18 open what was sealed to a key that ended since', async () => {
    const keys = await open();
    const sealed = (await keys.published()).find(({ use }) => use === 'encrypt');
    await keys.rotate({ endPresent: true });
    expect(await keys.findSecret(sealed?.kid ?? '')).toContain('"d"');
    expect(await keys.findSecret('unknown')).toBeUndefined();
  });
});

describe('their secrets in the database', () => {
  const [first, second] = ['a-long-secret-of-this-server-0001', 'another-secret-of-this-server-0002'];
  const kept = () =>
    store.sql.query<{ kid: string; secret: string }>('SELECT kid, secret FROM province_keys ORDER BY kid');
  const sealed = (present: string | null, before: string | null = null) =>
    openKeys({ sql: store.sql, clock, secrets: createSecrets(present, before) });

  it('are sealed as soon as the server has a secret, and the keys stay the same', async () => {
    const plain = await kept();
    const present = await (await open()).signing();
    expect(plain.map(({ secret }) => secret)).toContain(present.secret);
    const keys = await sealed(first);
    expect(await keys.signing()).toEqual(present);
    const text = JSON.stringify(await kept());
    for (const { secret } of plain) expect(text).not.toContain(secret);
    // Ended ones too: they still open what was sealed to them.
    for (const { kid, secret } of plain) expect(await keys.findSecret(kid)).toBe(secret);
    await keys.rotate({ endPresent: false });
    expect((await kept()).every(({ secret }) => secret.startsWith('aes256gcm.'))).toBe(true);
  });

  it('open with that secret alone, and pass to another one while both are known', async () => {
    const present = await (await sealed(first)).signing();
    await expect(open()).rejects.toThrow(SecretMissing);
    await expect(sealed(second)).rejects.toThrow(SecretMissing);
    expect(await (await sealed(second, first)).signing()).toEqual(present);
    expect(await (await sealed(second)).signing()).toEqual(present);
    await expect(sealed(first)).rejects.toThrow(SecretMissing);
  });

  it('are of their own key: a row under another name does not open', async () => {
    const secrets = createSecrets(first);
    const text = secrets.seal('one', 'secret');
    expect(secrets.open('one', text)).toBe('secret');
    expect(() => secrets.open('other', text)).toThrow(SecretMissing);
    const last = text.at(-1) === 'A' ? 'B' : 'A';
    expect(() => secrets.open('one', `${text.slice(0, -2)}${last}${text.at(-1)}`)).toThrow(SecretMissing);
  });
});
