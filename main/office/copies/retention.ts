/** A copy as retention looks at it: when it was made (office time), and whether a trial restored it. */
export type KeptCopy = { readonly id: string; readonly madeAt: string; readonly proven: boolean };

export type KeepRule = { readonly last: number; readonly daily: number; readonly monthly: number };

/**
 * The copies that may go: all but the `last` newest, the newest of each of the last `daily` days that have one, the
 * newest of each of the last `monthly` months that have one, and the newest that was proven. Days, not dates: an office
 * that was closed for a month loses nothing. They come newest first; by what, the caller knows: a clock may be wrong.
 */
export function copiesToRemove<Copy extends KeptCopy>(newestFirst: readonly Copy[], keep: KeepRule): Copy[] {
  const kept = new Set<Copy>(newestFirst.slice(0, Math.max(1, keep.last)));
  for (const copy of newestOfEach(newestFirst, 10).slice(0, keep.daily)) kept.add(copy);
  for (const copy of newestOfEach(newestFirst, 7).slice(0, keep.monthly)) kept.add(copy);
  const proven = newestFirst.find((copy) => copy.proven);
  if (proven !== undefined) kept.add(proven);
  return newestFirst.filter((copy) => !kept.has(copy));
}

/** The newest copy of each day (10 letters of the office time) or month (7), newest first. */
function newestOfEach<Copy extends KeptCopy>(newestFirst: readonly Copy[], letters: number): Copy[] {
  const seen = new Set<string>();
  return newestFirst.filter(({ madeAt }) => {
    const period = madeAt.slice(0, letters);
    if (seen.has(period)) return false;
    seen.add(period);
    return true;
  });
}
