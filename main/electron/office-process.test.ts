import { afterEach, beforeEach, expect, test, vi } from 'vitest';

vi.mock('electron', () => import('#test/fixtures/fake-electron.ts'));

const { children, utilityProcess } = await import('#test/fixtures/fake-electron.ts');
const { startOfficeProcess } = await import('./office-process.ts');

const config = {
  dataDirectory: '/d',
  markDirectory: '/m',
  resourcesDirectory: '/r',
  screensDirectory: '/s',
  pdfWorkerFile: null,
  version: '1',
};
let onRestarted: ReturnType<typeof vi.fn>;
let onRefused: ReturnType<typeof vi.fn>;
let answer: ReturnType<typeof vi.fn>;
const modules = { start: vi.fn(), end: vi.fn(), endAllOf: vi.fn() };

beforeEach(() => {
  vi.useFakeTimers();
  children.length = 0;
  onRestarted = vi.fn();
  onRefused = vi.fn();
  answer = vi.fn();
});
afterEach(() => {
  vi.useRealTimers();
});

function startIt() {
  return startOfficeProcess({
    fork: () => utilityProcess.fork() as never,
    config,
    answer: answer as never,
    modules,
    onRestarted: onRestarted as never,
    onRefused: onRefused as never,
  });
}

function child(index: number) {
  const found = children[index];
  if (found === undefined) throw new Error(`child ${index} was not forked`);
  return found;
}

test('the office is told its folders, and a window waits until it is ready', async () => {
  const office = startIt();
  expect(child(0).postMessage).toHaveBeenCalledWith({ kind: 'start', config });
  let given = false;
  const port = office.connect('window:1').then((made) => {
    given = true;
    return made;
  });
  await vi.advanceTimersByTimeAsync(10);
  expect(given).toBe(false);
  child(0).emit('message', { kind: 'ready' });
  const own = await port;
  const [message, ports] = child(0).postMessage.mock.calls.at(-1) ?? [];
  expect(message).toEqual({ kind: 'connect', origin: 'window:1' });
  expect(ports).toHaveLength(1);
  expect(ports[0]).not.toBe(own);
  expect(onRestarted).not.toHaveBeenCalled();
});

test('a dead office is started anew, windows get ports to the new one, and the pause grows', async () => {
  const office = startIt();
  child(0).emit('message', { kind: 'ready' });
  await office.connect('window:1');
  child(0).emit('exit', 139);
  const later = office.connect('window:1');
  await vi.advanceTimersByTimeAsync(249);
  expect(children).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(children).toHaveLength(2);
  child(1).emit('message', { kind: 'ready' });
  await later;
  expect(onRestarted).toHaveBeenCalledOnce();
  expect(child(1).postMessage.mock.calls.at(-1)?.[0]).toEqual({ kind: 'connect', origin: 'window:1' });
  child(1).emit('exit', 1);
  await vi.advanceTimersByTimeAsync(250);
  expect(children).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(250);
  expect(children).toHaveLength(3);
});

test('after a healthy minute the next restart is quick again', async () => {
  startIt();
  for (let death = 0; death < 3; death += 1) {
    child(death).emit('exit', 1);
    await vi.advanceTimersByTimeAsync(15_000);
  }
  await vi.advanceTimersByTimeAsync(60_000);
  child(3).emit('exit', 1);
  await vi.advanceTimersByTimeAsync(250);
  expect(children).toHaveLength(5);
});

test('an office that dies before it is ready disappoints who waits, not who asks again', async () => {
  const office = startIt();
  const first = expect(office.connect('window:1')).rejects.toThrow('khởi động');
  await vi.advanceTimersByTimeAsync(0);
  child(0).emit('exit', 1);
  await first;
  const second = office.connect('window:1');
  await vi.advanceTimersByTimeAsync(250);
  child(1).emit('message', { kind: 'ready' });
  await second;
});

