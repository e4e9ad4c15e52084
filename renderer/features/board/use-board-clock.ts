import { useEffect, useState } from 'react';
import { epochOfOfficeTimestamp, officeTimestamp } from '#shared/base/index.ts';

/** The office's time as it goes on from what the board was told at `cameAt` (`performance.now()`); null: not told yet. */
export function useBoardClock(told: string | null, cameAt: number): string | null {
  const [now, setNow] = useState(told);
  useEffect(() => {
    if (told === null) return undefined;
    const epoch = epochOfOfficeTimestamp(told);
    const tick = (): void => setNow(officeTimestamp(epoch + (performance.now() - cameAt)));
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [told, cameAt]);
  return now;
}
