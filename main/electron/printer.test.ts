import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

vi.mock('electron', () => import('#test/fixtures/fake-electron.ts'));

const { app, BrowserWindow, FakeWebContents } = await import('#test/fixtures/fake-electron.ts');
const { createHostPrinter, outcomeOfPrint } = await import('./printer.ts');

let directory = '';
beforeEach(() => {
  directory = path.join(mkdtempSync(path.join(tmpdir(), 'tram-print-')), 'printing');
  BrowserWindow.all = [];
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(path.dirname(directory), { recursive: true, force: true });
});

const job = {
  pdf: new Uint8Array([37, 80, 68, 70]),
  printer: 'HP',
  copies: 2,
  paper: 'A5',
  title: 'x',
} as const;

/** The next hidden window, at the moment it is made: before anything is loaded into it. */
function nextWindow(): Promise<InstanceType<typeof FakeWebContents>> {
  return new Promise((resolve) => app.once('web-contents-created', (_event, contents) => resolve(contents)));
}

test('the file is shown by a hidden window without rights, printed silently, and gone afterwards', async () => {
  const made = nextWindow();
  const outcome = createHostPrinter(directory).print(job);
  const contents = await made;
  const window = BrowserWindow.fromWebContents(contents);
  let onDisk = '';
  contents.print.mockImplementation((_options, callback) => {
    onDisk = readFileSync(fileURLToPath(contents.loadURL.mock.calls[0]?.[0] ?? ''), 'latin1');
    callback(true, '');
  });
  expect(await outcome).toEqual({ outcome: 'printed', detail: expect.stringContaining('hàng đợi in') });
  expect(onDisk).toBe('%PDF');
  expect(window?.options['show']).toBe(false);
  expect(window?.options['webPreferences']).toMatchObject({ sandbox: true, nodeIntegration: false });
  expect(contents.print.mock.calls[0]?.[0]).toMatchObject({
    silent: true,
    deviceName: 'HP',
    copies: 2,
    pageSize: 'A5',
  });
  expect(BrowserWindow.all).toEqual([]);
  expect(readdirSync(directory)).toEqual([]);
});

test('a printer that is not there, and a file the viewer cannot show, fail before anything is sent', async () => {
  const printer = createHostPrinter(directory);
  expect(await printer.print({ ...job, printer: 'Máy khác' })).toMatchObject({ outcome: 'failed' });
  const made = nextWindow();
  const unread = printer.print(job);
  const contents = await made;
  contents.loadURL.mockRejectedValueOnce(new Error('ERR_FAILED'));
  expect(await unread).toMatchObject({ outcome: 'failed', detail: expect.stringContaining('chưa có gì') });
  expect(contents.print).not.toHaveBeenCalled();
  expect(readdirSync(directory)).toEqual([]);
});

test('a printer that never answers, or a window that dies in the middle, leaves the paper in doubt', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const printer = createHostPrinter(directory);
  for (const end of ['late', 'crash']) {
    const made = nextWindow();
    const outcome = printer.print(job);
    const contents = await made;
    contents.print.mockImplementation(() => {
      if (end === 'crash') contents.emit('render-process-gone', {}, { reason: 'crashed' });
    });
    const settled = expect(outcome).resolves.toMatchObject({ outcome: 'unknown' });
    while (contents.print.mock.calls.length === 0) {
      await new Promise((resolve) => setImmediate(resolve));
      await vi.advanceTimersByTimeAsync(100);
    }
    await vi.advanceTimersByTimeAsync(120_000);
    await settled;
  }
});

test.each([
  [true, '', 'printed'],
  [false, 'Print job canceled', 'failed'],
  [false, 'Invalid printer settings', 'failed'],
  [false, 'Invalid deviceName provided', 'failed'],
  [false, 'Print job failed', 'unknown'],
  [false, '', 'unknown'],
])('Electron says %s "%s": %s', (success, reason, outcome) => {
  expect(outcomeOfPrint(success, reason).outcome).toBe(outcome);
});

test('printers are listed by the name the system knows', async () => {
  expect(await createHostPrinter(directory).list()).toEqual([
    { name: 'HP', description: 'HP LaserJet', isDefault: false },
    { name: 'PDF', description: 'to a file', isDefault: false },
  ]);
  expect(BrowserWindow.all).toEqual([]);
});

test('papers that a crash left behind are removed at the next start', () => {
  mkdirSync(directory);
  writeFileSync(path.join(directory, '1-1.pdf'), 'personal');
  createHostPrinter(directory);
  expect(existsSync(path.join(directory, '1-1.pdf'))).toBe(false);
});
