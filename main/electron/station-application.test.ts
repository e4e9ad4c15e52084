import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

vi.mock('electron', () => import('#test/fixtures/fake-electron.ts'));

const fake = await import('#test/fixtures/fake-electron.ts');
const { runStationApplication, stationAskedFor } = await import('./station-application.ts');
const { guardContents, guardSession } = await import('./guards.ts');
const { createStationPages } = await import('./own-pages.ts');
const { app, BrowserWindow, children, dialog, session } = fake;

const START = 'http://127.0.0.1:41234/?start=abc';
let data = '';
beforeEach(() => {
  data = mkdtempSync(path.join(tmpdir(), 'tram-app-'));
  app.removeAllListeners();
  app.instanceLock = true;
  session.defaultSession = new fake.FakeSession();
  BrowserWindow.all = [];
  children.length = 0;
  vi.clearAllMocks();
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

async function run() {
  const argv = ['electron', '.', '--station=https://192.168.1.10:8443', `--data=${data}`, '--code=ABCD2345'];
  await runStationApplication('/app/dist/electron', argv);
  const [child] = children;
  if (child === undefined) throw new Error('not started');
  return child;
}

test('only a command line that names an office makes this PC a counter', () => {
  expect(stationAskedFor(['electron', '.'])).toBeNull();
  expect(stationAskedFor(['electron', '.', '--station='])).toBeNull();
  expect(stationAskedFor(['electron', '--station=192.168.1.10'])).toBe('192.168.1.10');
});

test('the station gets what was typed; its local address is loaded, without preload script and without Node', async () => {
  const child = await run();
  expect(child.postMessage).toHaveBeenCalledWith({
    kind: 'start',
    config: {
      directory: data,
      office: 'https://192.168.1.10:8443',
      code: 'ABCD2345',
      fingerprint: null,
      resourcesDirectory: '/app/resources',
    },
  });
  expect(BrowserWindow.all).toEqual([]);
  child.emit('message', { kind: 'ready', startAddress: START });
  const [window] = BrowserWindow.all;
  if (window === undefined) throw new Error('no window');
  expect(window.loadURL).toHaveBeenCalledWith(START);
  const { webPreferences } = window.options as { webPreferences: Record<string, unknown> };
  expect(webPreferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false });
  expect(webPreferences).not.toHaveProperty('preload');
  child.emit('message', { kind: 'digits', digits: '4711' });
  expect(dialog.showMessageBox).toHaveBeenCalledWith(expect.objectContaining({ detail: '4711' }));
});

test('modules of tokens run in processes of their own, and end with the station that asked for them', async () => {
  const child = await run();
  child.emit('message', { kind: 'start-module', id: 1 });
  child.emit('message', { kind: 'start-module', id: 2 });
  const [, first, second] = children;
  expect(fake.utilityProcess.fork).toHaveBeenLastCalledWith(
    '/app/dist/electron/token-module.js',
    [],
    expect.objectContaining({ stdio: 'ignore' }),
  );
  expect(first?.postMessage).toHaveBeenCalledWith({ kind: 'line' }, [expect.anything()]);
  expect(child.postMessage).toHaveBeenCalledWith({ kind: 'module', id: 2 }, [expect.anything()]);
  first?.emit('exit', 139);
  expect(child.postMessage).toHaveBeenLastCalledWith({ kind: 'module-ended', id: 1 });
  vi.useFakeTimers();
  child.emit('exit', 139);
  // No token stays logged in behind a station that died.
  expect(second?.kill).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(250);
  vi.useRealTimers();
  child.emit('message', { kind: 'end-module', id: 2 });
  expect(second?.kill).toHaveBeenCalledOnce();
});

test('a station that died is started again, and the window comes in again', async () => {
  const child = await run();
  child.emit('message', { kind: 'ready', startAddress: START });
  vi.useFakeTimers();
  child.emit('exit', 139);
  await vi.advanceTimersByTimeAsync(250);
  vi.useRealTimers();
  children[1]?.emit('message', { kind: 'ready', startAddress: START.replace('abc', 'def') });
  expect(BrowserWindow.all).toHaveLength(1);
  expect(BrowserWindow.all[0]?.loadURL).toHaveBeenLastCalledWith(START.replace('abc', 'def'));
});

test('one that refuses is told, and not started again; quitting waits for the printer', async () => {
  const child = await run();
  child.emit('message', { kind: 'refused', message: 'Địa chỉ không đúng' });
  expect(dialog.showErrorBox).toHaveBeenCalledWith(expect.any(String), 'Địa chỉ không đúng');
  expect(app.quit).toHaveBeenCalledOnce();
  const preventDefault = vi.fn();
  app.emit('before-quit', { preventDefault });
  expect(preventDefault).toHaveBeenCalledOnce();
  expect(child.postMessage).toHaveBeenLastCalledWith({ kind: 'close' });
  child.emit('exit', 0);
  await vi.waitFor(() => expect(app.quit).toHaveBeenCalledTimes(2));
});

describe('the guards of a counter’s window', () => {
  const FOREIGN = [
    'https://127.0.0.1:41234/',
    'http://127.0.0.1:41235/',
    'http://127.0.0.1/',
    'http://localhost:41234/',
    'http://127.0.0.1:41234@evil.example/',
    'http://user@127.0.0.1:41234/',
    'https://192.168.1.10:8443/device/',
    'app://tram/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'not an address',
  ];
  const setUp = (known: boolean) => {
    const pages = createStationPages();
    if (known) pages.become(START);
    const contents = new fake.FakeWebContents();
    guardContents(contents as never, pages);
    const own = new fake.FakeSession();
    guardSession(own as never, pages);
    const isStopped = (event: string, url: string, isMainFrame = true): boolean => {
      const preventDefault = vi.fn();
      contents.emit(event, { url, isMainFrame, preventDefault });
      return preventDefault.mock.calls.length > 0;
    };
    const isCancelled = (url: string): boolean => {
      const callback = vi.fn();
      own.webRequest.onBeforeRequest.mock.calls[0]?.[0]({ url }, callback);
      return callback.mock.calls[0]?.[0].cancel;
    };
    return { contents, own, isStopped, isCancelled };
  };

  test('keep it at the station’s own address', () => {
    const { contents, isStopped, isCancelled } = setUp(true);
    for (const event of ['will-navigate', 'will-redirect', 'will-frame-navigate']) {
      for (const url of FOREIGN) expect([event, url, isStopped(event, url)]).toEqual([event, url, true]);
      expect(isStopped(event, 'http://127.0.0.1:41234/device/')).toBe(false);
    }
    for (const url of FOREIGN) expect([url, isCancelled(url)]).toEqual([url, true]);
    for (const url of ['ws://127.0.0.1:41235/', 'wss://127.0.0.1:41234/', 'ftp://127.0.0.1:41234/']) {
      expect([url, isCancelled(url)]).toEqual([url, true]);
    }
    for (const url of [START, 'ws://127.0.0.1:41234/device/rpc', 'blob:http://127.0.0.1:41234/1', 'data:,']) {
      expect([url, isCancelled(url)]).toEqual([url, false]);
    }
    expect(isStopped('will-frame-navigate', 'blob:http://127.0.0.1:41234/1', false)).toBe(false);
    expect(isStopped('will-frame-navigate', 'blob:http://127.0.0.1:41235/1', false)).toBe(true);
    expect(contents.windowOpenHandler({ url: START })).toEqual({ action: 'deny' });
  });

  test('grant nothing but putting text on the clipboard, and let only its own papers be saved', () => {
    const { own } = setUp(true);
    const check = own.setPermissionCheckHandler.mock.calls[0]?.[0];
    expect(check(null, 'clipboard-sanitized-write', 'http://127.0.0.1:41234')).toBe(true);
    expect(check(null, 'clipboard-sanitized-write', 'http://127.0.0.1:41235')).toBe(false);
    expect(check(null, 'clipboard-sanitized-write', 'app://tram')).toBe(false);
    expect(check(null, 'media', 'http://127.0.0.1:41234')).toBe(false);
    for (const [url, stopped] of [
      ['blob:http://127.0.0.1:41234/1', 0],
      ['blob:app://tram/1', 1],
      ['http://127.0.0.1:41234/x.exe', 1],
    ] as const) {
      const preventDefault = vi.fn();
      own.emit('will-download', { preventDefault }, { getURL: () => url });
      expect(preventDefault).toHaveBeenCalledTimes(stopped);
    }
  });

  test('let nothing in before the address is known', () => {
    const { isStopped, isCancelled } = setUp(false);
    expect(isStopped('will-navigate', START)).toBe(true);
    expect(isCancelled(START)).toBe(true);
    expect(isStopped('will-frame-navigate', 'blob:null/1', false)).toBe(true);
  });
});
