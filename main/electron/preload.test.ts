import { expect, test, vi } from 'vitest';

vi.mock('electron', () => import('#test/fixtures/fake-electron.ts'));

const { contextBridge, ipcRenderer } = await import('#test/fixtures/fake-electron.ts');

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
  vi.unstubAllGlobals();
});
