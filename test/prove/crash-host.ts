import path from 'node:path';
import {
  createIds,
  createLogFile,
  createMarkStore,
  lockDataDirectory,
  systemClock,
} from '#main/host/index.ts';
import { startWebHost } from '#main/web/index.ts';
import { startOffice } from '#office/index.ts';
import type { Clock } from '#shared/base/index.ts';

/**
 * The process that the crash proof kills: the real office behind the real browser host, nothing in between.
 * `crash-host.ts DATA PAGES DAYS` prints one line of JSON with its addresses and runs until it is killed. Its clock is
 * DAYS days ahead.
 */
const [dataDirectory = '', rendererDirectory = '', days = '0'] = process.argv.slice(2);
const clock: Clock = { now: () => systemClock.now() + Number(days) * 86_400_000 };
const root = path.resolve(import.meta.dirname, '../..');

const lock = await lockDataDirectory(dataDirectory, 'web');
if (!lock.ok) throw new Error(`the directory is in use by process ${lock.error.pid}`);
const ids = createIds(clock);
const office = await startOffice({
  clock,
  ids,
  dataDirectory,
  resourcesDirectory: path.join(root, 'resources'),
  pdfWorkerFile: null,
  secrets: null,
  hostPrinter: null,
  marks: createMarkStore({ directory: path.join(dataDirectory, 'marks'), machine: null, host: 'web' }),
  builtAt: null,
  network: null,
  log: createLogFile(path.join(dataDirectory, 'logs', 'office.log')).sink,
  version: '0.0.0-proof',
});
const host = await startWebHost({ office, ids, rendererDirectory, port: 0 });
process.stdout.write(`${JSON.stringify({ address: host.address, startAddress: host.startAddress })}\n`);
