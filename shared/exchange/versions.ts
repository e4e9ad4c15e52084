import type { VersionRange } from './parts.ts';

/** The shape of a parcel's payload that this release writes. */
export const PARCEL_VERSION = 1;

/** The shapes that this release reads and writes, oldest and newest. Outside of it the other side is told plainly (P13). */
export const SERVED_VERSIONS: VersionRange = { oldest: 1, newest: 1 };

/**
 * The shape to write for somebody who reads `theirs`: the newest that both know. Where they have none in common, or theirs
 * is not known (null), our newest: it is refused, and the refusal says what is served.
 */
export function versionFor(own: VersionRange, theirs: VersionRange | null): number {
  const common = Math.min(own.newest, theirs?.newest ?? own.newest);
  return common >= Math.max(own.oldest, theirs?.oldest ?? 0) ? common : own.newest;
}
