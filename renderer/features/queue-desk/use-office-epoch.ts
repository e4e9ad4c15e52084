import { useEffect, useRef, useState } from 'react';
import { useSession } from '#renderer/office/index.ts';
import { epochOfOfficeTimestamp } from '#shared/base/index.ts';

/**
 * The office's time now, told anew each second while `running`; milliseconds since 1970. Null until the office told
 * its time. It is the office's clock, not this window's: they may be two PCs.
 */
export function useOfficeEpoch(running: boolean): number | null {
  const told = useSession().office?.now ?? null;
  const base = useRef<{ told: string; epoch: number; began: number } | null>(null);
  if (told !== null && base.current?.told !== told)
    base.current = { told, epoch: epochOfOfficeTimestamp(told), began: performance.now() };
  const [, tick] = useState(0);
  useEffect(() => {
    if (!running) return undefined;
    const timer = setInterval(() => tick((count) => count + 1), 1000);
    return () => clearInterval(timer);
  }, [running]);
  const known = base.current;
  return known === null ? null : known.epoch + (performance.now() - known.began);
}
