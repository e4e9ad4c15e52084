import type { Known } from './leases.oracle.ts';

/** Day (`YYYY-MM-DD`) and number of a code as the office prints it. */
export function dayAndNumber(code: string): [string, number] {
  const [, day = '', number = ''] = code.split('-');
  return [`20${day.slice(0, 2)}-${day.slice(2, 4)}-${day.slice(4, 6)}`, Number(number)];
}

/** Sorts codes by day and number. */
export const orderOf = (code: string) =>
  dayAndNumber(code)
    .join(' ')
    .replace(/ (\d+)$/, (_, n) => n.padStart(9, '0'));

/** The last day on which somebody who knows so much gave a number. */
export const lastDayOf = ({ used }: Known) => [...used.keys()].sort().at(-1) ?? '2026-11-20';
