import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { type BodyOf, copyRestored } from '#shared/journal/index.ts';

/** Where a copy is put together and checked, in the data directory: the same disk, so that renaming is enough. */
const STAGED = 'restoring';
const PLAN = 'restore-plan.json';
const RESTORED = 'restored.json';
const DATABASE = 'office.db';
const KEYS = 'keys.json';
const KEYS_COPY = 'keys.copy.json';
const ARCHIVE = 'archive';

/** Followed by the moment of the restore. */
const BEFORE = 'truoc-khoi-phuc-';

/** The restored database's first entry, told by whoever put it there. */
export type RestoredBody = BodyOf<typeof copyRestored>;
const Plan = z.object({ before: z.string().regex(/^[\w.-]+$/), body: copyRestored.body });

export function stagedFolder(dataDirectory: string): string {
  return path.join(dataDirectory, STAGED);
}

/** Told after each change on the disk; tests cut the power between them. */
type OnStep = () => void;
/** Told what went wrong when everything already lay in its place: worth a line in the log, no reason to stop. */
type OnTrouble = (error: unknown) => void;

/**
 * Puts what was checked in the place of the data. The plan is on the disk before the first file moves: cut off at any
 * moment, the next start ends it (`finishSwap`), so that never half of an old and half of a restored office are opened.
 * A file that cannot be moved (held by another program) turns it back: then the old data lies there whole, or, where
 * that fails as well, the plan does and `isSwapPending` tells. What was there is kept in a folder of its own; gives its
 * path, null where nothing was. Throws what the system says.
 */
export function swapIn(
  dataDirectory: string,
  body: RestoredBody,
  at: string,
  onStep: OnStep = () => undefined,
  onTrouble: OnTrouble = () => undefined,
): string | null {
  makeStagedDurable(stagedFolder(dataDirectory));
  onStep();
  const before = `${BEFORE}${at.slice(0, 19).replace('T', '-').replaceAll(':', '-')}`;
  try {
    writeDurably(path.join(dataDirectory, PLAN), JSON.stringify({ before, body }));
    onStep();
    finishSwap(dataDirectory, onStep, onTrouble);
  } catch (error) {
    putBack(dataDirectory, path.join(dataDirectory, before), body);
    throw error;
  }
  const folder = path.join(dataDirectory, before);
  return existsSync(folder) ? folder : null;
}

/** The folders that hold the data as it was before a restore: only a person may remove them. */
export function foldersBeforeRestore(dataDirectory: string): string[] {
  return readdirSync(dataDirectory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name.startsWith(BEFORE))
    .map(({ name }) => path.join(dataDirectory, name))
    .sort();
}

/** Whether a swap was begun and neither ended nor turned back: nothing of the data may be opened. */
export function isSwapPending(dataDirectory: string): boolean {
  return existsSync(path.join(dataDirectory, PLAN));
}

/**
 * The old set gets its names back, the new one waits where it was, then the plan goes. What is held stays: then the plan
 * stays as well, and carrying it out is still possible.
 */
function putBack(dataDirectory: string, before: string, body: RestoredBody): void {
  const staged = stagedFolder(dataDirectory);
  // Left of a swap that was carried out to its end: there is nothing to turn back.
  if (!isSwapPending(dataDirectory)) return;
  try {
    for (const name of [KEYS, ARCHIVE, DATABASE]) {
      const place = path.join(dataDirectory, name);
      const waiting = path.join(staged, name);
      if (!existsSync(waiting) && existsSync(place)) renameSync(place, waiting);
    }
    for (const name of existsSync(before) ? readdirSync(before) : []) {
      const place = path.join(dataDirectory, name);
      if (!existsSync(place)) renameSync(path.join(before, name), place);
    }
    // One that stands there of another restore still waits to be recorded.
    if (findRestored(dataDirectory)?.id === body.id) forgetRestored(dataDirectory);
    syncDirectory(dataDirectory);
    rmSync(path.join(dataDirectory, PLAN), { force: true });
    syncDirectory(dataDirectory);
  } catch {
    // The plan is still there: nothing is opened, and the next start carries it out.
    return;
  }
  removeIfEmpty(before);
}

/**
 * Ends a swap that was cut off, and removes what a check left behind. Called before anything of the data directory is
 * read; nothing happens when there is nothing to do. Throws what the system says; then the swap is still pending.
 */
export function finishSwap(
  dataDirectory: string,
  onStep: OnStep = () => undefined,
  onTrouble: OnTrouble = () => undefined,
): void {
  const staged = stagedFolder(dataDirectory);
  const planFile = path.join(dataDirectory, PLAN);
  if (!existsSync(planFile)) {
    removeLeft(staged);
    return;
  }
  const plan = Plan.parse(JSON.parse(readFileSync(planFile, 'utf8')));
  const before = path.join(dataDirectory, plan.before);
  const move = (from: string, to: string): void => {
    renameSync(from, to);
    onStep();
  };
  /** While the new one still waits, what bears the name is the old one. */
  const replace = (name: string, others: readonly string[]): void => {
    const waiting = path.join(staged, name);
    if (!existsSync(waiting)) return;
    for (const old of [...others, name]) {
      const file = path.join(dataDirectory, old);
      if (!existsSync(file)) continue;
      mkdirSync(before, { recursive: true, mode: 0o700 });
      move(file, path.join(before, old));
    }
    syncDirectory(dataDirectory);
    move(waiting, path.join(dataDirectory, name));
    syncDirectory(dataDirectory);
  };
  const beside = readdirSync(dataDirectory).filter((name) => name.startsWith(DATABASE) && name !== DATABASE);
  replace(DATABASE, beside);
  replace(ARCHIVE, []);
  replace(KEYS, [KEYS_COPY]);
  writeDurably(path.join(dataDirectory, RESTORED), JSON.stringify(plan.body));
  onStep();
  rmSync(planFile);
  try {
    syncDirectory(dataDirectory);
  } catch (error) {
    // The restored office lies there whole. A plan that comes back after a power cut finds nothing left to move.
    onTrouble(error);
  }
  removeLeft(staged);
}

/** What was brought is on the disk before anything makes room for it. Throws where it is not whole. */
function makeStagedDurable(staged: string): void {
  const archive = path.join(staged, ARCHIVE);
  mkdirSync(archive, { recursive: true });
  for (const name of [DATABASE, KEYS]) syncFile(path.join(staged, name));
  for (const entry of readdirSync(archive, { withFileTypes: true })) {
    if (entry.isDirectory()) syncDirectory(path.join(archive, entry.name));
  }
  syncDirectory(archive);
  syncDirectory(staged);
}

/** What another program holds is removed by a later start: it is only in the way of room on the disk. */
function removeLeft(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    return;
  }
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    return;
  }
}

/** What the opening of a restored database is to record; undefined where nothing was restored since. */
export function findRestored(dataDirectory: string): RestoredBody | undefined {
  const file = path.join(dataDirectory, RESTORED);
  if (!existsSync(file)) return undefined;
  const parsed = copyRestored.body.safeParse(readJson(file));
  return parsed.success ? parsed.data : undefined;
}

export function forgetRestored(dataDirectory: string): void {
  rmSync(path.join(dataDirectory, RESTORED), { force: true });
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function writeDurably(file: string, text: string): void {
  const temporary = `${file}.new`;
  const handle = openSync(temporary, 'w', 0o600);
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(temporary, file);
  syncDirectory(path.dirname(file));
}

function syncFile(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Windows can't open folders; NTFS journals the rename itself. */
function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(directory, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
