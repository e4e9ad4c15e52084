/** How far PgUp and PgDn go. */
const PAGE = 10;

/** The row chosen after a key in a list of `count` rows, or null when the key does not move. `at` may be -1 (none). */
export function nextChosen(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  const last = count - 1;
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, at + 1);
    case 'ArrowUp':
      return Math.max(0, at - 1);
    case 'PageDown':
      return Math.min(last, at + PAGE);
    case 'PageUp':
      return Math.max(0, at - PAGE);
    default:
      return null;
  }
}
