import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

vi.mock('electron', () => import('#test/fixtures/fake-electron.ts'));

const { MessageChannelMain } = await import('#test/fixtures/fake-electron.ts');
const { lockDataDirectory } = await import('#main/host/index.ts');
const { serveParent } = await import('./office-service.ts');
type Told = Parameters<Parameters<typeof serveParent>[0]['postMessage']>[0];
type Listener = Parameters<Parameters<typeof serveParent>[0]['on']>[1];
type Machine = Parameters<typeof serveParent>[1];
type Ports = Parameters<Machine['startOffice']>[0];

let directory = '';
let told: Told[] = [];
let tell: Listener = () => undefined;
let ports: Ports | null = null;
let crash: (error: Error) => void = () => undefined;
const end = vi.fn();
const closeDoor = vi.fn(async () => undefined);
const openLanDoor = vi.fn(async (_office: unknown, _screens: string) => ({ close: closeDoor }));
const office = {
  serveSocket: vi.fn(),
  servePort: vi.fn(),
  client: vi.fn(),
  lan: { takeToken: vi.fn((claim: string) => (claim === 'good' ? 'token' : undefined)) },
  close: vi.fn(async () => undefined),
};

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'tram-service-'));
  told = [];
  ports = null;
  vi.clearAllMocks();
});
afterEach(async () => {
  tell({ data: { kind: 'close' }, ports: [] });
  await vi.waitFor(() => expect(end).toHaveBeenCalled());
  rmSync(directory, { recursive: true, force: true });
});

function serve(
  startOffice: Machine['startOffice'] = async (given) => {
    ports = given;
    return office as never;
  },
): void {
  serveParent(
    {
      on: (_event, listener) => {
        tell = listener;
      },
      postMessage: (message) => told.push(message),
    },
    {
      startOffice,
      openLanDoor,
      end,
      onCrash: (listener) => {
        crash = listener;
      },
    },
  );
  const config = {
    dataDirectory: directory,
    markDirectory: path.join(directory, 'marks'),
    resourcesDirectory: '/r',
    screensDirectory: '/s',
    pdfWorkerFile: '/w.js',
    version: '1.2.3',
  };
  tell({ data: { kind: 'start', config }, ports: [] });
}

async function untilTold(kind: Told['kind']): Promise<Told> {
  return vi.waitFor(() => {
    const message = told.find((candidate) => candidate.kind === kind);
    if (message === undefined) throw new Error(`nothing said about ${kind}`);
    return message;
  });
}

test('the office gets its folders, and each port with the window it belongs to', async () => {
  serve();
  await untilTold('ready');
  expect(ports).toMatchObject({
    dataDirectory: directory,
    resourcesDirectory: '/r',
    screensDirectory: '/s',
    pdfWorkerFile: '/w.js',
    version: '1.2.3',
  });
  const { port1, port2 } = new MessageChannelMain();
  const start = vi.spyOn(port2, 'start');
  tell({ data: { kind: 'connect', origin: 'window:3' }, ports: [port2 as never] });
  expect(office.servePort).toHaveBeenCalledWith(port2, { origin: 'window:3', host: 'electron' });
  expect(start).toHaveBeenCalledOnce();
  tell({ data: { kind: 'connect', origin: 'window:4' }, ports: [] });
  expect(office.servePort).toHaveBeenCalledOnce();
  port1.close();
});

test('the LAN has a door with the same screens, which is closed before the office; without it the desk goes on', async () => {
  serve();
  await untilTold('ready');
  expect(openLanDoor).toHaveBeenCalledWith(office, '/s');
  tell({ data: { kind: 'close' }, ports: [] });
  await vi.waitFor(() => expect(end).toHaveBeenCalledWith(0));
  expect(closeDoor.mock.invocationCallOrder[0]).toBeLessThan(office.close.mock.invocationCallOrder[0] ?? 0);

  vi.clearAllMocks();
  told = [];
  openLanDoor.mockRejectedValueOnce(new Error('no screens'));
  serve();
  await untilTold('ready');
});

test('a port that comes while there is no office is closed, not left hanging', async () => {
  serve(() => new Promise(() => undefined));
  const { port2 } = new MessageChannelMain();
  const closed = vi.spyOn(port2, 'close');
  tell({ data: { kind: 'connect', origin: 'window:3' }, ports: [port2 as never] });
  expect(closed).toHaveBeenCalledOnce();
});

