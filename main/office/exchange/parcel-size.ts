/** Bytes before compression of a parcel by wire, at the least, at first and at the most. */
const LEAST = 24 * 1024;
const FIRST = 256 * 1024;
const MOST = 1536 * 1024;
/** How large the next parcel by wire may be, learned from how the ones before it fared. */
export type ParcelSize = {
  /** Bytes before compression. */
  limit(): number;
  /** Whether one is large enough to say something about the next ones. */
  tells(rawBytes: number): boolean;
  /** One was on the line so many milliseconds; one should be so many. */
  answered(rawBytes: number, milliseconds: number, aim: number): void;
  /** The line broke under one. */
  broken(): void;
};

export function createParcelSize(): ParcelSize {
  let limit = FIRST;
  const keep = (bytes: number) => {
    limit = Math.round(Math.min(MOST, Math.max(LEAST, bytes)));
  };
  const tells = (rawBytes: number) => rawBytes >= limit / 2;
  return {
    limit: () => limit,
    tells,
    answered(rawBytes, milliseconds, aim) {
      if (!tells(rawBytes)) return;
      const fitting = (rawBytes * aim) / Math.max(1, milliseconds);
      keep(Math.min(limit * 2, Math.max(limit / 2, fitting)));
    },
    broken: () => keep(limit * 0.7),
  };
}
