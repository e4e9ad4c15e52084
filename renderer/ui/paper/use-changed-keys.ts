import { useEffect, useRef, useState } from 'react';
import type { FormDocument } from '#shared/forms/index.ts';
import { changedKeys, valuesByKey } from './changed-keys.ts';

const MARKED_MS = 2500;
const NONE: ReadonlySet<string> = new Set();

/** Keys of the form that changed a moment ago; empty again after 2.5 s. The first document marks nothing. */
export function useChangedKeys(document: FormDocument): ReadonlySet<string> {
  const [marked, setMarked] = useState(NONE);
  const before = useRef<Map<string, string> | null>(null);
  useEffect(() => {
    const now = valuesByKey(document);
    const changed = before.current === null ? NONE : changedKeys(before.current, now);
    before.current = now;
    if (changed.size > 0) setMarked(changed);
  }, [document]);
  useEffect(() => {
    if (marked.size === 0) return undefined;
    const timer = setTimeout(() => setMarked(NONE), MARKED_MS);
    return () => clearTimeout(timer);
  }, [marked]);
  return marked;
}
