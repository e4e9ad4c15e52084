import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Ids } from '#shared/base/index.ts';
import { archiveKeysIn, type KnownPaper, openArchive } from '../../printing/index.ts';
import type { ReadOnlyDatabase } from '../../storage/index.ts';
import { paperFile } from '../copy-papers.ts';
import { digestOf, makeFolder, stopIfAsked, withFile, writeFrom } from '../durable.ts';
import { knownFiles } from '../known-files.ts';
import { COPY_FILES, type Manifest } from '../manifest.ts';
import { type PaperLine, type PrefixReader, papersOf, readByPrefix } from '../papers-list.ts';
import type { CheckOptions, Findings, RestorePorts } from './ports.ts';

const AT_ONCE = 4;

/** The hashes are gone through by their first letter, so that a sixteenth of a million papers is held at once. */
const BEGINNINGS = '0123456789abcdef';

/**
 * Brings the papers of a copy, each checked: by the hash of its file, and where that does not fit or is not known by
 * deciphering it. What is missing or damaged is named with the paper's title and the dossier's code. Gives how many
 * are whole.
 */
export async function stagePapers(
  ports: RestorePorts,
  copy: { folder: string; papers: string; manifest: Manifest; key: Uint8Array; genuine: boolean },
  db: ReadOnlyDatabase,
  to: string,
  options: CheckOptions,
  findings: Findings,
): Promise<number> {
  const { signal, onProgress } = options;
  const list = await openList(copy, options, findings);
  await makeFolder(to);
  const opens = archiveTest(copy.papers, db, copy.key, ports.ids);
  let whole = 0;
  let done = 0;
  try {
    for (const beginning of BEGINNINGS) {
      const wanted = new Map<string, PaperLine | null>(await list.of(beginning));
      const known = await knownOf(db, beginning, signal);
      for (const sha256 of known.keys()) if (!wanted.has(sha256)) wanted.set(sha256, null);
      const queue = [...wanted].values();
      const work = async (): Promise<void> => {
        for (const [sha256, line] of queue) {
          stopIfAsked(signal);
          const outcome = await stagePaper(sha256, line, { from: copy.papers, to, opens, signal });
          if (outcome === 'whole') whole += 1;
          else {
            const paper = known.get(sha256);
            findings.note(outcome, paper?.id ?? sha256, { detail: detailOf(ports, db, paper) });
          }
          done += 1;
          onProgress({ phase: 'papers', done, total: Math.max(done, copy.manifest.counts.papers) });
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
    }
  } finally {
    await list.close();
  }
  return whole;
}

/** The papers that the database tells of, by their hashes. */
async function knownOf(
  db: ReadOnlyDatabase,
  beginning: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, KnownPaper>> {
  const known = new Map<string, KnownPaper>();
  for (const page of knownFiles(db, beginning)) {
    stopIfAsked(signal);
    for (const paper of page) known.set(paper.sha256, paper);
    await setImmediate();
  }
  return known;
}

/**
 * The papers that the copy lists, by their beginnings in rising order. A list that was altered is no longer sorted for
 * certain: it is read anew for each.
 */
async function openList(
  copy: { folder: string; manifest: Manifest },
  { signal }: CheckOptions,
  findings: Findings,
): Promise<PrefixReader> {
  const file = path.join(copy.folder, COPY_FILES.papers);
  try {
    const { sha256 } = await withFile(file, (source) => digestOf(source, { signal }));
    if (sha256 === copy.manifest.files.papers.sha256) return readByPrefix(file);
  } catch (error) {
    stopIfAsked(signal);
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
  findings.note('papers-list-damaged', COPY_FILES.papers);
  return {
    async of(beginning) {
      const found = new Map<string, PaperLine>();
      try {
        for await (const line of papersOf(file)) {
          if (line.sha256.startsWith(beginning)) found.set(line.sha256, line);
        }
      } catch (error) {
        if (!(error instanceof Error && 'code' in error)) throw error;
      }
      stopIfAsked(signal);
      return found;
    },
    close: async () => undefined,
  };
}

type Staging = { from: string; to: string; opens: (sha256: string) => boolean; signal: AbortSignal };

async function stagePaper(
  sha256: string,
  line: PaperLine | null,
  { from, to, opens, signal }: Staging,
): Promise<'whole' | 'paper-missing' | 'paper-damaged'> {
  const target = paperFile(to, sha256);
  await makeFolder(path.dirname(target));
  try {
    const written = await withFile(paperFile(from, sha256), (source) =>
      writeFrom(source, target, { signal }),
    );
    if (written.sha256 === line?.sealed || opens(sha256)) return 'whole';
    await rm(target, { force: true });
    return 'paper-damaged';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return 'paper-missing';
    // A sector of the medium that cannot be read any more; a full disk here is another matter.
    if (code === 'EIO') return 'paper-damaged';
    throw error;
  }
}

function archiveTest(
  folder: string,
  db: ReadOnlyDatabase,
  key: Uint8Array,
  ids: Ids,
): (sha256: string) => boolean {
  const keys = archiveKeysIn(db, key);
  const archive = openArchive({ directory: folder, keys: () => keys, ids });
  return (sha256) => {
    try {
      archive.read(sha256);
      return true;
    } catch {
      return false;
    }
  };
}

function detailOf(ports: RestorePorts, db: ReadOnlyDatabase, paper: KnownPaper | undefined): string {
  if (paper === undefined) return '';
  const code = ports.codeOf(db, paper.dossierId);
  return code === undefined ? paper.title : `${paper.title}, hồ sơ ${code}`;
}
