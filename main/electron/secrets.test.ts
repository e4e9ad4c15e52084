import { afterEach, expect, test, vi } from 'vitest';

vi.mock('electron', () => import('#test/fixtures/fake-electron.ts'));

const { safeStorage } = await import('#test/fixtures/fake-electron.ts');
const { createSecretStore } = await import('./secrets.ts');

const secret = new Uint8Array([0, 1, 2, 254, 255]);
afterEach(() => {
  safeStorage.available = true;
  safeStorage.backend = 'gnome_libsecret';
});

test('what is sealed can be opened, bytes unchanged', async () => {
  for (const platform of ['linux', 'win32'] as const) {
    const store = createSecretStore(platform);
    const sealed = await store.seal(secret);
    expect(sealed).not.toEqual(secret);
    expect(await store.open(sealed)).toEqual(secret);
  }
});

test('a key that everybody knows is refused, and so is no store at all', async () => {
  const store = createSecretStore('linux');
  for (const backend of ['basic_text', 'unknown']) {
    safeStorage.backend = backend;
    await expect(store.seal(secret)).rejects.toThrow('mật khẩu');
    await expect(store.open(secret)).rejects.toThrow('mật khẩu');
  }
  safeStorage.backend = 'kwallet6';
  safeStorage.available = false;
  await expect(store.seal(secret)).rejects.toThrow('mật khẩu');
});

test('Windows has no such back-end to ask for', async () => {
  safeStorage.backend = 'basic_text';
  expect(await createSecretStore('win32').seal(secret)).toBeInstanceOf(Uint8Array);
});

test('a damaged value is an error that says what to do', async () => {
  await expect(createSecretStore('linux').open(new Uint8Array())).rejects.toThrow('Hãy mở bằng mật khẩu');
});
