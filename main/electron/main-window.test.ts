import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

vi.mock('electron', () => import('#test/fixtures/fake-electron.ts'));

const { BrowserWindow, dialog } = await import('#test/fixtures/fake-electron.ts');
const { openMainWindow } = await import('./main-window.ts');

let directory = '';
let now = 0;
const onGone = vi.fn();
const onQuit = vi.fn();
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'tram-window-'));
  BrowserWindow.all = [];
  now = 0;
  vi.clearAllMocks();
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function open() {
  openMainWindow({
    preloadFile: '/app/preload.cjs',
    placeFile: path.join(directory, 'window.json'),
    now: () => now,
    onGone,
    onQuit,
  });
  const [window] = BrowserWindow.all;
  if (window === undefined) throw new Error('no window');
  return window;
}

test('the page runs in the sandbox, without Node, and is our own', () => {
  const window = open();
  expect(window.options['webPreferences']).toMatchObject({
    preload: '/app/preload.cjs',
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
    spellcheck: false,
  });
  expect(window.loadURL.mock.calls).toEqual([['app://tram/']]);
  expect(Number(window.options['minHeight'])).toBeLessThanOrEqual(768 - 40);
  expect(Number(window.options['minWidth'])).toBeLessThanOrEqual(1366);
});

test('the window shows itself when there is something to see, and remembers its place', () => {
  const window = open();
  expect(window.show).not.toHaveBeenCalled();
  window.emit('ready-to-show');
  expect(window.show).toHaveBeenCalledOnce();
  window.emit('close');
  expect(JSON.parse(readFileSync(path.join(directory, 'window.json'), 'utf8'))).toEqual({
    bounds: { x: 1, y: 2, width: 1200, height: 800 },
    maximized: false,
  });
});

test('a screen that crashes is loaded again once; when it goes on, the person is asked', async () => {
  const window = open();
  const { webContents } = window;
  webContents.emit('render-process-gone', {}, { reason: 'clean-exit' });
  expect(webContents.reload).not.toHaveBeenCalled();
  webContents.emit('render-process-gone', {}, { reason: 'crashed' });
  expect(webContents.reload).toHaveBeenCalledOnce();
  expect(onGone).toHaveBeenCalledWith('crashed');
  now = 30_000;
  dialog.showMessageBox.mockResolvedValueOnce({ response: 1 });
  webContents.emit('render-process-gone', {}, { reason: 'oom' });
  await vi.waitFor(() => expect(onQuit).toHaveBeenCalledOnce());
  expect(webContents.reload).toHaveBeenCalledOnce();
  now = 30_001;
  webContents.emit('render-process-gone', {}, { reason: 'oom' });
  await vi.waitFor(() => expect(webContents.reload).toHaveBeenCalledTimes(2));
  expect(onQuit).toHaveBeenCalledOnce();
});

test('a half-typed dossier is left only when the person says so', () => {
  const { webContents } = open();
  const event = { preventDefault: vi.fn() };
  webContents.emit('will-prevent-unload', event);
  expect(event.preventDefault).not.toHaveBeenCalled();
  dialog.showMessageBoxSync.mockReturnValueOnce(1);
  webContents.emit('will-prevent-unload', event);
  expect(event.preventDefault).toHaveBeenCalledOnce();
});

test('crashes that lie far apart are each repaired quietly', () => {
  const { webContents } = open();
  for (now = 0; now < 300_000; now += 60_000)
    webContents.emit('render-process-gone', {}, { reason: 'crashed' });
  expect(webContents.reload).toHaveBeenCalledTimes(5);
  expect(dialog.showMessageBox).not.toHaveBeenCalled();
});
