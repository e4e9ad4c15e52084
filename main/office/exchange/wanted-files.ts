import { setImmediate as nextTurn } from 'node:timers/promises';
import { knownFiles } from './files-table.ts';
import type { ExchangePorts } from './ports.ts';

/** A file is read and decrypted to know its size: with each answer by wire only so many; the rest with the next one. */
const MOST_BY_WIRE = 20;

/** Sizes of files that the province wants, bytes; null: not here any more. `more`: others were not looked at yet. */
export type WantedSizes = { sizes: ReadonlyMap<string, number | null>; more: boolean };

/**
 * Looks at the files of an answer that are not known yet, and in turn at some that were not here when they were last
 * looked for; others have their turn between two of them. A file that was sent and is wanted again is not read for it.
 * `n`: of the parcel that was answered.
 */
export async function sizesOf(
  { db, files }: Pick<ExchangePorts, 'db' | 'files'>,
  hashes: readonly string[],
  { way, n }: { way: 'wire' | 'stick'; n: number },
): Promise<WantedSizes> {
  const known = knownFiles(db, hashes);
  const sizes = new Map<string, number | null>();
  const [fresh, missing]: [string[], string[]] = [[], []];
  for (const sha256 of hashes) {
    const file = known.get(sha256);
    if (file === undefined) fresh.push(sha256);
    else if (file.state === 'missing') missing.push(sha256);
    else if (file.state === 'sent') sizes.set(sha256, file.bytes);
  }
  const most = way === 'wire' ? MOST_BY_WIRE : hashes.length;
  const from = missing.length === 0 ? 0 : (n * most) % missing.length;
  const inTurn = [...fresh, ...missing.slice(from), ...missing.slice(0, from)];
  for (const sha256 of inTurn.slice(0, most)) {
    sizes.set(sha256, files.read(sha256)?.length ?? null);
    await nextTurn();
  }
  return { sizes, more: fresh.length > most };
}
