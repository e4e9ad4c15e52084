import { type MouseEvent, useLayoutEffect, useRef } from 'react';

/** A second touch of a hurried finger lands within this time, on what has just appeared under it. Milliseconds. */
const HURRIED_MS = 450;

/** Swallows touches just after the screen changed: they were meant for what stood there before. */
export function useTouchGuard(step: string): (event: MouseEvent) => void {
  const changed = useRef(Number.NEGATIVE_INFINITY);
  const first = useRef(true);
  useLayoutEffect(() => {
    if (step === '') return;
    if (first.current) first.current = false;
    else changed.current = performance.now();
  }, [step]);
  return (event) => {
    // A key has no finger that bounces; the browser says so by no clicks counted.
    if (event.detail === 0 || performance.now() - changed.current >= HURRIED_MS) return;
    event.preventDefault();
    event.stopPropagation();
  };
}
