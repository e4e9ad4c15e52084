import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { copyFileDurably, digestOf, makeFolder, syncFolder, type Watch, withFile } from './durable.ts';
import { type PaperLine, readByPrefix } from './papers-list.ts';
import { CopyError } from './problems.ts';

const SEALED = /^([0-9a-f]{64})\.pdf\.sealed$/;

export type PapersCopied = { papers: number; added: number };

/** `<folder>/ab/abcd….pdf.sealed`, as the archive itself lays them. */
export function paperFile(folder: string, sha256: string): string {
  return path.join(folder, sha256.slice(0, 2), `${sha256}.pdf.sealed`);
}

/** The hashes archived below a folder by their first two letters, in rising order. */
export async function* archivedIn(folder: string): AsyncGenerator<{ prefix: string; hashes: string[] }> {
  const prefixes = (await namesIn(folder)).filter((name) => /^[0-9a-f]{2}$/.test(name)).sort();
  for (const prefix of prefixes) yield { prefix, hashes: await hashesIn(path.join(folder, prefix)) };
}

export async function countArchived(folder: string): Promise<number> {
  let count = 0;
  for await (const { hashes } of archivedIn(folder)) count += hashes.length;
  return count;
}

/**
 * Brings the papers of a place up to the archive: only what it lacks is copied. Every paper of the archive is told to
 * `onPaper` in the order of the hashes. `recheck`: what lies there is read and replaced where it is not as the list of
 * the last copy says, after a trial found it damaged.
 */
export async function copyPapers(options: {
  archive: string;
  papers: string;
  /** List of the newest copy there; null when there is none. */
  knownList: string | null;
  recheck: boolean;
  watch: Watch;
  onPaper: (line: PaperLine) => Promise<void>;
  onDone: (papers: number) => void;
}): Promise<PapersCopied> {
  const { archive, papers, recheck, watch } = options;
  const known = readByPrefix(options.knownList);
  const result = { papers: 0, added: 0 };
  const folders: string[] = [];
  try {
    for await (const { prefix, hashes } of archivedIn(archive)) {
      const lines = await known.of(prefix);
      const folder = path.join(papers, prefix);
      const there = new Set(await hashesIn(folder));
      if (hashes.some((hash) => !there.has(hash))) {
        await makeFolder(folder);
        folders.push(folder);
      }
      for (const sha256 of hashes) {
        const from = paperFile(archive, sha256);
        const to = paperFile(papers, sha256);
        let line = there.has(sha256) && !recheck ? lines.get(sha256) : undefined;
        if (line === undefined && there.has(sha256)) line = await readPaper(sha256, to, watch);
        const expected = lines.get(sha256);
        if (line !== undefined && expected !== undefined && line.sealed !== expected.sealed) line = undefined;
        if (line === undefined) {
          // Erased since the folder was listed: then it is not to be copied either.
          const written = await copyFileDurably(from, to, watch).catch((error: unknown) =>
            onlyGone(error, from),
          );
          if (written === undefined) continue;
          line = { sha256, sealed: written.sha256, bytes: written.bytes };
          result.added += 1;
        }
        await options.onPaper(line);
        result.papers += 1;
        options.onDone(result.papers);
      }
    }
  } finally {
    await known.close();
  }
  for (const folder of [...folders, papers]) await syncFolder(folder);
  return result;
}

async function readPaper(sha256: string, file: string, watch: Watch): Promise<PaperLine> {
  const { bytes, sha256: sealed } = await withFile(file, (source) =>
    digestOf(source, { signal: watch.signal }),
  );
  return { sha256, sealed, bytes };
}

/** A file of the archive that is gone is no fault of the place; anything else is thrown on. */
function onlyGone(error: unknown, from: string): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT' && 'path' in error) {
    if (error.path === from) return undefined;
  }
  throw error;
}

async function hashesIn(folder: string): Promise<string[]> {
  const hashes = (await namesIn(folder)).map((name) => SEALED.exec(name)?.[1]);
  return hashes.filter((hash) => hash !== undefined).sort();
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** Refuses before anything is written, with both numbers: in the place of copies, or on the disk of the data. */
export function refuseWhenTooFull(
  needed: number,
  free: number | null,
  where: 'place' | 'data' = 'place',
): void {
  if (free === null || free >= needed) return;
  const inMegabytes = (bytes: number) => Math.ceil(bytes / 1024 / 1024).toLocaleString('vi-VN');
  const subject = where === 'place' ? 'Nơi sao lưu' : 'Ổ đĩa chứa dữ liệu của máy này';
  throw new CopyError('copy-place-full', {
    message: `${subject} không đủ chỗ: cần ${inMegabytes(needed)} MB, còn ${inMegabytes(free)} MB. Hãy giải phóng dung lượng hoặc chọn ổ khác. Các bản sao cũ không bị thay đổi.`,
  });
}
