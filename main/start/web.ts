import { homedir } from 'node:os';
import path from 'node:path';
import {
  createIds,
  createLogFile,
  createMarkStore,
  defaultMarkDirectory,
  lockDataDirectory,
  readBuildTime,
  readMachine,
  systemClock,
  systemNetwork,
} from '#main/host/index.ts';
import { startWebHost } from '#main/web/index.ts';
import { startOffice } from '#office/index.ts';
import { blamingData, explainDataTrouble } from './data-trouble.ts';
import type { DemoMarker } from './demo-directory.ts';
import { type DemoPerson, openDemoOffice } from './demo-people.ts';
import { listenAgain } from './last-port.ts';
import { StartRefused } from './say.ts';

/** The running program in its browser form. */
export type RunningWeb = {
  startAddress: string;
  /** See WebHost. */
  makeOpenAddress(): string;
  people: DemoPerson[];
  close(): Promise<void>;
};

/**
 * Opens the office of a data directory and serves it to browsers of this PC. What was opened is closed again when
 * a later step fails. Refuses when another process uses the directory or the port, or the directory cannot be used.
 */
export async function startWeb(options: {
  root: string;
  dataDirectory: string;
  /** 0: any free port. Null: the one of the last start on this data when it is free, else any. */
  port: number | null;
  version: string;
  /** Null: the office is left as it is. */
  demo: { marker: DemoMarker; tree: 'three-tier' | 'two-tier' | null } | null;
}): Promise<RunningWeb> {
  const { root, dataDirectory } = options;
  const closers: (() => Promise<void> | void)[] = [];
  async function close(): Promise<void> {
    for (let closer = closers.pop(); closer !== undefined; closer = closers.pop()) await closer();
  }
  try {
    const lock = await blamingData(dataDirectory, () => lockDataDirectory(dataDirectory, 'web'));
    if (!lock.ok) throw new StartRefused(explainLocked(dataDirectory, lock.error.pid));
    closers.push(lock.value.release);
    const logFile = path.join(dataDirectory, 'logs', 'office.log');
    const log = await blamingData(dataDirectory, () => createLogFile(logFile));
    closers.push(log.close);
    const ids = createIds(systemClock);
    const office = await startOffice({
      clock: systemClock,
      ids,
      dataDirectory,
      resourcesDirectory: path.join(root, 'resources'),
      pdfWorkerFile: null,
      secrets: null,
      hostPrinter: null,
      marks: createMarkStore({
        // Invented data leaves nothing behind outside its own folder.
        directory: options.demo === null ? markDirectory() : path.join(dataDirectory, 'marks'),
        machine: readMachine(process.platform),
        host: 'web',
      }),
      builtAt: readBuildTime(path.join(root, 'resources')),
      network: systemNetwork,
      log: log.sink,
      version: options.version,
    }).catch((error: unknown) => {
      const reason = error instanceof Error ? error : new Error(String(error));
      const data = { name: reason.name, stack: reason.stack ?? '' };
      log.sink({ level: 'error', room: 'start', message: 'the office did not open', data });
      throw new StartRefused(
        explainDataTrouble(dataDirectory, error) ?? explainNotOpened(dataDirectory, reason.message),
      );
    });
    closers.push(office.close);
    const { demo } = options;
    const client = office.client({ origin: 'start', host: 'in-process' });
    const people =
      demo === null
        ? []
        : await blamingData(dataDirectory, () =>
            openDemoOffice({ client, directory: dataDirectory, ids, ...demo }),
          );
    const rendererDirectory = path.join(root, 'dist', 'renderer');
    const host = await listenAgain(dataDirectory, options.port, (port) =>
      startWebHost({ office, ids, rendererDirectory, port }),
    );
    closers.push(host.close);
    return { startAddress: host.startAddress, makeOpenAddress: host.makeOpenAddress, people, close };
  } catch (error) {
    await close();
    throw error;
  }
}

const markDirectory = () =>
  defaultMarkDirectory({ platform: process.platform, env: process.env, home: homedir() });

function explainNotOpened(directory: string, reason: string): string {
  return `Không mở được dữ liệu của trạm ở "${directory}": ${reason}
Dữ liệu không bị thay đổi. Chi tiết nằm trong logs/office.log của thư mục đó; hãy báo quản trị viên.

The data directory could not be opened. Nothing was changed; logs/office.log in it has the details.`;
}

/** Another process has the directory. */
export function explainLocked(directory: string, pid: number | null): string {
  return `Trạm Một Cửa đang chạy với dữ liệu ở "${directory}"${pid === null ? '' : ` (tiến trình ${pid})`}.
Hãy dùng cửa sổ đang mở, hoặc đóng nó rồi chạy lại. Mỗi thư mục dữ liệu chỉ một chương trình được mở.

Another process${pid === null ? '' : ` (${pid})`} is using this data directory. Use its window, or close it first.`;
}
