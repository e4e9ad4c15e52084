import { describe, expect, it } from 'vitest';
import { nextTypeSize, preferencesStore, readPreferences } from './preferences.ts';

describe('preferences', () => {
  it('come back as they were stored', () => {
    expect(readPreferences('{"language":"en","typeSize":150,"scheme":"dark"}')).toEqual({
      language: 'en',
      typeSize: 150,
      scheme: 'dark',
    });
  });

  it.each([null, '', 'x', '[]', '7', '{"language":"fr","typeSize":900,"scheme":3}', '{"typeSize":"150"}'])(
    'fall back to normal from %j',
    (stored) => {
      expect(readPreferences(stored)).toEqual({ language: 'vi', typeSize: 100, scheme: 'light' });
    },
  );

  it('are written on each change, and a denied storage only forgets them', () => {
    const written: string[] = [];
    const storage = {
      getItem: () => null,
      setItem: (_key: string, value: string) => written.push(value),
    } as unknown as Storage;
    const store = preferencesStore(storage);
    store.set({ ...store.get(), scheme: 'dark' });
    expect(written).toEqual(['{"language":"vi","typeSize":100,"scheme":"dark"}']);

    const denied = {
      getItem: () => {
        throw new Error('denied');
      },
      setItem: () => {
        throw new Error('denied');
      },
    } as unknown as Storage;
    const forgetful = preferencesStore(denied);
    forgetful.set({ ...forgetful.get(), typeSize: 200 });
    expect(forgetful.get().typeSize).toBe(200);
  });

  it('type grows to twice its size and no further', () => {
    expect([100, 110, 125, 150, 175, 200].map((size) => nextTypeSize(size, 1))).toEqual([
      110, 125, 150, 175, 200, 200,
    ]);
    expect([100, 130, 200].map((size) => nextTypeSize(size, -1))).toEqual([100, 125, 175]);
  });
});
