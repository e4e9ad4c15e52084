import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

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
