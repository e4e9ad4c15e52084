/** What an answer about revocation says, at the time that was asked about. */
export type RevocationStatus =
  | { state: 'good' }
  /** Milliseconds since 1970, and the reason by RFC 5280 §5.3.1 (0 where none is told). */
  | { state: 'revoked'; revokedAt: number; reason: number }
  /** The answer proves nothing; `why` is for the log. */
  | { state: 'unknown'; why: string };

/** Clocks of issuers and of desks differ. Milliseconds. */
const CLOCK_DIFFERENCE = 5 * 60_000;
/** An answer without an end is good for a day. */
const DAY = 86_400_000;

/**
 * Why an answer proves nothing at a time, or undefined. One that ended before the time asked about can't know of it; one
 * from the future is none. Milliseconds since 1970.
 */
export function staleness(
  answer: { thisUpdate: number; nextUpdate: number | null },
  at: number,
  now: number,
): string | undefined {
  if (answer.thisUpdate > now + CLOCK_DIFFERENCE) return 'from the future';
  const end = answer.nextUpdate ?? answer.thisUpdate + DAY;
  return end + CLOCK_DIFFERENCE < at ? 'too old for the time asked about' : undefined;
}

/** Revoked after the time asked about was not revoked then. */
export function statusAt(revokedAt: number, reason: number, at: number): RevocationStatus {
  return revokedAt <= at ? { state: 'revoked', revokedAt, reason } : { state: 'good' };
}

/**
 * A good word counts only from while the certificate was valid: issuers drop the revoked from their lists once they have
 * expired (RFC 5280 §3.3; archive cutoff, RFC 6960 §4.4.4). Milliseconds since 1970.
 */
export function unlessExpired(
  status: RevocationStatus,
  thisUpdate: number,
  validTo: number,
): RevocationStatus {
  if (status.state !== 'good' || thisUpdate <= validTo) return status;
  return { state: 'unknown', why: 'from after the certificate expired' };
}
