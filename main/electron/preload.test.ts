import { afterEach, expect, test, vi } from 'vitest';

vi.mock('electron', () => import('#test/fixtures/fake-electron.ts'));

const { contextBridge, ipcRenderer } = await import('#test/fixtures/fake-electron.ts');

afterEach(() => {
  vi.unstubAllGlobals();
  vi.clearAllMocks();
  vi.resetModules();
});

test('the page gets one function, and ports only for its own origin', async () => {
  const postMessage = vi.fn();
  vi.stubGlobal('window', { postMessage, location: { origin: 'app://tram' } });
  await import('./preload.ts');
  expect(contextBridge.exposeInMainWorld).toHaveBeenCalledOnce();
  const [name, bridge] = contextBridge.exposeInMainWorld.mock.calls[0] ?? [];
  expect(name).toBe('tram');
  expect(Object.keys(bridge)).toEqual(['connect']);
  expect(await bridge.connect('ignored', 1)).toBeUndefined();
  expect(ipcRenderer.invoke.mock.calls).toEqual([['tram:connect']]);
  const port = {};
  ipcRenderer.emit('tram:port', { ports: [port] }, null);
  expect(postMessage.mock.calls).toEqual([['tram:port', 'app://tram', [port]]]);
});

test('a window of the hall gets one more, which gives back nothing', async () => {
  vi.stubGlobal('window', { postMessage: vi.fn(), location: { origin: 'app://tram' } });
  vi.stubGlobal('process', { ...process, argv: ['electron', '--tram-hall'] });
  await import('./preload.ts');
  const [, bridge] = contextBridge.exposeInMainWorld.mock.calls[0] ?? [];
  expect(Object.keys(bridge)).toEqual(['connect', 'enterAsDevice']);
  ipcRenderer.invoke.mockResolvedValueOnce('a token' as never);
  expect(await bridge.enterAsDevice('claim')).toBeUndefined();
  expect(ipcRenderer.invoke.mock.calls).toEqual([['tram:enter', 'claim']]);
});
