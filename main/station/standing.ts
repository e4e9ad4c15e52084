import type { OfficeKey } from './pinned-tls.ts';

/** How this PC stands with its office, for its pages and its terminal. */
export type Standing =
  /** Nobody answers at the address. */
  | { kind: 'away' }
  /** First contact: a person has to compare. */
  | { kind: 'compare'; key: OfficeKey }
  /** Another key than the one that was compared. */
  | { kind: 'wrong-key'; key: OfficeKey }
  /** No token: the page of pairing comes from the office. */
  | { kind: 'unpaired' }
  /** It may come in; `serving`: its devices are offered to the office now. */
  | { kind: 'paired'; serving: boolean };
