import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

vi.mock('electron', () => import('#test/fixtures/fake-electron.ts'));

const fake = await import('#test/fixtures/fake-electron.ts');
const { runApplication } = await import('./application.ts');
const { app, BrowserWindow, children, dialog, ipcMain, protocol, session } = fake;

type MenuEntry = { label: string; click: () => void };

let directory = '';
let data = '';
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'tram-app-'));
  data = path.join(directory, 'data');
  mkdirSync(path.join(directory, 'dist', 'renderer'), { recursive: true });
  writeFileSync(path.join(directory, 'dist', 'renderer', 'index.html'), '<title>Trạm</title>');
  app.removeAllListeners();
  app.instanceLock = true;
  session.defaultSession = new fake.FakeSession();
  BrowserWindow.all = [];
  children.length = 0;
  vi.clearAllMocks();
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

async function run() {
  await runApplication(path.join(directory, 'dist', 'electron'), ['electron', '.', `--data=${data}`]);
  const [window] = BrowserWindow.all;
  const [child] = children;
  if (window === undefined || child === undefined) throw new Error('not started');
  return { window, child };
}

test('sandbox, scheme and paths are set before the app is ready', async () => {
  let before: boolean[] = [];
  app.whenReady.mockImplementationOnce(async () => {
    before = [
      app.enableSandbox,
      app.setPath,
      protocol.registerSchemesAsPrivileged,
      app.requestSingleInstanceLock,
    ].map((call) => call.mock.calls.length === 1);
    return undefined;
  });
  await run();
  expect(before).toEqual([true, true, true, true]);
  expect(app.setPath).toHaveBeenCalledWith('userData', path.join(data, 'electron'));
});

test('a second instance opens nothing; the first one shows its window', async () => {
  const { window } = await run();
  window.minimized = true;
  app.emit('second-instance');
  expect(window.restore).toHaveBeenCalledOnce();
  expect(window.focus).toHaveBeenCalledOnce();

  app.instanceLock = false;
  BrowserWindow.all = [];
  children.length = 0;
  await runApplication(path.join(directory, 'dist', 'electron'), [`--data=${data}`]);
  expect(app.quit).toHaveBeenCalledOnce();
  expect(BrowserWindow.all).toEqual([]);
  expect(children).toEqual([]);
});

test('the office gets the data directory, the window its page and its guards', async () => {
  const { window, child } = await run();
  expect(child.postMessage).toHaveBeenCalledWith({
    kind: 'start',
    config: {
      dataDirectory: data,
      markDirectory: expect.stringMatching(/tram/i),
      screensDirectory: path.join(directory, 'dist', 'renderer'),
      resourcesDirectory: path.join('/app', 'resources'),
      pdfWorkerFile: null,
      version: '1.2.3',
    },
  });
  expect(window.loadURL).toHaveBeenCalledWith('app://tram/');
  expect(window.webContents.windowOpenHandler({ url: 'https://evil.example/' })).toEqual({ action: 'deny' });
  expect(session.defaultSession.setPermissionRequestHandler).toHaveBeenCalledOnce();
  expect(session.defaultSession.protocol.handle.mock.calls[0]?.[0]).toBe('app');
});

test('the page asks for a port and gets it; after a crash of the office a new one comes unasked', async () => {
  const { window, child } = await run();
  const { webContents } = window;
  const connect = ipcMain.handle.mock.calls[0]?.[1];
  child.emit('message', { kind: 'ready' });
  await connect({ sender: webContents, senderFrame: webContents.mainFrame });
  expect(webContents.postMessage).toHaveBeenCalledTimes(1);
  vi.useFakeTimers();
  child.emit('exit', 139);
  await vi.advanceTimersByTimeAsync(250);
  vi.useRealTimers();
  children[1]?.emit('message', { kind: 'ready' });
  await vi.waitFor(() => expect(webContents.postMessage).toHaveBeenCalledTimes(2));
  expect(webContents.postMessage.mock.calls[1]?.[0]).toBe('tram:port');
  const origins = children.map(({ postMessage }) => postMessage.mock.calls.at(-1)?.[0].origin);
  expect(origins).toEqual([`window:${webContents.id}`, `window:${webContents.id}`]);
});

test('a hidden window that is not ours to serve gets no port', async () => {
  await run();
  const hidden = new BrowserWindow({ show: false });
  const connect = ipcMain.handle.mock.calls[0]?.[1];
  await expect(
    connect({ sender: hidden.webContents, senderFrame: hidden.webContents.mainFrame }),
  ).rejects.toThrow('not allowed');
});

