import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { StartRefused } from './say.ts';

const FILE = 'web-port.json';
const LastPort = z.object({ port: z.int().min(1).max(65_535) });

/**
 * The port of the last start on this data, so that a tab left open finds the host again at its address. No secret: it
 * lets nobody in. Null when there is none, or the note cannot be read.
 */
export async function readLastPort(directory: string): Promise<number | null> {
  try {
    return LastPort.parse(JSON.parse(await readFile(path.join(directory, FILE), 'utf8'))).port;
  } catch {
    return null;
  }
}

/** Notes the port. A disk that refuses it is no reason not to start: the next address is then a new one. */
export async function writeLastPort(directory: string, port: number): Promise<void> {
  const text = `${JSON.stringify({ port } satisfies z.infer<typeof LastPort>)}\n`;
  await writeFile(path.join(directory, FILE), text, { mode: 0o600 }).catch(() => undefined);
}

/** Starts the host at the port that was asked for, or at the one of last time when it is free, and notes it. */
export async function listenAgain<Host extends { address: string }>(
  dataDirectory: string,
  asked: number | null,
  start: (port: number) => Promise<Host>,
): Promise<Host> {
  const last = asked === null ? await readLastPort(dataDirectory) : null;
  const again = last === null ? null : await start(last).catch(nullWhenTaken);
  const host = again ?? (await start(asked ?? 0).catch(nullWhenTaken));
  if (host === null) {
    throw new StartRefused(
      `Cổng ${asked} đang được chương trình khác dùng. Hãy chọn cổng khác: --port N (0: cổng trống bất kỳ).

Port ${asked} is taken. Choose another: --port N (0: any free one).`,
    );
  }
  await writeLastPort(dataDirectory, Number(new URL(host.address).port || '80'));
  return host;
}

function nullWhenTaken(error: NodeJS.ErrnoException): null {
  if (error.code === 'EADDRINUSE' || error.code === 'EACCES') return null;
  throw error;
}
