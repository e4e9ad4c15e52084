/** How often everything happened: a fuzz that does nothing finds nothing. */
export type Counts = {
  add(what: string, times?: number): void;
  all(): Record<string, number>;
  /** How often something came of a step. */
  effects(step: string): number;
};

export function createCounts(): Counts {
  const counts = new Map<string, number>();
  const effective = new Map<string, number>();
  const raise = (map: Map<string, number>, what: string, times = 1) =>
    map.set(what, (map.get(what) ?? 0) + times);
  return {
    add(what, times = 1) {
      raise(counts, what, times);
      const [step = '', outcome] = what.split(': ');
      if (outcome !== 'nothing') raise(effective, step);
    },
    effects: (step) => effective.get(step) ?? 0,
    all: () => Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}