test('an office that refuses is not started again, and the reason goes to the person and the page', async () => {
  const office = startIt();
  child(0).emit('message', { kind: 'refused', message: 'Dữ liệu đang được mở' });
  expect(onRefused).toHaveBeenCalledWith('Dữ liệu đang được mở');
  await expect(office.connect('window:1')).rejects.toThrow('Dữ liệu đang được mở');
  child(0).emit('exit', 1);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(children).toHaveLength(1);
});

test('requests of the office are answered, failures as messages, and never to a dead office', async () => {
  startIt();
  child(0).emit('message', { kind: 'ready' });
  answer.mockResolvedValueOnce([1]).mockRejectedValueOnce(new Error('không có kho bí mật'));
  child(0).emit('message', { kind: 'request', id: 1, request: { call: 'printers' } });
  child(0).emit('message', { kind: 'request', id: 2, request: { call: 'seal', bytes: new Uint8Array() } });
  await vi.advanceTimersByTimeAsync(0);
  expect(child(0).postMessage).toHaveBeenCalledWith({ kind: 'answer', id: 1, ok: true, value: [1] });
  const failure = { kind: 'answer', id: 2, ok: false, message: 'không có kho bí mật' };
  expect(child(0).postMessage).toHaveBeenCalledWith(failure);
  answer.mockImplementation(async () => child(0).emit('exit', 1));
  child(0).emit('message', { kind: 'request', id: 3, request: { call: 'printers' } });
  await vi.advanceTimersByTimeAsync(0);
  expect(child(0).postMessage.mock.calls.filter(([message]) => message.id === 3)).toEqual([]);
});

test('stopping lets the office close, then nothing is started any more', async () => {
  const office = startIt();
  child(0).emit('message', { kind: 'ready' });
  const stopped = Promise.all([office.stop(), office.stop()]);
  expect(child(0).postMessage.mock.calls.filter(([message]) => message.kind === 'close')).toHaveLength(1);
  child(0).emit('exit', 0);
  await stopped;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(children).toHaveLength(1);
  expect(child(0).kill).not.toHaveBeenCalled();
  await expect(office.connect('window:1')).rejects.toThrow();
});

test('an office that does not close is ended by force; between two starts there is nothing to wait for', async () => {
  const stuck = startIt();
  const stopped = stuck.stop();
  await vi.advanceTimersByTimeAsync(10_000);
  await stopped;
  expect(child(0).kill).toHaveBeenCalledOnce();

  const dying = startIt();
  child(1).emit('exit', 1);
  await dying.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(children).toHaveLength(2);
});

test('a window of the hall is announced as the device that it is', async () => {
  const office = startIt();
  child(0).emit('message', { kind: 'ready' });
  const device = { token: 'token', address: 'Máy này', browser: 'Electron', overLan: false };
  await office.connect('window:2', device);
  expect(child(0).postMessage.mock.calls.at(-1)?.[0]).toEqual({
    kind: 'connect',
    origin: 'window:2',
    device,
  });
});

test('each claim gets its own answer, and none from an office that died with it', async () => {
  const office = startIt();
  child(0).emit('message', { kind: 'ready' });
  const both = [office.takeToken('first'), office.takeToken('second')];
  await vi.advanceTimersByTimeAsync(0);
  const asked = child(0).postMessage.mock.calls.map(([message]) => message);
  expect(asked.slice(1)).toEqual([
    { kind: 'exchange', id: 1, claim: 'first' },
    { kind: 'exchange', id: 2, claim: 'second' },
  ]);
  child(0).emit('message', { kind: 'exchanged', id: 2, token: 'token' });
  child(0).emit('message', { kind: 'exchanged', id: 1, token: null });
  expect(await Promise.all(both)).toEqual([null, 'token']);
  const lost = office.takeToken('third');
  await vi.advanceTimersByTimeAsync(0);
  child(0).emit('exit', 139);
  expect(await lost).toBeNull();
});
