/** Bytes before compression of a parcel by wire, at the least, at first and at the most. */
const LEAST = 24 * 1024;
const FIRST = 256 * 1024;
const MOST = 768 * 1024;
/** A parcel should be on the way so long: much longer than a round trip, and no great loss where the line breaks. */
const AIM_MS = 11_000;

/** How large the next parcel by wire may be, learned from how the ones before it fared. */
export type ParcelSize = {
  /** Bytes before compression. */
  limit(): number;
  /** One was answered after so many milliseconds. */
  answered(rawBytes: number, milliseconds: number): void;
  /** The line broke under one. */
  broken(): void;
};

export function createParcelSize(): ParcelSize {
  let limit = FIRST;
  const keep = (bytes: number) => {
    limit = Math.round(Math.min(MOST, Math.max(LEAST, bytes)));
  };
  return {
    limit: () => limit,
    answered(rawBytes, milliseconds) {
      // A small one says nothing about a large one.
      if (rawBytes < limit / 2) return;
      const fitting = (rawBytes * AIM_MS) / Math.max(1, milliseconds);
      keep(Math.min(limit * 2, Math.max(limit / 2, fitting)));
    },
    broken: () => keep(limit * 0.7),
  };
}
