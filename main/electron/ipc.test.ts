import { beforeEach, expect, test, vi } from 'vitest';

vi.mock('electron', () => import('#test/fixtures/fake-electron.ts'));

const { FakeFrame, FakeWebContents, ipcMain } = await import('#test/fixtures/fake-electron.ts');
const { answerConnect, answerEnter, givePort } = await import('./ipc.ts');

let own: InstanceType<typeof FakeWebContents>;
let connect: ReturnType<typeof vi.fn>;
let hall: InstanceType<typeof FakeWebContents>;
let enter: ReturnType<typeof vi.fn>;
const port = { close: vi.fn() };

beforeEach(() => {
  ipcMain.handle.mockClear();
  port.close.mockClear();
  own = new FakeWebContents();
  connect = vi.fn(async () => port);
  answerConnect({ isOwnWindow: (contents) => contents === (own as never), connect: connect as never });
  hall = new FakeWebContents();
  enter = vi.fn(async () => 'a token');
  answerEnter({
    placeOf: (contents) => (contents === (hall as never) ? 1 : undefined),
    enter: enter as never,
  });
});

function call(event: { sender: unknown; senderFrame: unknown }): Promise<void> {
  return ipcMain.handle.mock.calls[0]?.[1](event);
}

function callEnter(event: { sender: unknown; senderFrame: unknown }, claim: unknown): Promise<void> {
  return ipcMain.handle.mock.calls[1]?.[1](event, claim);
}

test('there are two channels, and our own page gets a port by it', async () => {
  expect(ipcMain.handle.mock.calls.map(([channel]) => channel)).toEqual(['tram:connect', 'tram:enter']);
  await call({ sender: own, senderFrame: own.mainFrame });
  expect(own.postMessage).toHaveBeenCalledWith('tram:port', null, [port]);
});

test('a foreign window, a frame inside ours, a foreign page and a gone frame get none', async () => {
  const foreign = new FakeWebContents();
  const inside = Object.assign(new FakeFrame(), { parent: own.mainFrame });
  const posing = Object.assign(new FakeFrame(), { frameTreeNodeId: 7 });
  const elsewhere = Object.assign(new FakeFrame(), { url: 'https://evil.example/' });
  for (const event of [
    { sender: foreign, senderFrame: foreign.mainFrame },
    { sender: own, senderFrame: inside },
    { sender: own, senderFrame: posing },
    { sender: own, senderFrame: elsewhere },
    { sender: own, senderFrame: null },
  ]) {
    await expect(call(event)).rejects.toThrow('not allowed');
  }
  expect(connect).not.toHaveBeenCalled();
  expect(foreign.postMessage).not.toHaveBeenCalled();
  expect(own.postMessage).not.toHaveBeenCalled();
});

test('a window that is gone, or shows something else, when the port is ready gets none and the port is closed', async () => {
  own.mainFrame.url = 'https://evil.example/';
  await givePort(own as never, connect as never);
  own.mainFrame.url = 'app://tram/';
  own.destroyed = true;
  await givePort(own as never, connect as never);
  expect(own.postMessage).not.toHaveBeenCalled();
  expect(port.close).toHaveBeenCalledTimes(2);
});

test('the page is told when the office cannot be started', async () => {
  connect.mockRejectedValue(new Error('Dữ liệu đang được mở'));
  await expect(call({ sender: own, senderFrame: own.mainFrame })).rejects.toThrow('Dữ liệu đang được mở');
});

test('a window of the hall gives its claim and is told nothing', async () => {
  expect(await callEnter({ sender: hall, senderFrame: hall.mainFrame }, 'claim')).toBeUndefined();
  expect(enter.mock.calls).toEqual([[1, 'claim']]);
  expect(hall.postMessage).not.toHaveBeenCalled();
});

test('the window of the clerk, a frame inside, a foreign page and what is no claim are refused', async () => {
  const inside = Object.assign(new FakeFrame(), { parent: hall.mainFrame });
  const elsewhere = Object.assign(new FakeFrame(), { url: 'https://evil.example/' });
  for (const [event, claim] of [
    [{ sender: own, senderFrame: own.mainFrame }, 'claim'],
    [{ sender: hall, senderFrame: inside }, 'claim'],
    [{ sender: hall, senderFrame: elsewhere }, 'claim'],
    [{ sender: hall, senderFrame: null }, 'claim'],
    [{ sender: hall, senderFrame: hall.mainFrame }, { claim: 'claim' }],
    [{ sender: hall, senderFrame: hall.mainFrame }, 'c'.repeat(201)],
  ] as const) {
    await expect(callEnter(event, claim)).rejects.toThrow('not allowed');
  }
  expect(enter).not.toHaveBeenCalled();
});
