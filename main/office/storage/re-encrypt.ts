import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { openConnection } from './connection.ts';
import { StorageError } from './errors.ts';
import { createPageCipher, MAC, PAGE, type PageCipher, SALT } from './page-cipher.ts';

/** Pages between two breaths: about three milliseconds of work, so that the office goes on meanwhile. */
const PAGES_AT_ONCE = 64;
const MAC_KEPT = 16;

/** The bytes of an encrypted database that nobody changes meanwhile: a snapshot, or a closed file. */
export type PageSource = {
  readonly bytes: number;
  read(buffer: Uint8Array, position: number): Promise<number>;
};

type CopyOptions = {
  signal?: AbortSignal | undefined;
  /** Told how many bytes of how many were looked at. */
  onProgress?: ((done: number, total: number) => void) | undefined;
};

/** A whole database being written anew under another key, page by page, beside the one that is in use. */
export type ReEncryption = {
  /**
   * Writes every page that is not written yet, or was changed since it was: first from a snapshot while the office
   * works, then, quickly, from the closed file. Throws `database-damaged` at a page that is not as it was written.
   */
  copy(source: PageSource, options?: CopyOptions): Promise<void>;
  /** Waits until all of it is on the disk, and proves that it opens under the new key. */
  finish(): Promise<void>;
  /** Puts the finished copy in the place of `database`, which is closed and has no log: a power cut leaves either. */
  replace(database: string): void;
  /** Removes what was written. Idempotent; harmless after the file got its final name. */
  discard(): Promise<void>;
};

/**
 * Begins a copy in `file` (replaced when there). Page by page and not `VACUUM INTO` or `PRAGMA rekey`: these hold the
 * office until they are done, can't be stopped, and the second writes over the only good file.
 */
export async function beginReEncryption(settings: {
  file: string;
  from: Uint8Array;
  to: Uint8Array;
  random: (length: number) => Uint8Array;
}): Promise<ReEncryption> {
  const { file, from, to, random } = settings;
  const target = await open(file, 'w', 0o600);
  const salt = random(SALT);
  const writer = createPageCipher(to, salt);
  /** The first bytes of each copied page's MAC: another MAC means another content. */
  let known = Buffer.alloc(0);
  let closed = false;

  async function close(): Promise<void> {
    if (!closed) await target.close();
    closed = true;
  }

  return {
    async copy(source, { signal, onProgress } = {}) {
      const pages = source.bytes / PAGE;
      if (pages === 0 || !Number.isInteger(pages)) throw new StorageError('database-damaged');
      const seen = Buffer.alloc(pages * MAC_KEPT);
      known.copy(seen);
      const first = await readPages(source, 1, 1);
      const reader = createPageCipher(from, Buffer.from(first.subarray(0, SALT)));
      for (let number = 1; number <= pages; number += PAGES_AT_ONCE) {
        signal?.throwIfAborted();
        const count = Math.min(PAGES_AT_ONCE, pages - number + 1);
        const part = await readPages(source, number, count);
        await copyPages({ part, number, reader, writer, seen, target, random });
        onProgress?.((number + count - 1) * PAGE, source.bytes);
        await setImmediate();
      }
      known = seen;
      await target.truncate(source.bytes);
    },
    async finish() {
      await target.sync();
      await close();
      openConnection({ file, key: to, readonly: true }).close();
      // Left by the reading connection; under the final name they would belong to another file.
      removeLogs(file);
    },
    replace(database) {
      renameSync(file, database);
      syncDirectory(path.dirname(database));
    },
    async discard() {
      await close();
      rmSync(file, { force: true });
      removeLogs(file);
    },
  };
}

/**
 * Brings everything that a closed database's log holds into its file and removes the log: a log of the old key beside
 * a file of the new one would be taken for its own. Throws `database-busy` when another process keeps it.
 */
export function emptyLog(file: string, key: Uint8Array): void {
  if (existsSync(`${file}-wal`)) {
    const db = openConnection({ file, key, readonly: false });
    try {
      db.pragma('wal_checkpoint(TRUNCATE)');
    } finally {
      db.close();
    }
  }
  if ((statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0)
    throw new StorageError('database-busy', { detail: 'wal' });
  removeLogs(file);
}

/** A closed database as bytes. */
export async function openClosedFile(file: string): Promise<PageSource & { close(): Promise<void> }> {
  const handle = await open(file, 'r');
  const { size } = await handle.stat();
  return {
    bytes: size,
    read: async (buffer, position) => (await handle.read(buffer, 0, buffer.length, position)).bytesRead,
    close: () => handle.close(),
  };
}

async function readPages(source: PageSource, number: number, count: number): Promise<Buffer> {
  const part = Buffer.alloc(count * PAGE);
  for (let filled = 0; filled < part.length; ) {
    const read = await source.read(part.subarray(filled), (number - 1) * PAGE + filled);
    if (read === 0) throw new StorageError('database-damaged', { detail: `page ${number}` });
    filled += read;
  }
  return part;
}

async function copyPages(work: {
  part: Buffer;
  number: number;
  reader: PageCipher;
  writer: PageCipher;
  seen: Buffer;
  target: FileHandle;
  random: (length: number) => Uint8Array;
}): Promise<void> {
  const { part, reader, writer, seen } = work;
  for (let offset = 0; offset < part.length; offset += PAGE) {
    const number = work.number + offset / PAGE;
    const page = part.subarray(offset, offset + PAGE);
    const mac = page.subarray(PAGE - MAC, PAGE - MAC + MAC_KEPT);
    const before = seen.subarray((number - 1) * MAC_KEPT, number * MAC_KEPT);
    // SQLite leaves the page of its lock byte (at 1 GiB) as it found it: nothing.
    const empty = page.every((byte) => byte === 0);
    if (!empty && mac.equals(before)) continue;
    if (!empty && !reader.fits(page, number))
      throw new StorageError('database-damaged', { detail: `page ${number}` });
    const written = empty ? page : writer.seal(reader.open(page, number), number, work.random(16));
    await writeAll(work.target, written, (number - 1) * PAGE);
    mac.copy(before);
  }
}

async function writeAll(target: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await target.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

function removeLogs(file: string): void {
  for (const end of ['-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
}

/** Makes a rename durable. Windows can't open folders; NTFS journals the rename itself. */
function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(directory, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
