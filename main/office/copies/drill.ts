import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CopyDamage } from '#shared/contract/index.ts';
import { verifyJournal } from '../journal/index.ts';
import { archiveKeysIn, openArchive } from '../printing/index.ts';
import { openReadOnly, type ReadOnlyDatabase } from '../storage/index.ts';
import { readContents } from './contents.ts';
import { paperFile } from './copy-papers.ts';
import { digestOf, makeFolder, stopIfAsked, type Watch, withFile, writeFrom } from './durable.ts';
import { knownFiles } from './known-files.ts';
import { COPY_FILES, isGenuine, type Manifest } from './manifest.ts';
import { type PaperLine, papersOf } from './papers-list.ts';
import type { FoundCopy } from './place.ts';
import type { CopiesPorts, CopyProgress } from './ports.ts';

/** How many papers a trial deciphers: enough to meet a broken disk soon, few enough for every evening. */
const PAPERS_TRIED = 50;

export type DrillResult = {
  readonly outcome: 'proven' | 'failed';
  readonly entries: number;
  readonly papers: number;
  readonly damaged: CopyDamage[];
};

/**
 * Restores a copy for trial: opens it in a temporary place with the office's key, checks every entry, compares counts
 * and heads with the manifest, deciphers a sample of papers. Rejects with what the system says of the place.
 */
