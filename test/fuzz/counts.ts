/** How often everything happened: a fuzz that does nothing finds nothing. */
export type Counts = { add(what: string, times?: number): void; all(): Record<string, number> };

export function createCounts(): Counts {
  const counts = new Map<string, number>();
  return {
    add(what, times = 1) {
      counts.set(what, (counts.get(what) ?? 0) + times);
    },
    all: () => Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}
