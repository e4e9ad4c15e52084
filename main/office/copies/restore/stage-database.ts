import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import { verifyJournal } from '../../journal/index.ts';
import { openPageFile, openReadOnly, PAGE_BYTES, type ReadOnlyDatabase, sql } from '../../storage/index.ts';
import { type Contents, readContents } from '../contents.ts';
import { differencesOf } from '../drill.ts';
import { stopIfAsked, withFile, writeFrom } from '../durable.ts';
import { COPY_FILES, type Manifest } from '../manifest.ts';
import { CopyError } from '../problems.ts';
import type { CheckOptions, Findings, RestorePorts } from './ports.ts';
import { salvageDatabase } from './salvage.ts';

/**
 * Brings the database of a copy into the folder of what is being checked, and mends it there when it is not as it was
 * written. Rejects with `copy-unusable` when there is nothing to bring.
 */
export async function stageDatabase(
  ports: RestorePorts,
  copy: { folder: string; manifest: Manifest; key: Uint8Array; genuine: boolean },
  to: string,
  options: CheckOptions,
  findings: Findings,
): Promise<string> {
  const { manifest, key } = copy;
  const file = path.join(to, COPY_FILES.database);
  const { files } = manifest;
  let done = 0;
  const from = path.join(copy.folder, COPY_FILES.database);
  if ((await stat(from).catch(() => undefined)) === undefined) {
    throw new CopyError('copy-unusable', {
      message:
        'Bản sao này thiếu tệp cơ sở dữ liệu office.db nên không khôi phục được. Hãy chọn bản sao khác.',
    });
  }
  const written = await withFile(from, (source) =>
    writeFrom(source, file, {
      signal: options.signal,
      onBytes: (bytes) => {
        done += bytes;
        options.onProgress({ phase: 'database', done, total: files.database.bytes });
      },
    }),
  );
  if (written.sha256 === files.database.sha256 && copy.genuine) return file;
  const damaged = await noteBadPages(file, copy, written.bytes, options, findings);
  if (damaged) await salvageDatabase(ports, { file, key, manifest }, options, findings);
  return file;
}

/** Names pages that were altered and pages that are not there; true when there are any. */
async function noteBadPages(
  file: string,
  { manifest, key }: { manifest: Manifest; key: Uint8Array },
  bytes: number,
  { signal, onProgress }: CheckOptions,
  findings: Findings,
): Promise<boolean> {
  const salt = Buffer.from(manifest.databaseSalt, 'hex');
  const pages = await openPageFile(file, key, salt);
  try {
    const bad = await pages.findBadPages({
      signal,
      onPages: (done, total) => onProgress({ phase: 'checking', done, total }),
    });
    stopIfAsked(signal);
    // The first bytes stand in no page's MAC; put right, nothing of the page is lost.
    const named = (await putSaltRight(file, salt)) && !bad.includes(1) ? [1, ...bad] : bad;
    const expected = Math.ceil(manifest.files.database.bytes / PAGE_BYTES);
    for (const range of rangesOf(named)) findings.note('database-pages', range.name, { count: range.count });
    const short = bytes < manifest.files.database.bytes;
    if (short) {
      const from = pages.pages + 1;
      findings.note('database-short', from === expected ? `${from}` : `${from}–${expected}`, {
        count: expected - pages.pages,
      });
    }
    return bad.length > 0 || short;
  } finally {
    await pages.close();
  }
}

/** True when the file began with other bytes. */
async function putSaltRight(file: string, salt: Buffer): Promise<boolean> {
  const handle = await open(file, 'r+');
  try {
    const bytes = Buffer.alloc(salt.length);
    await handle.read(bytes, 0, bytes.length, 0);
    if (bytes.equals(salt)) return false;
    await handle.write(salt, 0, salt.length, 0);
    return true;
  } finally {
    await handle.close();
  }
}

/** `3`, `7–9`: rising numbers as people write them. */
export function rangesOf(numbers: readonly number[]): { name: string; count: number }[] {
  const ranges: { from: number; to: number }[] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last !== undefined && number === last.to + 1) last.to = number;
    else ranges.push({ from: number, to: number });
  }
  return ranges.map(({ from, to }) => ({
    name: from === to ? `${from}` : `${from}–${to}`,
    count: to - from + 1,
  }));
}

/** Opens what was brought and holds it against the manifest and against itself. The caller closes it. */
export async function examineDatabase(
  file: string,
  copy: { manifest: Manifest; key: Uint8Array; newestVersion: number },
  { signal, onProgress }: CheckOptions,
  findings: Findings,
): Promise<{ db: ReadOnlyDatabase; contents: Contents }> {
  const db = openReadOnly({ file, key: copy.key });
  try {
    const { user_version: version } = db.one(sql`pragma user_version`) as { user_version: number };
    if (version > copy.newestVersion) {
      throw new CopyError('copy-unusable', {
        message:
          'Bản sao này do phiên bản mới hơn của chương trình tạo ra. Hãy cài phiên bản mới nhất rồi khôi phục; chưa có gì bị thay đổi.',
      });
    }
    const contents = await readContents(db, signal);
    stopIfAsked(signal);
    const lost = findings.has('entries-lost', 'rows-not-made');
    if (!lost)
      for (const name of differencesOf(copy.manifest, contents)) findings.note('counts-differ', name);
    const verified = await verifyJournal(db, {
      signal,
      onProgress: (done, total) => onProgress({ phase: 'checking', done, total }),
    });
    stopIfAsked(signal);
    // Where entries are lost the chain is broken there, and that is told already.
    if (verified.state === 'broken' && !lost) {
      const { chain, station, seq, what } = verified.bad;
      findings.note('chain-broken', `${chain} ${station} ${seq} ${what}`);
    }
    return { db, contents };
  } catch (error) {
    db.close();
    throw error;
  }
}
