import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestStore } from '#test/fixtures/province-store.ts';
import type { Store } from '../store/index.ts';
import { addressGroup, createRates } from './index.ts';

const figures = { burst: 3, everyMs: 1000 };
let store: Store;
let now = 1_800_000_000_000;
const clock = { now: () => now };

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

describe('rates', () => {
  it('gives a burst, then one after each pause; another one has its own', async () => {
    const rates = createRates({ sql: store.sql, clock });
    const take = async () => (await rates.take('a', 'x', figures)).waitSeconds;
    expect([await take(), await take(), await take(), await take()]).toEqual([0, 0, 0, 1]);
    expect((await rates.take('a', 'y', figures)).waitSeconds).toBe(0);
    expect((await rates.take('b', 'x', figures)).waitSeconds).toBe(0);
    now += 1000;
    expect([await take(), await take()]).toEqual([0, 1]);
  });

  it('counts for all instances together, also when they ask at once', async () => {
    const instances = [createRates({ sql: store.sql, clock }), createRates({ sql: store.sql, clock })];
    const waits = await Promise.all(
      Array.from({ length: 12 }, (_, at) => instances[at % 2]?.take('c', 'x', figures)),
    );
    expect(waits.filter((wait) => wait?.waitSeconds === 0)).toHaveLength(3);
  });

  it('forgets who got in, and removes what says nothing any more', async () => {
    const rates = createRates({ sql: store.sql, clock });
    for (let times = 0; times < 4; times += 1) await rates.take('d', 'x', figures);
    await rates.forget('d', 'x');
    expect((await rates.take('d', 'x', figures)).waitSeconds).toBe(0);
    now += 10_000;
    await rates.tidy();
    expect(await store.sql.query('SELECT * FROM rates')).toEqual([]);
  });

  it('counts the addresses of one IPv6 network as one', () => {
    expect(addressGroup('203.0.113.7')).toBe('203.0.113.7');
    expect(addressGroup('::ffff:203.0.113.7')).toBe('203.0.113.7');
    expect(addressGroup('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64');
    expect(addressGroup('2001:db8:1:2::9')).toBe('2001:db8:1:2::/64');
    expect(addressGroup('2001:db8::1')).toBe('2001:db8:0:0::/64');
    expect(addressGroup('::1')).toBe('0:0:0:0::/64');
  });
});