test('a directory in use and an office that cannot open are refused with the reason', async () => {
  const lock = await lockDataDirectory(directory, 'web');
  serve();
  expect(await untilTold('refused')).toMatchObject({
    message: expect.stringContaining(`tiến trình ${process.pid}`),
  });
  expect(ports).toBeNull();
  if (lock.ok) await lock.value.release();
  told = [];
  serve(async () => {
    throw new Error('không ghi được vào thư mục');
  });
  expect(await untilTold('refused')).toEqual({ kind: 'refused', message: 'không ghi được vào thư mục' });
});

test('secrets and printing go to the main process and come back by number', async () => {
  serve();
  await untilTold('ready');
  const sealed = ports?.secrets?.seal(new Uint8Array([1]));
  const printers = ports?.hostPrinter?.list();
  const refused = ports?.secrets?.open(new Uint8Array([2]));
  const requests = told.filter((message) => message.kind === 'request');
  expect(requests.map(({ request }) => request.call)).toEqual(['seal', 'printers', 'open']);
  const [seal, list, open] = requests.map(({ id }) => id);
  tell({ data: { kind: 'answer', id: list ?? 0, ok: true, value: [] }, ports: [] });
  tell({ data: { kind: 'answer', id: open ?? 0, ok: false, message: 'không có kho bí mật' }, ports: [] });
  tell({ data: { kind: 'answer', id: seal ?? 0, ok: true, value: new Uint8Array([9]) }, ports: [] });
  tell({ data: { kind: 'answer', id: 99, ok: true, value: 'nobody asked' }, ports: [] });
  expect(await printers).toEqual([]);
  expect(await sealed).toEqual(new Uint8Array([9]));
  await expect(refused).rejects.toThrow('không có kho bí mật');
});

test('a keyring that waits for somebody does not hold the desk; a print order without an answer is in doubt', async () => {
  serve();
  await untilTold('ready');
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const sealed = expect(ports?.secrets?.seal(new Uint8Array([1]))).rejects.toThrow('không trả lời');
  const job = { pdf: new Uint8Array(), printer: 'HP', copies: 1, paper: 'A5', title: '' } as const;
  const printed = expect(ports?.hostPrinter?.print(job)).resolves.toMatchObject({ outcome: 'unknown' });
  await vi.advanceTimersByTimeAsync(180_000);
  vi.useRealTimers();
  await Promise.all([sealed, printed]);
  const failed = ports?.hostPrinter?.print(job);
  const [last] = told.filter((message) => message.kind === 'request').slice(-1);
  tell({ data: { kind: 'answer', id: last?.id ?? 0, ok: false, message: 'lỗi' }, ports: [] });
  expect(await failed).toMatchObject({ outcome: 'unknown', detail: expect.stringContaining('lỗi') });
});

test('closing closes the office, frees the directory and ends the process', async () => {
  serve();
  await untilTold('ready');
  tell({ data: { kind: 'close' }, ports: [] });
  await vi.waitFor(() => expect(end).toHaveBeenCalledWith(0));
  expect(office.close).toHaveBeenCalledOnce();
  const lock = await lockDataDirectory(directory, 'web');
  expect(lock.ok).toBe(true);
  if (lock.ok) await lock.value.release();
});

test('a crash leaves its place in the log, not what somebody typed', async () => {
  serve();
  await untilTold('ready');
  crash(new TypeError('Nguyễn Văn A 001099012345'));
  const log = readFileSync(path.join(directory, 'logs', 'office.log'), 'utf8');
  expect(log).toContain('TypeError');
  expect(log).toContain('office-service.test');
  expect(log).not.toContain('001099012345');
});

test('a window of the hall is served as a device, and its claim is exchanged here', async () => {
  serve();
  tell({ data: { kind: 'exchange', id: 1, claim: 'good' }, ports: [] });
  await untilTold('ready');
  const device = { token: null, address: 'Máy này', browser: 'Electron', overLan: false };
  const { port1, port2 } = new MessageChannelMain();
  tell({ data: { kind: 'connect', origin: 'window:5', device }, ports: [port2 as never] });
  expect(office.servePort).toHaveBeenCalledWith(port2, { origin: 'window:5', host: 'electron', device });
  port1.close();
  tell({ data: { kind: 'exchange', id: 2, claim: 'good' }, ports: [] });
  tell({ data: { kind: 'exchange', id: 3, claim: 'spent' }, ports: [] });
  office.lan.takeToken.mockImplementationOnce(() => {
    throw new Error('disk full');
  });
  tell({ data: { kind: 'exchange', id: 4, claim: 'good' }, ports: [] });
  expect(told.filter(({ kind }) => kind === 'exchanged')).toEqual([
    { kind: 'exchanged', id: 1, token: null },
    { kind: 'exchanged', id: 2, token: 'token' },
    { kind: 'exchanged', id: 3, token: null },
    { kind: 'exchanged', id: 4, token: null },
  ]);
});
