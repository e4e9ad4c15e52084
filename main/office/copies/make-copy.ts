import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { officeTimestamp } from '#shared/base/index.ts';
import { archiveKeysIn } from '../printing/index.ts';
import { type Snapshot, StorageError } from '../storage/index.ts';
import { readContents } from './contents.ts';
import { copyPapers, refuseWhenTooFull } from './copy-papers.ts';
import { finish, makeFolder, stopIfAsked, syncFolder, writeFrom, writeText } from './durable.ts';
import { COPY_FILES, isGenuine, type Manifest, sealArchiveKeys, sealManifest } from './manifest.ts';
import { lineOf } from './papers-list.ts';
import {
  copiesIn,
  copyNameOf,
  type FoundCopy,
  freeBytesOf,
  type Place,
  removeUnfinished,
  unfinishedNameOf,
} from './place.ts';
import type { CopiesPorts, CopyProgress } from './ports.ts';
import { CopyError } from './problems.ts';

/** How often an older reader may be in the way of a snapshot before it counts as a fault. */
const SNAPSHOT_TRIES = 50;
const SNAPSHOT_WAIT_MS = 100;
/** Left free for manifest, list and folders. */
const SPARE_BYTES = 4 * 1024 * 1024;

export type MadeCopy = Omit<FoundCopy, 'manifest'> & {
  readonly manifest: Manifest;
  readonly newPapers: number;
  readonly position: number;
};

/**
 * Makes one copy: everything under another name, each file on the disk, then the name. Rejects with what the system
 * says (see `toCopyError`), or with CopyStopped; then nothing that looks like a copy was added and no older one changed.
 */
export async function makeCopy(
  ports: CopiesPorts,
  options: {
    place: Place;
    madeBy: string;
    /** Read again what lies there: the last trial found it damaged. */
    recheck: boolean;
    signal: AbortSignal;
    onProgress: (progress: CopyProgress) => void;
  },
): Promise<MadeCopy> {
  const { db, clock, ids, databaseKey } = ports;
  const { place, signal, onProgress } = options;
  await makeFolder(place.papers);
  await removeUnfinished(place);
  const snapshot = await openSnapshot(db, signal);
  try {
    // In the same turn as the snapshot: nothing can have been written in between.
    const madeAt = officeTimestamp(clock.now());
    const keys = readFileSync(ports.keyringFile, 'utf8');
    const archiveKeys = archiveKeysIn(snapshot, databaseKey);
    const contents = await readContents(snapshot, signal);
    stopIfAsked(signal);
    refuseWhenTooFull(snapshot.bytes + SPARE_BYTES, await freeBytesOf(place.folder));
    const id = ids.id();
    const name = copyNameOf(madeAt, id);
    const unfinished = path.join(place.folder, unfinishedNameOf(name));
    try {
      await makeFolder(unfinished);
      let copied = 0;
      const database = await writeFrom(snapshot, path.join(unfinished, COPY_FILES.database), {
        signal,
        onBytes: (bytes) => {
          copied += bytes;
          onProgress({ phase: 'database', done: copied, total: snapshot.bytes });
        },
      });
      const salt = Buffer.alloc(16);
      await snapshot.read(salt, 0);
      snapshot.close();
      const keysWritten = await writeText(path.join(unfinished, COPY_FILES.keys), keys);
      const papers = await writePapers(ports, { ...options, unfinished });
      const manifest: Manifest = {
        format: 1,
        id,
        madeAt,
        madeBy: options.madeBy,
        program: ports.version,
        databaseVersion: snapshot.version,
        databaseSalt: salt.toString('hex'),
        office: ports.office(),
        station: ports.station,
        counts: { ...contents.counts, papers: papers.papers },
        latestAt: contents.latestAt,
        chains: [...contents.chains],
        files: { database, keys: keysWritten, papers: papers.list },
        archiveKeys: sealArchiveKeys(archiveKeys, databaseKey, ids.bytes(12)),
      };
      stopIfAsked(signal);
      await writeText(path.join(unfinished, COPY_FILES.manifest), sealManifest(manifest, databaseKey));
      await syncFolder(unfinished);
      const folder = path.join(place.folder, name);
      await finish(unfinished, folder);
      return { folder, papers: place.papers, manifest, newPapers: papers.added, position: contents.position };
    } catch (error) {
      await rm(unfinished, { recursive: true, force: true }).catch(() => undefined);
      throw error;
    }
  } finally {
    snapshot.close();
  }
}

const REKEYING =
  'Cơ sở dữ liệu đang được đổi khóa nên chưa sao lưu được. Hãy chờ đổi khóa xong rồi bấm Sao lưu ngay. Các bản sao cũ không bị thay đổi.';

async function openSnapshot(db: CopiesPorts['db'], signal: AbortSignal): Promise<Snapshot> {
  for (let tries = 1; ; tries += 1) {
    stopIfAsked(signal);
    try {
      return db.openSnapshot();
    } catch (error) {
      const busy = error instanceof StorageError && error.code === 'database-busy';
      if (!busy) throw error;
      // Nobody else has this database: what reads it for so long is the writing of it under another key.
      if (tries === SNAPSHOT_TRIES) throw new CopyError('copy-running', { cause: error, message: REKEYING });
    }
    await sleep(SNAPSHOT_WAIT_MS);
  }
}

async function writePapers(
  ports: CopiesPorts,
  options: {
    place: Place;
    unfinished: string;
    recheck: boolean;
    signal: AbortSignal;
    onProgress: (progress: CopyProgress) => void;
  },
) {
  const { place, signal, onProgress } = options;
  const newest = (await copiesIn(place.folder)).find(({ manifest }) =>
    isGenuine(manifest, ports.databaseKey),
  );
  const total = Math.max(newest?.manifest.counts.papers ?? 0, 1);
  const file = await open(path.join(options.unfinished, COPY_FILES.papers), 'wx', 0o600);
  const list = createList(file);
  try {
    const copied = await copyPapers({
      archive: ports.archiveDirectory,
      papers: place.papers,
      knownList: newest === undefined ? null : path.join(newest.folder, COPY_FILES.papers),
      recheck: options.recheck,
      watch: { signal },
      onPaper: (line) => list.add(lineOf(line)),
      onDone: (papers) => onProgress({ phase: 'papers', done: papers, total: Math.max(total, papers) }),
    });
    return { ...copied, list: await list.end() };
  } finally {
    await file.close();
  }
}

const LINES_AT_ONCE = 1_000;

/** A long text written in pieces. */
function createList(file: FileHandle) {
  const hash = createHash('sha256');
  let waiting: string[] = [];
  let bytes = 0;
  async function flush(): Promise<void> {
    const text = Buffer.from(waiting.join(''), 'utf8');
    waiting = [];
    hash.update(text);
    bytes += text.length;
    await file.appendFile(text);
  }
  return {
    async add(line: string): Promise<void> {
      waiting.push(line);
      if (waiting.length >= LINES_AT_ONCE) await flush();
    },
    async end() {
      await flush();
      await file.sync();
      return { bytes, sha256: hash.digest('hex') };
    },
  };
}
