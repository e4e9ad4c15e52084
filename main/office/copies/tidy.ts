import { rm } from 'node:fs/promises';
import path from 'node:path';
import { paperFile } from './copy-papers.ts';
import { stopIfAsked } from './durable.ts';
import { COPY_FILES, isGenuine } from './manifest.ts';
import { papersOf } from './papers-list.ts';
import { copiesIn, type FoundCopy, inOrderMade, type Place, removeCopy } from './place.ts';
import { copiesToRemove, type KeepRule } from './retention.ts';

/**
 * Removes the copies of this office that the rule no longer keeps, then the papers that only they had. A copy that is
 * not ours is left alone; while one is there whose list cannot be read, papers stay. Gives the ids removed.
 */
export async function tidyPlace(options: {
  place: Place;
  keep: KeepRule;
  /** The copy just made: it stays, whatever a wrong clock has written on it. */
  spare: string;
  databaseKey: Uint8Array;
  isProven: (id: string) => boolean;
  /** Where this office's journal records it, whichever key it had then; undefined where it did not make it. */
  positionOf: (id: string) => number | undefined;
  signal: AbortSignal;
}): Promise<string[]> {
  const { place, keep, spare, databaseKey, isProven, positionOf, signal } = options;
  const all = inOrderMade(await copiesIn(place.folder), positionOf);
  const ours = all.filter(
    ({ manifest }) => positionOf(manifest.id) !== undefined || isGenuine(manifest, databaseKey),
  );
  const going = new Set(
    copiesToRemove(
      ours.map((copy) => ({
        copy,
        id: copy.manifest.id,
        madeAt: copy.manifest.madeAt,
        proven: isProven(copy.manifest.id),
      })),
      keep,
    )
      .filter(({ id }) => id !== spare)
      .map(({ copy }) => copy),
  );
  if (going.size === 0) return [];
  const staying = all.filter((copy) => !going.has(copy));
  const orphans = await papersOnlyIn([...going], staying, signal);
  for (const copy of going) {
    stopIfAsked(signal);
    await removeCopy(copy);
  }
  for (const sha256 of orphans) await rm(paperFile(place.papers, sha256), { force: true });
  return [...going].map((copy) => copy.manifest.id);
}

/** Papers of the copies that go and of no copy that stays; empty when that cannot be told. */
async function papersOnlyIn(
  going: readonly FoundCopy[],
  staying: readonly FoundCopy[],
  signal: AbortSignal,
): Promise<Set<string>> {
  const [newest, ...older] = staying;
  if (newest === undefined) return new Set();
  // The newest has nearly all of them: only what it lacks is remembered, which is what was erased since.
  const kept = await hashesOf(newest, signal);
  if (kept === undefined) return new Set();
  const orphans = new Set<string>();
  for (const copy of going) {
    for (const hash of (await hashesOf(copy, signal)) ?? []) if (!kept.has(hash)) orphans.add(hash);
  }
  if (orphans.size === 0) return orphans;
  for (const copy of older) {
    const hashes = await hashesOf(copy, signal);
    if (hashes === undefined) return new Set();
    for (const hash of hashes) orphans.delete(hash);
  }
  return orphans;
}

async function hashesOf(copy: FoundCopy, signal: AbortSignal): Promise<Set<string> | undefined> {
  const hashes = new Set<string>();
  try {
    for await (const line of papersOf(path.join(copy.folder, COPY_FILES.papers))) hashes.add(line.sha256);
  } catch {
    return undefined;
  }
  stopIfAsked(signal);
  return hashes.size === copy.manifest.counts.papers ? hashes : undefined;
}
