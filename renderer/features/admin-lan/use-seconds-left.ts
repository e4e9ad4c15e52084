import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { queryKeys } from '#renderer/office/index.ts';

/** Seconds until then; at its end the state is asked anew. Counted from when it was first shown, on this screen's own clock. */
export function useSecondsLeft(until: string): number {
  const cache = useQueryClient();
  const [left, setLeft] = useState(() => secondsUntil(until));
  useEffect(() => {
    const timer = setInterval(() => setLeft(secondsUntil(until)), 1_000);
    return () => clearInterval(timer);
  }, [until]);
  const over = left === 0;
  useEffect(() => {
    if (!over) return undefined;
    const timer = setTimeout(() => void cache.invalidateQueries({ queryKey: queryKeys.lan }), 1_000);
    return () => clearTimeout(timer);
  }, [over, cache]);
  return left;
}

function secondsUntil(until: string): number {
  return Math.max(0, Math.min(300, Math.round((Date.parse(until) - Date.now()) / 1000)));
}
