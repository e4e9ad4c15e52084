import path from 'node:path';
import { createIds, createLogFile, lockDataDirectory, systemClock } from '#main/host/index.ts';
import { startWebHost } from '#main/web/index.ts';
import { startOffice } from '#office/index.ts';

/**
 * The process that the crash proof kills: the real office behind the real browser host, nothing in between.
 * `crash-host.ts DATA PAGES` prints one line of JSON with its addresses and runs until it is killed.
 */
const [dataDirectory = '', rendererDirectory = ''] = process.argv.slice(2);
const root = path.resolve(import.meta.dirname, '../..');

const lock = await lockDataDirectory(dataDirectory, 'web');
if (!lock.ok) throw new Error(`the directory is in use by process ${lock.error.pid}`);
const ids = createIds(systemClock);
const office = await startOffice({
  clock: systemClock,
  ids,
  dataDirectory,
  resourcesDirectory: path.join(root, 'resources'),
  pdfWorkerFile: null,
  secrets: null,
  hostPrinter: null,
  log: createLogFile(path.join(dataDirectory, 'logs', 'office.log')).sink,
  version: '0.0.0-proof',
});
const host = await startWebHost({ office, ids, rendererDirectory, port: 0 });
process.stdout.write(`${JSON.stringify({ address: host.address, startAddress: host.startAddress })}\n`);
