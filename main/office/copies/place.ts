import { readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { findManifest, type SealedManifest } from './manifest.ts';

/** In the folder that people choose lies ours, in it one folder per office. */
const OUR_FOLDER = 'tram-mot-cua-sao-luu';
const PAPERS = 'papers';
const UNFINISHED = '.part';

/** Where copies of one office lie in a chosen folder. */
export type Place = {
  /** The folder that people chose. */
  readonly chosen: string;
  /** The office's own folder in it: copies and papers. */
  readonly folder: string;
  /** Archived papers of all copies there, each once. */
  readonly papers: string;
};

/** A finished copy. */
export type FoundCopy = {
  readonly folder: string;
  readonly papers: string;
  readonly manifest: SealedManifest;
};

export function placeOf(chosen: string, officeId: string): Place {
  const folder = path.join(path.resolve(chosen), OUR_FOLDER, officeId.replace(/[^\w.-]/g, '_').slice(0, 60));
  return { chosen: path.resolve(chosen), folder, papers: path.join(folder, PAPERS) };
}

/** `2026-11-21_17-05-00_1a2b3c4d`: sorts by time, readable, different each time. */
export function copyNameOf(madeAt: string, id: string): string {
  const moment = madeAt.slice(0, 19).replace('T', '_').replaceAll(':', '-');
  return `${moment}_${id.replaceAll('-', '').slice(-8)}`;
}

export function unfinishedNameOf(name: string): string {
  return `${name}${UNFINISHED}`;
}

/**
 * The finished copies in an office's folder, newest first by what they say of themselves. What is half (another name) or unreadable is not one. Never
 * waits on the thread: the folder may lie on a share that does not answer.
 */
export async function copiesIn(folder: string): Promise<FoundCopy[]> {
  const names = (await foldersIn(folder)).filter((name) => !name.endsWith(UNFINISHED));
  const papers = path.join(folder, PAPERS);
  const found = await Promise.all(
    names.map(async (name): Promise<FoundCopy[]> => {
      const copy = path.join(folder, name);
      const manifest = await findManifest(copy);
      return manifest === undefined ? [] : [{ folder: copy, papers, manifest }];
    }),
  );
  return newestFirst(found.flat());
}

/**
 * Copies wherever people point: at the chosen folder, at ours in it, at an office's, or at one copy. Newest first;
 * undefined when the folder itself is not there.
 */
export async function findCopies(chosen: string): Promise<FoundCopy[] | undefined> {
  const folder = path.resolve(chosen);
  if (!(await isFolder(folder))) return undefined;
  const itself = await findManifest(folder);
  if (itself !== undefined) {
    return [{ folder, papers: path.join(path.dirname(folder), PAPERS), manifest: itself }];
  }
  const below = async (top: string) => {
    const names = await foldersIn(top);
    return (await Promise.all(names.map((name) => copiesIn(path.join(top, name))))).flat();
  };
  return newestFirst([
    ...(await copiesIn(folder)),
    ...(await below(folder)),
    ...(await below(path.join(folder, OUR_FOLDER))),
  ]);
}

function newestFirst(copies: FoundCopy[]): FoundCopy[] {
  return copies.sort((left, right) => (momentOf(left) < momentOf(right) ? 1 : -1));
}

/** Ids rise with time as well: they decide between copies of one moment. */
const momentOf = ({ manifest }: FoundCopy) => `${manifest.madeAt} ${manifest.id}`;

/**
 * Newest first by the order in which the journal recorded them, which no clock can set wrong: `positionOf` gives the
 * place of a copy in it. Those it does not know (made elsewhere, or after what was restored) stand among them by time.
 */
export function inOrderMade(
  copies: readonly FoundCopy[],
  positionOf: (id: string) => number | undefined,
): FoundCopy[] {
  const recorded: { copy: FoundCopy; position: number }[] = [];
  const others: FoundCopy[] = [];
  for (const copy of copies) {
    const position = positionOf(copy.manifest.id);
    if (position === undefined) others.push(copy);
    else recorded.push({ copy, position });
  }
  const ours = recorded.sort((left, right) => right.position - left.position).map(({ copy }) => copy);
  const merged: FoundCopy[] = [];
  for (const other of newestFirst(others)) {
    for (let [next] = ours; next !== undefined && momentOf(next) > momentOf(other); [next] = ours) {
      merged.push(next);
      ours.shift();
    }
    merged.push(other);
  }
  return [...merged, ...ours];
}

export async function isFolder(folder: string): Promise<boolean> {
  return stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** Size of all files of a copy but the papers. */
export function bytesOf({ manifest }: FoundCopy): number {
  const { database, keys, papers } = manifest.files;
  return database.bytes + keys.bytes + papers.bytes;
}

/** Bytes free for this account; null where the system does not say. */
export async function freeBytesOf(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}

/** Removes what a copy that was cut off left behind. Nothing else has such a name. */
export async function removeUnfinished(place: Place): Promise<void> {
  for (const name of await readdir(place.folder)) {
    if (/^\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d_[0-9a-f]{8}\.part$/.test(name)) {
      await rm(path.join(place.folder, name), { recursive: true, force: true });
    }
  }
}

/** Takes a copy away so that at no moment a half of it looks like a copy. */
export async function removeCopy(copy: FoundCopy): Promise<void> {
  const unfinished = unfinishedNameOf(copy.folder);
  await rename(copy.folder, unfinished);
  await rm(unfinished, { recursive: true, force: true });
}

async function foldersIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder, { withFileTypes: true }))
      .filter((entry) => entry.isDirectory() && entry.name !== PAPERS)
      .map((entry) => entry.name);
  } catch {
    return [];
  }
}
