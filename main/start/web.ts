import path from 'node:path';
import { createIds, createLogFile, lockDataDirectory, systemClock } from '#main/host/index.ts';
import { startWebHost } from '#main/web/index.ts';
import { startOffice } from '#office/index.ts';
import type { DemoMarker } from './demo-directory.ts';
import { type DemoPerson, openDemoOffice } from './demo-people.ts';
import { StartRefused } from './say.ts';

/** The running program in its browser form. */
export type RunningWeb = { startAddress: string; people: DemoPerson[]; close(): Promise<void> };

/**
 * Opens the office of a data directory and serves it to browsers of this PC. What was opened is closed again when
 * a later step fails. Refuses when another process uses the directory or the port.
 */
export async function startWeb(options: {
  root: string;
  dataDirectory: string;
  port: number;
  version: string;
  /** Null: the office is left as it is. */
  demo: { marker: DemoMarker; tree: 'three-tier' | 'two-tier' } | null;
}): Promise<RunningWeb> {
  const { root, dataDirectory } = options;
  const closers: (() => Promise<void> | void)[] = [];
  async function close(): Promise<void> {
    for (let closer = closers.pop(); closer !== undefined; closer = closers.pop()) await closer();
  }
  try {
    const lock = await lockDataDirectory(dataDirectory, 'web');
    if (!lock.ok) throw new StartRefused(explainLocked(dataDirectory, lock.error.pid));
    closers.push(lock.value.release);
    const log = createLogFile(path.join(dataDirectory, 'logs', 'office.log'));
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
      log: log.sink,
      version: options.version,
    }).catch((error: unknown) => {
      const reason = error instanceof Error ? error : new Error(String(error));
      const data = { name: reason.name, stack: reason.stack ?? '' };
      log.sink({ level: 'error', room: 'start', message: 'the office did not open', data });
      throw new StartRefused(explainNotOpened(dataDirectory, reason.message));
    });
    closers.push(office.close);
    const people =
      options.demo === null
        ? []
        : await openDemoOffice({
            client: office.client({ origin: 'start', host: 'in-process' }),
            directory: dataDirectory,
            ids,
            ...options.demo,
          });
    const host = await startWebHost({
      office,
      ids,
      rendererDirectory: path.join(root, 'dist', 'renderer'),
      port: options.port,
    }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
      throw new StartRefused(
        `Cổng ${options.port} đang được chương trình khác dùng. Hãy chọn cổng khác: --port N (0: cổng trống bất kỳ).

Port ${options.port} is taken. Choose another: --port N (0: any free one).`,
      );
    });
    closers.push(host.close);
    return { startAddress: host.startAddress, people, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function explainNotOpened(directory: string, reason: string): string {
  return `Không mở được dữ liệu của trạm ở "${directory}": ${reason}
Dữ liệu không bị thay đổi. Chi tiết nằm trong logs/office.log của thư mục đó; hãy báo quản trị viên.

The data directory could not be opened. Nothing was changed; logs/office.log in it has the details.`;
}

function explainLocked(directory: string, pid: number | null): string {
  return `Trạm Một Cửa đang chạy với dữ liệu ở "${directory}"${pid === null ? '' : ` (tiến trình ${pid})`}.
Hãy dùng cửa sổ đang mở, hoặc đóng nó rồi chạy lại. Mỗi thư mục dữ liệu chỉ một chương trình được mở.

Another process${pid === null ? '' : ` (${pid})`} is using this data directory. Use its window, or close it first.`;
}
