import { createCipheriv, createDecipheriv, createHash, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Ids } from '#shared/base/index.ts';
import type { ArchiveKey } from './archive-keys.ts';

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

/** Before keys had numbers, files were written under the first one and did not name it. */
const MAGIC_1 = Buffer.from('TMCA1\n');
const MAGIC = Buffer.from('TMCA2\n');
const KEY_ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** `keys`: asked anew for each file; the newest writes, all of them read. */
export function openArchive(settings: {
  directory: string;
  keys: () => readonly ArchiveKey[];
  ids: Ids;
}): Archive {
  const { directory, keys, ids } = settings;

  function fileOf(sha256: string): string {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new ArchiveError('not-found', sha256);
    return path.join(directory, sha256.slice(0, 2), `${sha256}.pdf.sealed`);
  }

  function seal(bytes: Uint8Array, sha256: string): Buffer {
    const newest = keys().at(-1);
    if (newest === undefined) throw new Error('the archive has no key');
    const nonce = ids.bytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', newest.key, nonce).setAAD(Buffer.from(sha256, 'hex'));
    const sealed = [cipher.update(bytes), cipher.final()];
    const keyId = Buffer.alloc(KEY_ID_BYTES);
    keyId.writeUInt32BE(newest.id);
    return Buffer.concat([MAGIC, keyId, nonce, ...sealed, cipher.getAuthTag()]);
  }

  /** The key that a file names, and where its nonce begins. */
  function findKeyOf(sealed: Buffer): { key: Uint8Array; start: number } | undefined {
    const magic = sealed.subarray(0, MAGIC.length);
    const start = magic.equals(MAGIC) ? MAGIC.length + KEY_ID_BYTES : MAGIC_1.length;
    if (sealed.length < start + NONCE_BYTES + TAG_BYTES) return undefined;
    if (!magic.equals(MAGIC) && !magic.equals(MAGIC_1)) return undefined;
    const id = magic.equals(MAGIC) ? sealed.readUInt32BE(MAGIC.length) : 1;
    const found = keys().find((candidate) => candidate.id === id);
    return found === undefined ? undefined : { key: found.key, start };
  }

  function read(sha256: string): Uint8Array {
    let sealed: Buffer;
    try {
      sealed = readFileSync(fileOf(sha256));
    } catch {
      throw new ArchiveError('not-found', sha256);
    }
    const found = findKeyOf(sealed);
    if (found === undefined) throw new ArchiveError('file-damaged', sha256);
    const body = found.start + NONCE_BYTES;
    try {
      const decipher = createDecipheriv('aes-256-gcm', found.key, sealed.subarray(found.start, body))
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
