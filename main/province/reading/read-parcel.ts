import { type KnownKey, type Refused, readContainer } from '#main/parcels/index.ts';
import { ok, type Result } from '#shared/base/index.ts';
import type { OfficeParcel, VersionRange } from '#shared/exchange/index.ts';
import { type CheckedRun, checkRuns } from '../receive/index.ts';
import { sha256 } from '../sha256.ts';

/** By whose key a container is read, at what time (milliseconds since 1970), and which versions are. */
export type ReadingOf = { key: KnownKey; now: number; serves: VersionRange };

/** A parcel whose signature held, and what its runs say, checked. */
export type ReadParcel = { parcel: Omit<OfficeParcel, 'runs'>; runs: CheckedRun[] };

/**
 * Reads an office's container and checks what it brings: all that needs no table (P1, P2, P8). Refused as `readContainer`
 * refuses; a run that is not true is told in its own `fault`.
 */
export async function readParcel(
  bytes: Uint8Array,
  { key, now, serves }: ReadingOf,
): Promise<Result<ReadParcel, Refused>> {
  const read = await readContainer(bytes, {
    now,
    serves,
    types: ['office-parcel'],
    findKey: (kid) => (kid === key.kid ? key : undefined),
  });
  if (!read.ok) return read;
  const { runs, ...parcel } = read.value.payload;
  return ok({ parcel, runs: checkRuns(read.value.payload, sha256) });
}
