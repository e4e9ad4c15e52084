import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestStore } from '#test/fixtures/province-store.ts';
import type { Store } from '../store/index.ts';
import { openKeys } from './index.ts';

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
