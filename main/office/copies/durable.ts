import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { CopyStopped } from './problems.ts';

/** Small enough that hashing one never holds up a reception. */
const PIECE_BYTES = 256 * 1024;
/** A disk that is told to write now and then does not stall everybody else's commits at the end. */
const SYNC_EVERY_BYTES = 2 * 1024 * 1024;

/** Bytes to copy from; `read` resolves with 0 at the end. */
export type ByteSource = { read(buffer: Uint8Array, position: number): Promise<number> };

export type Watch = {
  signal: AbortSignal;
  /** Told after each piece how many bytes it had. */
  onBytes?: (bytes: number) => void;
};

export type Written = { bytes: number; sha256: string };

/**
 * Writes everything of a source to a new file and waits until it is on the disk; gives its size and SHA-256. Rejects
 * with CopyStopped, or with what the system says; the half file is removed then.
 */
export async function writeFrom(source: ByteSource, file: string, watch: Watch): Promise<Written> {
  const handle = await open(file, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    const bytes = await pump(source, hash, watch, handle);
    await handle.sync();
    await handle.close();
    return { bytes, sha256: hash.digest('hex') };
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(file, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Reads a source to its end; gives its size and SHA-256. */
export async function digestOf(source: ByteSource, watch: Watch): Promise<Written> {
  const hash = createHash('sha256');
  const bytes = await pump(source, hash, watch, null);
  return { bytes, sha256: hash.digest('hex') };
}

async function pump(source: ByteSource, hash: Hash, watch: Watch, to: FileHandle | null): Promise<number> {
  const piece = Buffer.alloc(PIECE_BYTES);
  let bytes = 0;
  let unsynced = 0;
  for (;;) {
    stopIfAsked(watch.signal);
    const read = await source.read(piece, bytes);
    if (read === 0) return bytes;
    hash.update(piece.subarray(0, read));
    if (to !== null) await writeWhole(to, piece.subarray(0, read), bytes);
    bytes += read;
    unsynced += read;
    if (to !== null && unsynced >= SYNC_EVERY_BYTES) {
      await to.datasync();
      unsynced = 0;
    }
    watch.onBytes?.(read);
  }
}

/** One write may take only a part (a quota, a signal): go on until all is written or the disk says no. */
async function writeWhole(to: FileHandle, piece: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < piece.length; ) {
    const { bytesWritten } = await to.write(piece, done, piece.length - done, position + done);
    done += bytesWritten;
  }
}

/** Opens a file as a source for as long as `use` runs. */
export async function withFile<Value>(
  file: string,
  use: (source: ByteSource) => Promise<Value>,
): Promise<Value> {
  const handle = await open(file, 'r');
  try {
    return await use({
      async read(buffer, position) {
        return (await handle.read(buffer, 0, buffer.length, position)).bytesRead;
      },
    });
  } finally {
    await handle.close();
  }
}

/** Copies a file under a temporary name and gives it its own when it is on the disk. */
export async function copyFileDurably(from: string, to: string, watch: Watch): Promise<Written> {
  const part = `${to}.part`;
  await rm(part, { force: true });
  const written = await withFile(from, (source) => writeFrom(source, part, watch));
  await rename(part, to);
  return written;
}

/** Writes a small text; it is on the disk when this resolves. */
export async function writeText(file: string, text: string): Promise<Written> {
  const bytes = Buffer.from(text, 'utf8');
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** Step by step: below some system folders Node's own recursive way never ends. */
export async function makeFolder(folder: string): Promise<void> {
  if (await makeOne(folder)) return;
  await makeFolder(path.dirname(folder));
  if (!(await makeOne(folder)))
    throw Object.assign(new Error(`no folder can be made: ${folder}`), { code: 'ENOENT' });
}

/** False where the folder above is missing. */
async function makeOne(folder: string): Promise<boolean> {
  try {
    await mkdir(folder, { mode: 0o700 });
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST') return true;
    if (code === 'ENOENT' && path.dirname(folder) !== folder) return false;
    throw error;
  }
}

/** Makes new names in a folder durable; Windows neither needs nor allows it, and not every file system can. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    return;
  }
}

/** Gives a finished folder or file its final name, durably. */
export async function finish(from: string, to: string): Promise<void> {
  await rename(from, to);
  await syncFolder(path.dirname(to));
}

/** Throws CopyStopped when somebody stopped it. */
export function stopIfAsked(signal: AbortSignal): void {
  if (signal.aborted) throw new CopyStopped();
}
