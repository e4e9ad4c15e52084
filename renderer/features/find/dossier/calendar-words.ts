/** What the version of a calendar is made of. */
export type CalendarParts = {
  /** Years whose holidays it knows, in order; one that was changed since with its version: `2026 (2)`. */
  years: string[];
  /** Other parts it is made of, as `id@version`. */
  others: { id: string; version: string }[];
};

/** The parts of a calendar's version: `vietnam-2026@1+vietnam-2027@1+deadline-default@1`. */
export function calendarParts(version: string): CalendarParts {
  const parts = version.split('+').map((part) => {
    const [id = '', number = ''] = part.split('@');
    return { id, version: number };
  });
  const yearOf = (id: string): string | undefined => /^vietnam-(\d{4})$/.exec(id)?.[1];
  return {
    years: parts
      .flatMap(({ id, version: number }) => {
        const year = yearOf(id);
        return year === undefined ? [] : [number === '1' ? year : `${year} (${number})`];
      })
      .sort(),
    others: parts.filter(({ id }) => yearOf(id) === undefined),
  };
}
