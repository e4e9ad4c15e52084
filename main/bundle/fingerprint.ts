import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** What a bundle is made of and where it ends up; all paths are relative to the repository. */
export type BundlePlan = {
  name: string;
  /** Files and folders whose change makes the bundle stale. */
  sources: readonly string[];
  /** Must exist afterwards; a bundle without it is stale whatever its sources say. */
  output: string;
};

/** Whether the bundle must be made (again), with the fingerprint to keep when it was. */
export async function checkBundle(
  root: string,
  plan: BundlePlan,
): Promise<{ stale: boolean; fingerprint: string }> {
  const fingerprint = await fingerprintOf(root, plan.sources);
  const kept = await readFile(stampFile(root, plan), 'utf8').catch(() => '');
  const made = await stat(path.join(root, plan.output)).catch(() => null);
  return { stale: made === null || kept !== fingerprint, fingerprint };
}

/** Remembers what the bundle was made of. */
export async function keepFingerprint(root: string, plan: BundlePlan, fingerprint: string): Promise<void> {
  const file = stampFile(root, plan);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, fingerprint);
}

function stampFile(root: string, plan: BundlePlan): string {
  return path.join(root, 'dist', `${plan.name}.stamp`);
}

/** Names, sizes and times of the sources; tests are left out, because they do not end up in a bundle. */
async function fingerprintOf(root: string, sources: readonly string[]): Promise<string> {
  const files: string[] = [];
  for (const source of sources) files.push(...(await listFiles(path.join(root, source))));
  const hash = createHash('sha256');
  for (const file of files.filter((name) => !/\.test\.tsx?$/.test(name)).sort()) {
    const { size, mtimeMs } = await stat(file);
    hash.update(`${path.relative(root, file)}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

async function listFiles(source: string): Promise<string[]> {
  const found = await stat(source).catch(() => null);
  if (found === null) return [];
  if (found.isFile()) return [source];
  const entries = await readdir(source, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}
