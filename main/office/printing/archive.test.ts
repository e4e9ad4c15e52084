import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestIds } from '#test/fixtures/database.ts';
import { type Archive, ArchiveError, openArchive } from './archive.ts';

const keys = () => [{ id: 1, key: new Uint8Array(32).fill(7) }];
const bytes = new TextEncoder().encode(`%PDF-1.7 ${'Đinh Thị Hồng Nhung '.repeat(500)}`);
let directory: string;
let archive: Archive;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'archive-'));
  archive = openArchive({ directory, keys, ids: createTestIds() });
});
afterEach(() => rmSync(directory, { recursive: true }));

const fileOf = (sha256: string) => path.join(directory, sha256.slice(0, 2), `${sha256}.pdf.sealed`);

describe('the archive of printed papers', () => {
  it('gives back the very bytes, also to the next run', async () => {
    const sha256 = await archive.write(bytes);
    expect(Buffer.compare(archive.read(sha256), bytes)).toBe(0);
    const later = openArchive({ directory, keys, ids: createTestIds() });
    expect(Buffer.compare(later.read(sha256), bytes)).toBe(0);
  });

  it('keeps the same bytes once, and nothing half-written', async () => {
    const sha256 = await archive.write(bytes);
    const before = readFileSync(fileOf(sha256));
    expect(await archive.write(Uint8Array.from(bytes))).toBe(sha256);
    expect(readFileSync(fileOf(sha256)).equals(before)).toBe(true);
    expect(readdirSync(path.dirname(fileOf(sha256)))).toHaveLength(1);
  });

  it('holds nothing readable, with rights for this account only', async () => {
    const sha256 = await archive.write(bytes);
    const sealed = readFileSync(fileOf(sha256));
    expect(sealed.includes('PDF')).toBe(false);
    expect(sealed.includes('Nhung')).toBe(false);
    if (process.platform !== 'win32') expect(statSync(fileOf(sha256)).mode & 0o077).toBe(0);
  });

  it('notices every changed byte, a shortened file, an exchanged one and another key', async () => {
    const sha256 = await archive.write(bytes);
    const sealed = readFileSync(fileOf(sha256));
    const positions = [0, 5, 6, 17, 18, 400, sealed.length - 17, sealed.length - 1];
    for (const position of positions) {
      const changed = Buffer.from(sealed);
      changed[position] = (changed[position] ?? 0) ^ 1;
      writeFileSync(fileOf(sha256), changed);
      expect(() => archive.read(sha256)).toThrow(/file-damaged/);
    }
    for (const length of [0, 10, sealed.length - 1]) {
      writeFileSync(fileOf(sha256), sealed.subarray(0, length));
      expect(() => archive.read(sha256)).toThrow(/file-damaged/);
    }
    const other = await archive.write(new Uint8Array([1, 2, 3]));
    writeFileSync(fileOf(sha256), readFileSync(fileOf(other)));
    expect(() => archive.read(sha256)).toThrow(/file-damaged/);
    const stranger = openArchive({
      directory,
      keys: () => [{ id: 1, key: new Uint8Array(32) }],
      ids: createTestIds(),
    });
    expect(() => stranger.read(other)).toThrow(ArchiveError);
  });

  it('writes under the newest key and reads under every one that it still has', async () => {
    const old = await archive.write(bytes);
    const newest = { id: 2, key: new Uint8Array(32).fill(8) };
    const later = openArchive({ directory, keys: () => [...keys(), newest], ids: createTestIds() });
    const young = await later.write(new Uint8Array([1, 2, 3]));
    expect(Buffer.compare(later.read(old), bytes)).toBe(0);
    expect([...later.read(young)]).toEqual([1, 2, 3]);
    // Whoever had the database before the key was changed reads nothing that came after it.
    expect(() => archive.read(young)).toThrow(/file-damaged/);
  });

  it('reads papers of the time when a file did not name its key', async () => {
    const sha256 = await archive.write(bytes);
    const sealed = readFileSync(fileOf(sha256));
    writeFileSync(fileOf(sha256), Buffer.concat([Buffer.from('TMCA1\n'), sealed.subarray(10)]));
    expect(Buffer.compare(archive.read(sha256), bytes)).toBe(0);
  });

  it('writes a damaged paper anew when it is made again', async () => {
    const sha256 = await archive.write(bytes);
    writeFileSync(fileOf(sha256), 'broken');
    expect(await archive.write(bytes)).toBe(sha256);
    expect(Buffer.compare(archive.read(sha256), bytes)).toBe(0);
  });

  it('says when there is none, and takes no path for a hash', async () => {
    const sha256 = await archive.write(bytes);
    await archive.remove(sha256);
    await archive.remove(sha256);
    for (const wanted of [sha256, '../office', '', 'a'.repeat(63)]) {
      expect(() => archive.read(wanted)).toThrow(/not-found/);
    }
  });
});
