import type { VersionRange } from '#shared/exchange/index.ts';

/**
 * Programs of three releases, by the payload versions that they read and write (P13): one that is followed by one that
 * still knows its version, which is followed by one that does not any more.
 */
export const RELEASES: readonly VersionRange[] = [
  { oldest: 1, newest: 1 },
  { oldest: 1, newest: 2 },
  { oldest: 2, newest: 3 },
];

/** The range of a release. Throws for one that is not there. */
export function rangeOf(release: number): VersionRange {
  const range = RELEASES[release];
  if (range === undefined) throw new RangeError(`no release ${release}`);
  return range;
}

/** Whether programs of two releases have a version in common. */
export function understand(one: number, other: number): boolean {
  const [left, right] = [rangeOf(one), rangeOf(other)];
  return left.oldest <= right.newest && right.oldest <= left.newest;
}
