import { open, rename, rm } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { tables } from '#shared/journal/index.ts';
import {
  findSalvagedEntry,
  gapsOf,
  insertSalvagedChainsInTx,
  insertSalvagedInTx,
  type KnownChain,
  surveyJournal,
} from '../../journal/index.ts';
import { putBackArchiveKeyInTx } from '../../printing/index.ts';
import {
  type Database,
  openDatabase,
  openPageFile,
  openReadOnly,
  type PageFile,
  type ReadOnlyDatabase,
  rowsInPage,
  salvageTableInTx,
} from '../../storage/index.ts';
import { stopIfAsked } from '../durable.ts';
import { type Manifest, openArchiveKeysOf } from '../manifest.ts';
import type { CheckOptions, Findings, RestorePorts } from './ports.ts';

const PAGES_AT_ONCE = 32;

/**
 * Makes a sound database of a damaged one: every entry that lies whole in a whole page and is proven by its hash goes
 * into an empty database at its old position, the views are made anew from them, and of what is not journalled the rows
 * that can be read. `file` is replaced. What is lost is noted exactly.
 */
export async function salvageDatabase(
  ports: RestorePorts,
  damaged: { file: string; key: Uint8Array; manifest: Manifest },
  options: CheckOptions,
  findings: Findings,
): Promise<void> {
  const { file, key, manifest } = damaged;
  const mended = `${file}.mended`;
  await makeReadable(file, manifest);
  const pages = await openPageFile(file, key, Buffer.from(manifest.databaseSalt, 'hex'));
  try {
    const source = findReadable(file, key);
    const target = openDatabase({ file: mended, key, migrations: ports.migrations });
    try {
      const chains = new Map(chainsOf(source, manifest).map((chain) => [chain.id, chain]));
      const found = await takeEntries(pages, target, chains, options);
      takeOtherTables(source, target, findings);
      target.transaction((tx) => {
        for (const known of openArchiveKeysOf(manifest, key)) putBackArchiveKeyInTx(tx, known);
      });
      stopIfAsked(options.signal);
      const identity = { office: manifest.office.id, station: manifest.station };
      const failed = await ports.mend(target, identity, {
        signal: options.signal,
        // The second half: the entries are there, the views are made of them.
        onProgress: (done, total) =>
          options.onProgress({
            phase: 'mending',
            done: pages.pages + Math.floor((pages.pages * done) / Math.max(total, 1)),
            total: pages.pages * 2,
          }),
      });
      for (const [kind, count] of failed) findings.note('rows-not-made', kind, { count });
      for (const chain of manifest.chains) noteGaps(chain, found.get(chain.id) ?? [], findings);
    } finally {
      target.close();
      source?.close();
    }
  } finally {
    await pages.close();
  }
  for (const end of ['', '-wal', '-shm']) await rm(`${file}${end}`, { force: true });
  for (const end of ['-wal', '-shm']) await rm(`${mended}${end}`, { force: true });
  await rename(mended, file);
}

/** SQLite refuses a file that is shorter than its first page says; at its full length it reads what is whole. */
async function makeReadable(file: string, manifest: Manifest): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    const { size } = await handle.stat();
    if (size < manifest.files.database.bytes) await handle.truncate(manifest.files.database.bytes);
  } finally {
    await handle.close();
  }
}

/** The damaged database itself; undefined where not even its list of tables can be read. */
function findReadable(file: string, key: Uint8Array): ReadOnlyDatabase | undefined {
  try {
    return openReadOnly({ file, key });
  } catch {
    return undefined;
  }
}

function chainsOf(source: ReadOnlyDatabase | undefined, manifest: Manifest): readonly KnownChain[] {
  if (source === undefined) return manifest.chains;
  try {
    const { chains } = surveyJournal(source);
    return chains.length === 0 ? manifest.chains : chains;
  } catch {
    return manifest.chains;
  }
}

/** Puts the entries of all whole pages into the database; gives their numbers by chain. */
async function takeEntries(
  pages: PageFile,
  target: Database,
  chains: ReadonlyMap<number, KnownChain>,
  { signal, onProgress }: CheckOptions,
): Promise<Map<number, number[]>> {
  const found = new Map<number, number[]>();
  target.transaction((tx) => insertSalvagedChainsInTx(tx, chains.values()));
  for (let first = 1; first <= pages.pages; first += PAGES_AT_ONCE) {
    stopIfAsked(signal);
    const last = Math.min(first + PAGES_AT_ONCE - 1, pages.pages);
    const rows = [];
    for (let page = first; page <= last; page += 1) rows.push(...(await rowsInPage(pages, page)));
    const entries = rows.map((row) => findSalvagedEntry(row, chains)).filter((entry) => entry !== undefined);
    if (entries.length > 0) {
      target.transaction((tx) => {
        for (const entry of entries) insertSalvagedInTx(tx, entry);
      });
    }
    for (const { chainId, seq } of entries) {
      const seqs = found.get(chainId);
      if (seqs === undefined) found.set(chainId, [seq]);
      else seqs.push(seq);
    }
    onProgress({ phase: 'mending', done: last, total: pages.pages * 2 });
    await setImmediate();
  }
  return found;
}

/** What has another way back: the manifest, the shipped catalogue (`mend` tells what that lacks), the projectors. */
const KEPT_ELSEWHERE = ['archive_keys', 'catalogue_contents', 'dossier_days'];

/** Print jobs, drafts, counts: no entry tells them. */
function takeOtherTables(source: ReadOnlyDatabase | undefined, target: Database, findings: Findings): void {
  for (const { table, role, form } of tables) {
    if (role !== 'not-journalled' || form === 'fts') continue;
    const { whole } =
      source === undefined
        ? { whole: false }
        : target.transaction((tx) => salvageTableInTx(source, tx, table));
    if (!whole && !KEPT_ELSEWHERE.includes(table)) findings.note('rows-lost', table);
  }
}

function noteGaps(
  chain: { chain: string; station: string; seq: number },
  seqs: readonly number[],
  findings: Findings,
): void {
  for (const { from, to } of gapsOf(seqs, chain.seq)) {
    const range = from === to ? `${from}` : `${from}–${to}`;
    findings.note('entries-lost', `${chain.chain} ${chain.station} ${range}`, { count: to - from + 1 });
  }
}
