/** Columns of large buttons for so many groups, on a wide and on an upright screen. */
export function columnsFor(count: number): { wide: number; upright: number } {
  const wide = count <= 2 ? count : count <= 4 ? 2 : count <= 12 ? 3 : 4;
  const upright = count <= 6 ? 1 : 2;
  return { wide: Math.max(1, wide), upright };
}
