import { readdirSync, statfsSync, statSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
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
 * The finished copies in an office's folder, newest first. What is half (another name) or unreadable is not one.
 */
export function copiesIn(folder: string): FoundCopy[] {
  return foldersIn(folder)
    .filter((name) => !name.endsWith(UNFINISHED))
    .flatMap((name) => {
      const copy = path.join(folder, name);
      const manifest = findManifest(copy);
      return manifest === undefined ? [] : [{ folder: copy, papers: path.join(folder, PAPERS), manifest }];
    })
    .sort((left, right) => (left.manifest.madeAt < right.manifest.madeAt ? 1 : -1));
}

/**
 * Copies wherever people point: at the chosen folder, at ours in it, at an office's, or at one copy. Newest first;
 * undefined when the folder itself is not there.
 */
export function findCopies(chosen: string): FoundCopy[] | undefined {
  const folder = path.resolve(chosen);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return undefined;
  const itself = findManifest(folder);
  if (itself !== undefined) {
    return [{ folder, papers: path.join(path.dirname(folder), PAPERS), manifest: itself }];
  }
  const below = (top: string) => foldersIn(top).flatMap((name) => copiesIn(path.join(top, name)));
  const found = [...copiesIn(folder), ...below(folder), ...below(path.join(folder, OUR_FOLDER))];
  return found.sort((left, right) => (left.manifest.madeAt < right.manifest.madeAt ? 1 : -1));
}

/** Size of all files of a copy but the papers. */
export function bytesOf({ manifest }: FoundCopy): number {
  const { database, keys, papers } = manifest.files;
  return database.bytes + keys.bytes + papers.bytes;
}

/** Bytes free for this account; null where the system does not say. */
export function freeBytesOf(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder);
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

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== PAPERS)
      .map((entry) => entry.name);
  } catch {
    return [];
  }
}
