import { createCipheriv, createDecipheriv, createHash, hkdfSync, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Ids } from '#shared/base/index.ts';

/** Why an archived paper cannot be given back. */
export class ArchiveError extends Error {
  readonly code: 'not-found' | 'file-damaged';
  constructor(code: 'not-found' | 'file-damaged', sha256: string) {
    super(`${code}: ${sha256}`);
    this.name = 'ArchiveError';
    this.code = code;
  }
}

/**
 * Every PDF that was printed, byte for byte, encrypted, under the SHA-256 of its plain bytes:
 * `<directory>/ab/abcd….pdf.sealed`. The same bytes are kept once. The hash is also bound into the encryption, so
 * that two files cannot be exchanged unnoticed.
 */
export type Archive = {
  /** Keeps the bytes; when it resolves with their hash they are on the disk. */
  write(bytes: Uint8Array): Promise<string>;
  /** Throws ArchiveError when the file is gone or is not what was written. */
  read(sha256: string): Uint8Array;
  /** For an erasure; nothing happens when it is gone already. */
  remove(sha256: string): Promise<void>;
};

const MAGIC = Buffer.from('TMCA1\n');
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** `databaseKey`: 32 bytes; the archive's own key is derived from it, so whoever opens the office opens the archive. */
export function openArchive(settings: { directory: string; databaseKey: Uint8Array; ids: Ids }): Archive {
  const { directory, databaseKey, ids } = settings;
  const key = Buffer.from(hkdfSync('sha256', databaseKey, new Uint8Array(0), 'tram-mot-cua archive 1', 32));

  function fileOf(sha256: string): string {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new ArchiveError('not-found', sha256);
    return path.join(directory, sha256.slice(0, 2), `${sha256}.pdf.sealed`);
  }

  function seal(bytes: Uint8Array, sha256: string): Buffer {
    const nonce = ids.bytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(sha256, 'hex'));
    const sealed = [cipher.update(bytes), cipher.final()];
    return Buffer.concat([MAGIC, nonce, ...sealed, cipher.getAuthTag()]);
  }

  function read(sha256: string): Uint8Array {
    let sealed: Buffer;
    try {
      sealed = readFileSync(fileOf(sha256));
    } catch {
      throw new ArchiveError('not-found', sha256);
    }
    const body = MAGIC.length + NONCE_BYTES;
    if (sealed.length < body + TAG_BYTES || !sealed.subarray(0, MAGIC.length).equals(MAGIC)) {
      throw new ArchiveError('file-damaged', sha256);
    }
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(MAGIC.length, body))
        .setAAD(Buffer.from(sha256, 'hex'))
        .setAuthTag(sealed.subarray(-TAG_BYTES));
      const bytes = Buffer.concat([decipher.update(sealed.subarray(body, -TAG_BYTES)), decipher.final()]);
      if (!timingSafeEqual(hashOf(bytes), Buffer.from(sha256, 'hex'))) throw new Error('another file');
      return new Uint8Array(bytes);
    } catch {
      throw new ArchiveError('file-damaged', sha256);
    }
  }

  function isIntact(sha256: string): boolean {
    try {
      read(sha256);
      return true;
    } catch {
      return false;
    }
  }

  return {
    async write(bytes) {
      const sha256 = hashOf(bytes).toString('hex');
      if (isIntact(sha256)) return sha256;
      const file = fileOf(sha256);
      const folder = path.dirname(file);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const temporary = `${file}.${Buffer.from(ids.bytes(6)).toString('hex')}.part`;
      try {
        await writeSynced(temporary, seal(bytes, sha256));
        await rename(temporary, file);
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
      await syncFolder(folder);
      await syncFolder(directory);
      return sha256;
    },
    read,
    remove: (sha256) => rm(fileOf(sha256), { force: true }),
  };
}

function hashOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

async function writeSynced(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A new name in a folder survives a power cut only when the folder is synced; Windows neither needs nor allows it. */
async function syncFolder(folder: string): Promise<void> {
  let handle: FileHandle;
  try {
    handle = await open(folder, 'r');
  } catch {
    return;
  }
  try {
    await handle.sync();
  } catch {
    // Not every file system can; the file itself is already on the disk.
  } finally {
    await handle.close();
  }
}
