import { beforeEach, expect, test, vi } from 'vitest';

vi.mock('electron', () => import('#test/fixtures/fake-electron.ts'));

const { FakeSession, FakeWebContents } = await import('#test/fixtures/fake-electron.ts');
const { guardContents, guardSession } = await import('./guards.ts');

const VIEWER = 'chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/index.html';
const FOREIGN = [
  'https://evil.example/',
  'http://127.0.0.1/',
  'file:///etc/passwd',
  'app://tram.evil/',
  'app://evil/',
];

let contents: InstanceType<typeof FakeWebContents>;
let session: InstanceType<typeof FakeSession>;
beforeEach(() => {
  contents = new FakeWebContents();
  guardContents(contents as never);
  session = new FakeSession();
  guardSession(session as never);
});

function isStopped(event: string, url: string, isMainFrame = true): boolean {
  const preventDefault = vi.fn();
  contents.emit(event, { url, isMainFrame, preventDefault });
  return preventDefault.mock.calls.length > 0;
}

test('a window never leaves our own page', () => {
  for (const event of ['will-navigate', 'will-redirect', 'will-frame-navigate']) {
    for (const url of [...FOREIGN, 'javascript:alert(1)', 'blob:https://evil.example/1', 'not an address']) {
      expect([event, url, isStopped(event, url)]).toEqual([event, url, true]);
    }
    expect(isStopped(event, 'app://tram/ho-so/1')).toBe(false);
  }
});

test('a frame may show a paper of ours and the viewer in it, the window itself may not become one', () => {
  for (const url of ['blob:app://tram/0b7e', VIEWER]) {
    expect(isStopped('will-frame-navigate', url, false)).toBe(false);
    expect(isStopped('will-frame-navigate', url, true)).toBe(true);
  }
  for (const url of FOREIGN) expect(isStopped('will-frame-navigate', url, false)).toBe(true);
});

test('no window is opened and no page embedded', () => {
  expect(contents.windowOpenHandler({ url: 'app://tram/' })).toEqual({ action: 'deny' });
  const preventDefault = vi.fn();
  contents.emit('will-attach-webview', { preventDefault }, {}, {});
  expect(preventDefault).toHaveBeenCalledOnce();
});

test('every permission is denied but putting text on the clipboard from our page', () => {
  const request = session.setPermissionRequestHandler.mock.calls[0]?.[0];
  const check = session.setPermissionCheckHandler.mock.calls[0]?.[0];
  for (const permission of [
    'media',
    'geolocation',
    'notifications',
    'clipboard-read',
    'hid',
    'openExternal',
  ]) {
    const callback = vi.fn();
    request(contents, permission, callback);
    expect(callback).toHaveBeenCalledWith(false);
    expect(check(contents, permission, 'app://tram')).toBe(false);
  }
  const callback = vi.fn();
  request(contents, 'clipboard-sanitized-write', callback);
  expect(callback).toHaveBeenCalledWith(true);
  expect(check(contents, 'clipboard-sanitized-write', 'app://tram/')).toBe(true);
  expect(check(null, 'clipboard-sanitized-write', 'https://evil.example/')).toBe(false);
  expect(session.setDevicePermissionHandler.mock.calls[0]?.[0]()).toBe(false);
});

test('nothing is fetched from a network', () => {
  const onBeforeRequest = session.webRequest.onBeforeRequest.mock.calls[0]?.[0];
  const isCancelled = (url: string): boolean => {
    const callback = vi.fn();
    onBeforeRequest({ url }, callback);
    return callback.mock.calls[0]?.[0].cancel;
  };
  for (const url of [
    'https://a.example/',
    'http://127.0.0.1:1/',
    'ws://a.example/',
    'file:///x',
    'ftp://a',
    'x',
  ]) {
    expect([url, isCancelled(url)]).toEqual([url, true]);
  }
  for (const url of ['app://tram/', 'blob:app://tram/1', 'data:image/png;base64,', VIEWER]) {
    expect([url, isCancelled(url)]).toEqual([url, false]);
  }
});

test('only what the page itself made can be saved', () => {
  for (const [url, stopped] of [
    ['blob:app://tram/1', 0],
    ['https://evil.example/x.exe', 1],
    ['app://tram/assets/x.js', 1],
  ] as const) {
    const preventDefault = vi.fn();
    session.emit('will-download', { preventDefault }, { getURL: () => url });
    expect(preventDefault).toHaveBeenCalledTimes(stopped);
  }
});
