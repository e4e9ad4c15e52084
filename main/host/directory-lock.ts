import { createHash } from 'node:crypto';
import { readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { err, ok, type Result } from '#shared/base/index.ts';
import { makeDirectory } from './make-directory.ts';

/** Held as long as this process uses a data directory. */
export type DirectoryLock = { release(): Promise<void> };

/** Who holds the directory; `pid` is null when the note about it cannot be read. */
export type LockHolder = { pid: number | null };

const NOTE_NAME = 'host.lock';

/**
 * Takes a data directory for this process alone. What counts is a named endpoint of the operating system, which
 * ends with its process even when that is killed or the power fails, so a lock is never left behind; a bare pid in
 * a file could after a restart belong to somebody else and keep the desk closed. The file `host.lock` only tells
 * people which process it is.
 */
export async function lockDataDirectory(
  directory: string,
  host: 'electron' | 'web',
): Promise<Result<DirectoryLock, LockHolder>> {
  await makeDirectory(directory);
  const real = await realpath(directory);
  const server = await listen(endpointOf(real, process.platform));
  const note = path.join(real, NOTE_NAME);
  if (server === null) return err({ pid: await readHolder(note) });
  await writeFile(note, `${JSON.stringify({ pid: process.pid, host })}\n`, { mode: 0o600 });
  let released = false;
  return ok({
    async release() {
      if (released) return;
      released = true;
      await rm(note, { force: true });
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  });
}

/** A pipe on Windows, an abstract socket on Linux (no file to be left over), a socket file elsewhere. */
export function endpointOf(realDirectory: string, platform: NodeJS.Platform): string {
  const key = platform === 'win32' ? realDirectory.toLowerCase() : realDirectory;
  const name = `tram-mot-cua-${createHash('sha256').update(key).digest('hex').slice(0, 32)}`;
  if (platform === 'win32') return `\\\\.\\pipe\\${name}`;
  if (platform === 'linux') return `\0${name}`;
  return path.join(tmpdir(), `${name}.sock`);
}

/** Null when another living process listens there. */
async function listen(endpoint: string): Promise<Server | null> {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const server = await tryListen(endpoint);
    if (server !== null) return server;
    if (await isAnswering(endpoint)) return null;
    // Only a socket file can outlive its process; the other kinds are gone by now.
    if (!endpoint.startsWith('\0') && !endpoint.startsWith('\\\\')) await rm(endpoint, { force: true });
  }
  return null;
}

function tryListen(endpoint: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) => {
      // Windows answers EACCES when the pipe belongs to another account's process.
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(null);
      else reject(error);
    });
    server.listen(endpoint, () => {
      server.unref();
      resolve(server);
    });
  });
}

function isAnswering(endpoint: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(endpoint);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT');
    });
  });
}

async function readHolder(note: string): Promise<number | null> {
  try {
    const parsed: unknown = JSON.parse(await readFile(note, 'utf8'));
    if (typeof parsed === 'object' && parsed !== null && 'pid' in parsed && typeof parsed.pid === 'number') {
      return parsed.pid;
    }
  } catch {
    // Being written or damaged: the holder is real all the same, only its number is unknown.
  }
  return null;
}
