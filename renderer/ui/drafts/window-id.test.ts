import { expect, test } from 'vitest';
import { claimWindowId, type WindowIdHost } from './window-id.ts';

function storage(content: Record<string, string> = {}) {
  const map = new Map(Object.entries(content));
  return {
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
    copy: () => storage(Object.fromEntries(map)),
  };
}

/** Locks of one PC: a window that ends gives its own back. */
function createPc() {
  const held = new Set<string>();
  const local = storage();
  function locksOf(mine: Set<string>): Pick<LockManager, 'request'> {
    const request = (name: string, options: LockOptions, use: (lock: Lock | null) => unknown) => {
      if (!held.has(name)) {
        held.add(name);
        mine.add(name);
        return Promise.resolve(use({ name, mode: 'exclusive' }));
      }
      if (options.ifAvailable === true) return Promise.resolve(use(null));
      return new Promise((_, reject) =>
        options.signal?.addEventListener('abort', () => reject(new Error('late'))),
      );
    };
    return { request: request as LockManager['request'] };
  }
  return {
    open(session = storage()) {
      const mine = new Set<string>();
      const host: WindowIdHost = { session, local, locks: locksOf(mine), newId: () => crypto.randomUUID() };
      return {
        session,
        id: claimWindowId(host),
        end: () => {
          for (const name of mine) held.delete(name);
        },
      };
    },
  };
}

test('a window keeps its id over reloads, whatever other windows there are', async () => {
  const pc = createPc();
  const first = pc.open();
  const second = pc.open();
  const [a, b] = [await first.id, await second.id];
  expect(a).not.toBe(b);
  second.end();
  first.end();
  const again = [pc.open(second.session), pc.open(first.session)];
  expect([await again[0]?.id, await again[1]?.id]).toEqual([b, a]);
});

test('the program started again gives its first window the id from before', async () => {
  const pc = createPc();
  const first = pc.open();
  const id = await first.id;
  first.end();
  expect(await pc.open().id).toBe(id);
});

test('a copied window becomes one of its own', async () => {
  const pc = createPc();
  const first = pc.open();
  const id = await first.id;
  const copy = pc.open(first.session.copy());
  expect(await copy.id).not.toBe(id);
});

test('without locks or storage a window still has an id', async () => {
  const denied = {
    getItem: () => {
      throw new Error('denied');
    },
    setItem: () => {
      throw new Error('denied');
    },
  };
  const id = await claimWindowId({ session: denied, local: denied, locks: undefined, newId: () => 'fresh' });
  expect(id).toBe('fresh');
});

test('junk in the storage is not taken for an id', async () => {
  const local = storage({ 'tram.windows': '[1,"x",{}]' });
  const host: WindowIdHost = {
    session: storage({ 'tram.window': 'Nguyễn Văn An' }),
    local,
    locks: undefined,
    newId: () => 'fresh',
  };
  expect(await claimWindowId(host)).toBe('fresh');
});
