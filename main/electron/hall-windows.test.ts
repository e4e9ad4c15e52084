import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

vi.mock('electron', () => import('#test/fixtures/fake-electron.ts'));

const { app, BrowserWindow, screen, session } = await import('#test/fixtures/fake-electron.ts');
const { createHallWindows } = await import('./hall-windows.ts');

let directory = '';
const prepare = vi.fn();
const onOpened = vi.fn();
const onGone = vi.fn();
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'tram-hall-'));
  BrowserWindow.all = [];
  app.removeAllListeners();
  vi.clearAllMocks();
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const file = () => path.join(directory, 'hall.json');
const hall = () =>
  createHallWindows({ preloadFile: '/app/preload.cjs', file: file(), prepare, onOpened, onGone });

test('a window of the hall is sandboxed, has a session of its own, no menu, and begins with pairing', () => {
  hall().open(1);
  const [window] = BrowserWindow.all;
  expect(window?.options['webPreferences']).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    partition: 'persist:hall-1',
    autoplayPolicy: 'no-user-gesture-required',
    additionalArguments: ['--tram-hall'],
  });
  expect(session.fromPartition).toHaveBeenCalledWith('persist:hall-1');
  expect(prepare).toHaveBeenCalledOnce();
  expect(window?.removeMenu).toHaveBeenCalledOnce();
  expect(window?.loadURL.mock.calls).toEqual([['app://tram/#/pair']]);
  expect(onOpened).toHaveBeenCalledWith(window);
});

test('it fills the second display, and covers nothing where there is one only', () => {
  hall().open(1);
  expect(BrowserWindow.all[0]?.options).toMatchObject({ x: 0, width: 1366, fullscreen: false });
  const [first] = screen.getAllDisplays();
  if (first === undefined) throw new Error('no display');
  const second = { ...first, bounds: { x: 1366, y: 0, width: 1920, height: 1080 } };
  screen.getAllDisplays.mockReturnValueOnce([first, second]);
  BrowserWindow.all = [];
  hall().open(1);
  expect(BrowserWindow.all[0]?.options).toMatchObject({ x: 1366, width: 1920, fullscreen: true });
});

test('each place has one window; asked for again it comes to the front', () => {
  const windows = hall();
  windows.open(1);
  windows.open(2);
  windows.open(1);
  expect(BrowserWindow.all).toHaveLength(2);
  expect(BrowserWindow.all[0]?.focus).toHaveBeenCalledOnce();
  expect(session.fromPartition.mock.calls).toEqual([['persist:hall-1'], ['persist:hall-2']]);
});

test('what was open when the program ended is opened again; what a person closed is not', () => {
  const before = hall();
  before.open(1);
  before.open(2);
  BrowserWindow.all[1]?.emit('close');
  app.emit('before-quit');
  BrowserWindow.all[0]?.emit('close');
  BrowserWindow.all = [];
  hall().openRemembered();
  expect(BrowserWindow.all.map(({ options }) => options['title'])).toEqual([
    'Trạm Một Cửa – màn hình sảnh 1',
  ]);

  BrowserWindow.all = [];
  writeFileSync(file(), '{"what":');
  hall().openRemembered();
  expect(BrowserWindow.all).toEqual([]);
});

test('a board that crashes is loaded again without anybody', () => {
  hall().open(2);
  const contents = BrowserWindow.all[0]?.webContents;
  contents?.emit('render-process-gone', {}, { reason: 'clean-exit' });
  expect(contents?.reload).not.toHaveBeenCalled();
  contents?.emit('render-process-gone', {}, { reason: 'crashed' });
  expect(contents?.reload).toHaveBeenCalledOnce();
  expect(onGone).toHaveBeenCalledWith('crashed');
});

test('its place is known from before its page is loaded and while it closes; other windows have none', () => {
  const windows = hall();
  const known: unknown[] = [];
  onOpened.mockImplementationOnce((window) => known.push(windows.placeOf(window.webContents)));
  windows.open(2);
  const [window] = BrowserWindow.all;
  window?.emit('close');
  known.push(windows.placeOf(window?.webContents as never));
  expect(known).toEqual([2, 2]);
  expect(windows.placeOf(new BrowserWindow({}).webContents as never)).toBeUndefined();
});
