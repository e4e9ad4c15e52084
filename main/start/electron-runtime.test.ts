import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { explainNoWindow, fetchElectron, findElectron, obstacleToWindow } from './electron-runtime.ts';
import { browserCommand } from './open-browser.ts';

let root = '';
let folder = '';
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'tram-electron-'));
  folder = path.join(root, 'node_modules', 'electron');
  mkdirSync(folder, { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** An installer as Electron's, but ours. */
function writeInstaller(source: string): void {
  writeFileSync(path.join(folder, 'package.json'), '{"type":"commonjs"}');
  writeFileSync(path.join(folder, 'install.js'), source);
}

test('a window needs a display and an ordinary account on Linux', () => {
  const display = { DISPLAY: ':0' };
  expect(obstacleToWindow({ platform: 'linux', env: {}, userId: 1000 })).toEqual({ kind: 'no-display' });
  expect(obstacleToWindow({ platform: 'linux', env: display, userId: 0 })).toEqual({ kind: 'superuser' });
  expect(obstacleToWindow({ platform: 'linux', env: display, userId: 1000 })).toBeNull();
  expect(obstacleToWindow({ platform: 'linux', env: { WAYLAND_DISPLAY: 'w' }, userId: 1000 })).toBeNull();
  expect(obstacleToWindow({ platform: 'win32', env: {}, userId: null })).toBeNull();
});

test('the runtime is found only when its program is really there', () => {
  expect(findElectron(root, {})).toBeNull();
  writeFileSync(path.join(folder, 'path.txt'), 'electron');
  expect(findElectron(root, {})).toBeNull();
  mkdirSync(path.join(folder, 'dist'));
  writeFileSync(path.join(folder, 'dist', 'electron'), '');
  expect(findElectron(root, {})).toBe(path.join(folder, 'dist', 'electron'));
  expect(findElectron(root, { ELECTRON_OVERRIDE_DIST_PATH: '/absent' })).toBeNull();
});

test('a runtime that can be fetched is fetched', async () => {
  writeInstaller(`const fs = require('node:fs');
fs.mkdirSync(__dirname + '/dist'); fs.writeFileSync(__dirname + '/dist/electron', '');
fs.writeFileSync(__dirname + '/path.txt', 'electron');`);
  expect(await fetchElectron(root, 30_000)).toEqual({
    ok: true,
    value: path.join(folder, 'dist', 'electron'),
  });
});

test('a fetch that fails or takes too long is given up with the reason', async () => {
  writeInstaller(`console.error('TypeError: fetch failed'); process.exit(1);`);
  expect(await fetchElectron(root, 30_000)).toEqual({
    ok: false,
    error: { kind: 'not-fetched', detail: 'TypeError: fetch failed' },
  });
  writeInstaller('setInterval(() => {}, 1000);');
  expect(await fetchElectron(root, 200)).toMatchObject({ ok: false, error: { kind: 'not-fetched' } });
  rmSync(path.join(folder, 'install.js'));
  expect(await fetchElectron(root, 200)).toMatchObject({ ok: false, error: { kind: 'not-fetched' } });
});

test('every reason says in Vietnamese and English how to get the window', () => {
  const reasons = [
    { kind: 'no-display' },
    { kind: 'superuser' },
    { kind: 'not-fetched', detail: 'fetch failed' },
    { kind: 'crashed', detail: 'mã 127' },
  ] as const;
  for (const reason of reasons) {
    const text = explainNoWindow(reason);
    expect(text).toContain('Muốn có cửa sổ');
    expect(text).toContain('To get the window');
    if ('detail' in reason) expect(text).toContain(reason.detail);
  }
});

test('no shell reads the address that is opened', () => {
  const address = 'http://127.0.0.1:5180/?start=a&b';
  expect(browserCommand('win32', address)).toEqual([
    'rundll32.exe',
    ['url.dll,FileProtocolHandler', address],
  ]);
  expect(browserCommand('linux', address)).toEqual(['xdg-open', [address]]);
  expect(browserCommand('darwin', address)).toEqual(['open', [address]]);
});
