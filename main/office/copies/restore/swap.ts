import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
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

/** The restored database's first entry, told by whoever put it there. */
export type RestoredBody = BodyOf<typeof copyRestored>;
const Plan = z.object({ before: z.string().regex(/^[\w.-]+$/), body: copyRestored.body });

export function stagedFolder(dataDirectory: string): string {
  return path.join(dataDirectory, STAGED);
}

/**
 * Puts what was checked in the place of the data. The plan is on the disk before the first file moves: cut off at any
 * moment, the next start ends it (`finishSwap`), so that never half of an old and half of a restored office lie there.
 * What was there is kept in a folder of its own; gives its path, null where nothing was.
 */
export function swapIn(dataDirectory: string, body: RestoredBody, at: string): string | null {
  mkdirSync(path.join(stagedFolder(dataDirectory), ARCHIVE), { recursive: true });
  const before = `truoc-khoi-phuc-${at.slice(0, 19).replace('T', '-').replaceAll(':', '-')}`;
  writeDurably(path.join(dataDirectory, PLAN), JSON.stringify({ before, body }));
  try {
    finishSwap(dataDirectory);
  } catch (error) {
    putBack(dataDirectory, path.join(dataDirectory, before));
    throw error;
  }
  const folder = path.join(dataDirectory, before);
  return existsSync(folder) ? folder : null;
}

/**
 * A file that could not be moved (held by another program): as long as the restored database waits, the old files get
 * their names back and the plan goes, or the next start would carry it out over the work done since.
 */
function putBack(dataDirectory: string, before: string): void {
  if (!existsSync(path.join(stagedFolder(dataDirectory), DATABASE))) return;
  for (const name of existsSync(before) ? readdirSync(before) : []) {
    const place = path.join(dataDirectory, name);
    if (!existsSync(place)) renameSync(path.join(before, name), place);
  }
  rmSync(path.join(dataDirectory, PLAN), { force: true });
  syncDirectory(dataDirectory);
}

/**
 * Ends a swap that was cut off, and removes what a check left behind. Called before anything of the data directory is
 * read; nothing happens when there is nothing to do.
 */
export function finishSwap(dataDirectory: string): void {
  const staged = stagedFolder(dataDirectory);
  const planFile = path.join(dataDirectory, PLAN);
  if (!existsSync(planFile)) {
    rmSync(staged, { recursive: true, force: true });
    return;
  }
  const plan = Plan.parse(JSON.parse(readFileSync(planFile, 'utf8')));
  const before = path.join(dataDirectory, plan.before);
  /** While the new one still waits, what bears the name is the old one. */
  const replace = (name: string, others: readonly string[]): void => {
    const waiting = path.join(staged, name);
    if (!existsSync(waiting)) return;
    for (const old of [...others, name]) {
      const file = path.join(dataDirectory, old);
      if (!existsSync(file)) continue;
      mkdirSync(before, { recursive: true, mode: 0o700 });
      renameSync(file, path.join(before, old));
    }
    syncDirectory(dataDirectory);
    renameSync(waiting, path.join(dataDirectory, name));
    syncDirectory(dataDirectory);
  };
  const beside = readdirSync(dataDirectory).filter((name) => name.startsWith(DATABASE) && name !== DATABASE);
  replace(DATABASE, beside);
  replace(ARCHIVE, []);
  replace(KEYS, [KEYS_COPY]);
  writeDurably(path.join(dataDirectory, RESTORED), JSON.stringify(plan.body));
  rmSync(planFile);
  rmSync(staged, { recursive: true, force: true });
  syncDirectory(dataDirectory);
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
