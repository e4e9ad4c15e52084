import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

vi.mock('electron', () => import('#test/fixtures/fake-electron.ts'));

const { safeStorage } = await import('#test/fixtures/fake-electron.ts');
const { createHallDevices } = await import('./hall-devices.ts');
const { createSecretStore } = await import('./secrets.ts');

const TOKEN: string = 'a-Token_of-43-characters-that-nobody-guesses';
let directory = '';
const takeToken = vi.fn(async (claim: string) => (claim === 'good' ? TOKEN : null));
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'tram-hall-'));
  takeToken.mockClear();
});
afterEach(() => {
  safeStorage.available = true;
  rmSync(directory, { recursive: true, force: true });
});

const devices = (secrets = createSecretStore('win32')) =>
  createHallDevices({ directory, secrets, takeToken });
const file = () => path.join(directory, 'hall-1.token');
const untilKept = () => vi.waitFor(() => expect(readdirSync(directory)).toEqual(['hall-1.token']));

test('a window without a token is a device all the same, and says in words which one', async () => {
  expect(await devices().originOf(2)).toEqual({
    token: null,
    address: 'Máy này, màn hình sảnh 2',
    browser: 'Electron',
    overLan: false,
  });
});

test('a claim becomes a token of this place, which is there again after a restart', async () => {
  const first = devices();
  expect((await first.originOf(1)).token).toBeNull();
  await first.enter(1, 'good');
  expect((await first.originOf(1)).token).toBe(TOKEN);
  expect((await first.originOf(2)).token).toBeNull();
  await untilKept();
  expect((await devices().originOf(1)).token).toBe(TOKEN);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  expect(readFileSync(file(), 'utf8')).not.toContain(TOKEN);
});

test('without a real secret store it is kept plain, for this account only', async () => {
  safeStorage.available = false;
  await devices().enter(1, 'good');
  await untilKept();
  expect(readFileSync(file(), 'utf8')).toContain(TOKEN);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  expect((await devices().originOf(1)).token).toBe(TOKEN);
});

test('a claim that is good no more changes nothing; a new pairing replaces the old', async () => {
  const hall = devices();
  await hall.enter(1, 'good');
  await untilKept();
  await hall.enter(1, 'spent');
  expect((await hall.originOf(1)).token).toBe(TOKEN);
  takeToken.mockResolvedValueOnce('another');
  await hall.enter(1, 'good');
  expect((await hall.originOf(1)).token).toBe('another');
  await vi.waitFor(async () => expect((await devices().originOf(1)).token).toBe('another'));
});

test('a keyring that asks somebody does not keep the hall waiting', async () => {
  const hall = devices({ seal: () => new Promise(() => undefined), open: async (sealed) => sealed });
  await hall.enter(1, 'good');
  expect((await hall.originOf(1)).token).toBe(TOKEN);
});

test('a damaged file, and one that cannot be opened now, are no token; the latter is tried again', async () => {
  for (const text of ['{"sea', '{"sealed":false,"value":"a b;c"}', '{"sealed":true,"value":""}']) {
    writeFileSync(file(), text);
    expect((await devices().originOf(1)).token).toBeNull();
  }
  rmSync(file());
  await devices().enter(1, 'good');
  await untilKept();
  const hall = devices();
  safeStorage.available = false;
  expect((await hall.originOf(1)).token).toBeNull();
  safeStorage.available = true;
  expect((await hall.originOf(1)).token).toBe(TOKEN);
});