export async function drillCopy(
  ports: CopiesPorts,
  copy: FoundCopy,
  options: { signal: AbortSignal; onProgress: (progress: CopyProgress) => void },
): Promise<DrillResult> {
  const { signal, onProgress } = options;
  const folder = path.join(ports.temporaryDirectory, `drill-${ports.ids.id()}`);
  const damaged: CopyDamage[] = [];
  const note = (what: CopyDamage['what'], name: string, count = 1) =>
    damaged.push({ what, name, detail: '', count });
  try {
    await makeFolder(folder);
    if (!isGenuine(copy.manifest, ports.databaseKey)) note('manifest-altered', COPY_FILES.manifest);
    const { files } = copy.manifest;
    const file = path.join(folder, COPY_FILES.database);
    let done = 0;
    const written = await withFile(path.join(copy.folder, COPY_FILES.database), (source) =>
      writeFrom(source, file, {
        signal,
        onBytes: (bytes) => {
          done += bytes;
          onProgress({ phase: 'database', done, total: files.database.bytes });
        },
      }),
    );
    if (written.bytes < files.database.bytes) note('database-short', COPY_FILES.database);
    else if (written.sha256 !== files.database.sha256) note('database-pages', COPY_FILES.database);
    const watch = { signal };
    if (!(await isAs(files.keys, path.join(copy.folder, COPY_FILES.keys), watch))) {
      note('keys-damaged', COPY_FILES.keys);
    }
    const list = path.join(copy.folder, COPY_FILES.papers);
    if (!(await isAs(files.papers, list, watch))) note('papers-list-damaged', COPY_FILES.papers);
    // A damaged database is not looked into: that it is damaged is the answer.
    if (damaged.some(({ what }) => what.startsWith('database'))) {
      return { outcome: 'failed', entries: 0, papers: 0, damaged };
    }
    const db = openReadOnly({ file, key: ports.databaseKey });
    try {
      const entries = await tryDatabase(copy, db, options, note);
      const papers = await tryPapers(ports, copy, { list, db }, options, note);
      return { outcome: damaged.length === 0 ? 'proven' : 'failed', entries, papers, damaged };
    } finally {
      db.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

type Note = (what: CopyDamage['what'], name: string, count?: number) => void;
type Options = { signal: AbortSignal; onProgress: (progress: CopyProgress) => void };

async function isAs(part: { bytes: number; sha256: string }, file: string, watch: Watch): Promise<boolean> {
  try {
    const { bytes, sha256 } = await withFile(file, (source) => digestOf(source, watch));
    return bytes === part.bytes && sha256 === part.sha256;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

async function tryDatabase(
  copy: FoundCopy,
  db: ReadOnlyDatabase,
  { signal, onProgress }: Options,
  note: Note,
): Promise<number> {
  const contents = await readContents(db, signal);
  stopIfAsked(signal);
  for (const name of differencesOf(copy.manifest, contents)) note('counts-differ', name);
  const verified = await verifyJournal(db, {
    signal,
    quietly: true,
    marks: copy.manifest.chains,
    onProgress: (done, total) => onProgress({ phase: 'checking', done, total }),
  });
  stopIfAsked(signal);
  if (verified.state === 'broken') {
    const { chain, station, seq, what } = verified.bad;
    note('chain-broken', `${chain} ${station} ${seq} ${what}`);
  }
  return verified.checked;
}

/** Which counts and heads of a database are not as its manifest says. */
export function differencesOf(
  manifest: Pick<Manifest, 'counts' | 'chains'>,
  contents: Awaited<ReturnType<typeof readContents>>,
): string[] {
  const counts = (['dossiers', 'entries', 'people'] as const)
    .filter((name) => manifest.counts[name] !== contents.counts[name])
    .map((name) => `${name} ${contents.counts[name]}/${manifest.counts[name]}`);
  const headOf = (chains: Manifest['chains'] | typeof contents.chains, chain: string, station: string) =>
    chains.find((one) => one.chain === chain && one.station === station);
  const heads = manifest.chains
    .filter(({ chain, station, seq, hash }) => {
      const found = headOf(contents.chains, chain, station);
      return found?.seq !== seq || found.hash !== hash;
    })
    .map(({ chain, station }) => `${chain} ${station}`);
  return [...counts, ...heads];
}

/** Deciphers a random sample; the newest are likelier to be asked for, but a disk breaks anywhere. */
async function tryPapers(
  ports: CopiesPorts,
  copy: FoundCopy,
  { list, db }: { list: string; db: ReadOnlyDatabase },
  { signal, onProgress }: Options,
  note: Note,
): Promise<number> {
  const sample = await sampleOf(list, (below) => randomBelow(ports, below));
  const keys = archiveKeysIn(db, ports.databaseKey);
  const archive = openArchive({ directory: copy.papers, keys: () => keys, ids: ports.ids });
  const bad = new Map<string, 'paper-missing' | 'paper-damaged'>();
  let tried = 0;
  for (const line of sample) {
    stopIfAsked(signal);
    const sealed = await withFile(paperFile(copy.papers, line.sha256), (source) =>
      digestOf(source, { signal }),
    ).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (sealed === undefined) bad.set(line.sha256, 'paper-missing');
    else if (!opens(() => archive.read(line.sha256)) || sealed.sha256 !== line.sealed) {
      bad.set(line.sha256, 'paper-damaged');
    }
    tried += 1;
    onProgress({ phase: 'papers', done: tried, total: sample.length });
  }
  // By its id, as people find it; one that no entry knows any more by its hash.
  await nameBadPapers(db, bad, signal, note);
  return tried;
}

/** In pages, with breaths: of a million papers the bad ones may stand anywhere. */
async function nameBadPapers(
  db: ReadOnlyDatabase,
  bad: Map<string, 'paper-missing' | 'paper-damaged'>,
  signal: AbortSignal,
  note: Note,
): Promise<void> {
  if (bad.size === 0) return;
  for (const page of knownFiles(db)) {
    stopIfAsked(signal);
    for (const { id, sha256 } of page) {
      const what = bad.get(sha256);
      if (what !== undefined) note(what, id);
      bad.delete(sha256);
    }
    if (bad.size === 0) return;
    await nextTurn();
  }
  for (const [sha256, what] of bad) note(what, sha256);
}

/** Reservoir: each line has the same chance, and the list is read once. */
async function sampleOf(list: string, randomBelow: (below: number) => number): Promise<PaperLine[]> {
  const sample: PaperLine[] = [];
  let seen = 0;
  try {
    for await (const line of papersOf(list)) {
      seen += 1;
      const place = seen <= PAPERS_TRIED ? seen - 1 : randomBelow(seen);
      if (place < PAPERS_TRIED) sample[place] = line;
    }
  } catch {
    return sample;
  }
  return sample;
}

function randomBelow(ports: CopiesPorts, below: number): number {
  return Buffer.from(ports.ids.bytes(6)).readUIntBE(0, 6) % below;
}

function opens(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}
