import { csvOf } from '#shared/text/index.ts';
import { type Certified, totalsOf } from './certified.ts';

/** The columns of the file, in its order. */
export const TILL_COLUMNS = ['time', 'code', 'name', 'paper', 'copies', 'pages', 'fee', 'state'] as const;
export type TillColumn = (typeof TILL_COLUMNS)[number];

/** What stands in the file besides numbers and names. */
export type TillWords = {
  columns: Record<TillColumn, string>;
  /** `10:32` of an office timestamp. */
  time: (at: string) => string;
  state: (line: Certified) => string;
  /** What begins the last line. */
  total: string;
  requests: (count: number) => string;
};

/**
 * The day as a CSV file for the till, in the order of recording, the sums in its last line. Money in whole đồng, bare
 * digits. What was cancelled stands in it without numbers, so that each column adds up to the last line.
 */
export function tillFile(lines: readonly Certified[], words: TillWords): string {
  const inOrder = [...lines].sort((one, other) => (one.at > other.at ? 1 : -1));
  const totals = totalsOf(lines);
  const counted = (line: Certified, value: number): string => (line.cancelled ? '' : String(value));
  return csvOf([
    TILL_COLUMNS.map((column) => words.columns[column]),
    ...inOrder.map((line) => [
      words.time(line.at),
      line.code,
      line.name,
      line.paper,
      counted(line, line.copies),
      counted(line, line.pages),
      counted(line, line.amount),
      words.state(line),
    ]),
    [
      words.total,
      '',
      words.requests(totals.requests),
      '',
      String(totals.copies),
      '',
      String(totals.amount),
      '',
    ],
  ]);
}
