import { useEffect, useRef, useState } from 'react';

const LONGER_SECONDS = 60;

export type Countdown = {
  /** Seconds left; null while nothing is counted. */
  left: number | null;
  /** Seconds it began with. */
  whole: number;
  longer: () => void;
};

/** Counts down from `seconds` and then runs `onEnd`, once; anew whenever `about` changes. Null: nothing is counted. */
export function useCountdown(seconds: number | null, about: unknown, onEnd: () => void): Countdown {
  const [end, setEnd] = useState<{ at: number; whole: number } | null>(null);
  const [now, setNow] = useState(() => performance.now());
  const latest = useRef(onEnd);
  latest.current = onEnd;
  const begin = (whole: number): void => {
    const at = performance.now();
    setNow(at);
    setEnd({ at: at + whole * 1000, whole });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: another ticket, another countdown
  useEffect(() => {
    if (seconds === null) setEnd(null);
    else begin(seconds);
  }, [seconds, about]);
  useEffect(() => {
    if (end === null) return undefined;
    const timer = setInterval(() => {
      const at = performance.now();
      setNow(at);
      if (at < end.at) return;
      clearInterval(timer);
      setEnd(null);
      latest.current();
    }, 250);
    return () => clearInterval(timer);
  }, [end]);
  return {
    left: end === null ? null : Math.max(0, Math.ceil((end.at - now) / 1000)),
    whole: end?.whole ?? 0,
    longer: () => begin(LONGER_SECONDS),
  };
}
