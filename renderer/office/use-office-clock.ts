import { useEffect, useState } from 'react';
import { epochOfOfficeTimestamp, officeTimestamp } from '#shared/base/index.ts';
import { useSession } from './session.tsx';

/**
 * The office's time now as an office timestamp, told anew each quarter of a minute. It is the office's clock,
 * not this window's: they may be two PCs. Null until the office told its time.
 */
export function useOfficeClock(): string | null {
  const told = useSession().office?.now ?? null;
  const [now, setNow] = useState(told);
  useEffect(() => {
    if (told === null) return undefined;
    const epoch = epochOfOfficeTimestamp(told);
    const began = performance.now();
    const tick = (): void => setNow(officeTimestamp(epoch + (performance.now() - began)));
    tick();
    const timer = setInterval(tick, 15_000);
    return () => clearInterval(timer);
  }, [told]);
  return now;
}
