import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** What a release freezes: files that later releases read but never change. */
export const Frozen = z.strictObject({
  /** By release, oldest first: SHA-256 of each file first shipped with it, by path from the top. */
  releases: z.array(
    z.strictObject({
      version: z.string().regex(/^\d+\.\d+\.\d+$/),
      files: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)),
    }),
  ),
});
export type Frozen = z.infer<typeof Frozen>;

export const FROZEN_LIST = 'test/upgrade/frozen.json';
const MIGRATIONS = 'main/office/storage/migrations';
const SAMPLES = 'test/upgrade/samples';

/** The files of a tree that a release freezes: migrations and samples of entries. */
export function freezableFiles(root: string): string[] {
  const migrations = list(root, MIGRATIONS).filter((name) => /^\d{4}-[a-z0-9-]+\.ts$/.test(name));
  const samples = list(root, SAMPLES).filter((name) => name.endsWith('.json'));
  return [
    ...migrations.map((name) => `${MIGRATIONS}/${name}`),
    ...samples.map((name) => `${SAMPLES}/${name}`),
  ];
}

/** Says what is wrong with frozen files in a tree: changed or gone. */
export function findBrokenFreezes(root: string, frozen: Frozen): string[] {
  return frozen.releases.flatMap(({ version, files }) =>
    Object.entries(files).flatMap(([file, hash]) => {
      if (!existsSync(path.join(root, file))) return [`${file} was shipped with ${version} and is gone`];
      return hashOf(root, file) === hash ? [] : [`${file} was shipped with ${version} and was changed`];
    }),
  );
}

/** The list with everything new entered under `version`. Throws when something frozen before is broken. */
export function freeze(root: string, frozen: Frozen, version: string): Frozen {
  const broken = findBrokenFreezes(root, frozen);
  if (broken.length > 0) throw new Error(broken.join('\n'));
  if (frozen.releases.some((release) => release.version === version)) {
    throw new Error(`${version} is released already`);
  }
  const known = new Set(frozen.releases.flatMap((release) => Object.keys(release.files)));
  const fresh = freezableFiles(root).filter((file) => !known.has(file));
  const files = Object.fromEntries(fresh.map((file) => [file, hashOf(root, file)]));
  return Frozen.parse({ releases: [...frozen.releases, { version, files }] });
}

export function readFrozen(root: string): Frozen {
  return Frozen.parse(JSON.parse(readFileSync(path.join(root, FROZEN_LIST), 'utf8')));
}

/** Line ends do not count: a Windows checkout may have others. */
function hashOf(root: string, file: string): string {
  const text = readFileSync(path.join(root, file), 'utf8').replaceAll('\r\n', '\n');
  return createHash('sha256').update(text).digest('hex');
}

function list(root: string, folder: string): string[] {
  const directory = path.join(root, folder);
  return existsSync(directory) ? readdirSync(directory).sort() : [];
}