test('quitting waits until the office has closed its database', async () => {
  const { child } = await run();
  const preventDefault = vi.fn();
  app.emit('before-quit', { preventDefault });
  expect(preventDefault).toHaveBeenCalledOnce();
  expect(child.postMessage).toHaveBeenLastCalledWith({ kind: 'close' });
  expect(app.quit).not.toHaveBeenCalled();
  child.emit('exit', 0);
  await vi.waitFor(() => expect(app.quit).toHaveBeenCalledOnce());
  app.emit('before-quit', { preventDefault });
  expect(preventDefault).toHaveBeenCalledOnce();
});

test('an office that refuses tells the person and ends the program', async () => {
  const { child } = await run();
  child.emit('message', { kind: 'refused', message: 'Dữ liệu đang được mở (tiến trình 12)' });
  expect(dialog.showErrorBox).toHaveBeenCalledWith(
    expect.any(String),
    'Dữ liệu đang được mở (tiến trình 12)',
  );
  expect(app.quit).toHaveBeenCalledOnce();
});

test('without its screens the program says so and ends', async () => {
  rmSync(path.join(directory, 'dist', 'renderer'), { recursive: true });
  await runApplication(path.join(directory, 'dist', 'electron'), [`--data=${data}`]);
  expect(dialog.showErrorBox).toHaveBeenCalledOnce();
  expect(app.exit).toHaveBeenCalledWith(1);
  expect(children).toEqual([]);
});

test('the menu opens a window for the hall, which gets a port of its own; closing the workstation closes the program', async () => {
  const { window, child } = await run();
  child.emit('message', { kind: 'ready' });
  const template = fake.Menu.buildFromTemplate.mock.calls[0]?.[0] as { submenu: MenuEntry[] }[];
  template.at(-1)?.submenu[0]?.click();
  const hall = BrowserWindow.all[1];
  if (hall === undefined) throw new Error('no window of the hall');
  hall.webContents.mainFrame.url = 'app://tram/#/pair';
  await ipcMain.handle.mock.calls[0]?.[1]({
    sender: hall.webContents,
    senderFrame: hall.webContents.mainFrame,
  });
  expect(hall.webContents.postMessage).toHaveBeenCalledTimes(1);
  expect(window.webContents.postMessage).not.toHaveBeenCalled();
  window.emit('closed');
  expect(app.quit).toHaveBeenCalledOnce();
});

test('a window of the hall is a device and never a person; its token survives a restart and is told to no page', async () => {
  const DEVICE = { address: 'Máy này, màn hình sảnh 1', browser: 'Electron', overLan: false };
  async function runWithHall() {
    vi.clearAllMocks();
    app.removeAllListeners();
    BrowserWindow.all = [];
    children.length = 0;
    const { window, child } = await run();
    child.emit('message', { kind: 'ready' });
    const template = fake.Menu.buildFromTemplate.mock.calls[0]?.[0] as { submenu: MenuEntry[] }[];
    template.at(-1)?.submenu[0]?.click();
    const hall = BrowserWindow.all[1];
    if (hall === undefined) throw new Error('no window of the hall');
    const call = (channel: string, from: typeof hall, ...rest: unknown[]) =>
      ipcMain.handle.mock.calls.find(([name]) => name === channel)?.[1](
        { sender: from.webContents, senderFrame: from.webContents.mainFrame },
        ...rest,
      );
    const connections = () =>
      child.postMessage.mock.calls.map(([message]) => message).filter(({ kind }) => kind === 'connect');
    return { window, child, hall, call, connections };
  }

  const first = await runWithHall();
  await first.call('tram:connect', first.hall);
  expect(first.connections().at(-1)).toMatchObject({ device: { ...DEVICE, token: null } });
  await first.call('tram:connect', first.window);
  expect(first.connections().at(-1)).toEqual({
    kind: 'connect',
    origin: `window:${first.window.webContents.id}`,
  });
  await expect(first.call('tram:enter', first.window, 'claim')).rejects.toThrow('not allowed');

  const entered = first.call('tram:enter', first.hall, 'claim');
  await vi.waitFor(() =>
    expect(first.child.postMessage).toHaveBeenLastCalledWith({ kind: 'exchange', id: 1, claim: 'claim' }),
  );
  first.child.emit('message', { kind: 'exchanged', id: 1, token: 'the-token' });
  expect(await entered).toBeUndefined();
  await first.call('tram:connect', first.hall);
  expect(first.connections().at(-1)).toMatchObject({ device: { ...DEVICE, token: 'the-token' } });
  await vi.waitFor(() => expect(existsSync(path.join(data, 'electron', 'hall-1.token'))).toBe(true));
  expect(JSON.stringify(first.hall.webContents.postMessage.mock.calls)).not.toContain('the-token');

  const second = await runWithHall();
  await second.call('tram:connect', second.hall);
  expect(second.connections()).toMatchObject([{ device: { ...DEVICE, token: 'the-token' } }]);
});
