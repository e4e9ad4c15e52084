import { useEffect, useState } from 'react';

/** How long a new call stands out, where it is not spoken for longer. */
const STANDS_OUT_MS = 12_000;

/**
 * Whether the call with this number stands out: for some seconds from when it first came. The one that was there when the
 * board was opened does not.
 */
export function useStandingOut(call: number | null, opened: boolean): boolean {
  const [seen, setSeen] = useState<number | null>(null);
  const [until, setUntil] = useState<number | null>(null);
  if (opened && call !== null && call !== seen) {
    setSeen(call);
    if (seen !== null) setUntil(call);
  }
  if (opened && seen === null && call === null) setSeen(0);
  useEffect(() => {
    if (until === null) return undefined;
    const timer = setTimeout(() => setUntil(null), STANDS_OUT_MS);
    return () => clearTimeout(timer);
  }, [until]);
  return until !== null && until === call;
}
