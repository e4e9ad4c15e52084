import { useEffect, useRef, useState } from 'react';
import { useSession } from '#renderer/office/index.ts';
import { epochOfOfficeTimestamp } from '#shared/base/index.ts';
import { secondsBetween } from './desk-state.ts';

/**
 * Whole seconds since an office timestamp, told anew each second. By the office's clock, not this window's: they may be
 * two PCs. What the office told of its clock came a little later than it was true, so what this window saw begin counts
 * from when it saw it.
 */
export function useSecondsSince(since: string): number {
  const told = useSession().office?.now ?? null;
  const clock = useRef<{ told: string; epoch: number; at: number } | null>(null);
  if (told !== null && clock.current?.told !== told)
    clock.current = { told, epoch: epochOfOfficeTimestamp(told), at: performance.now() };
  const seen = useRef({ since: '', at: 0 });
  if (seen.current.since !== since) seen.current = { since, at: performance.now() };
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  const now = performance.now();
  const known = clock.current;
  const reckoned = known === null ? 0 : secondsBetween(since, known.epoch + (now - known.at));
  return Math.max(reckoned, Math.floor((now - seen.current.at) / 1000));
}
