import type { GapDay } from '#shared/contract/index.ts';
import { csvOf } from '#shared/text/index.ts';

/** A page of the report, as the office gives it. */
export type GapPage = { agencyCode: string; days: GapDay[]; next: string | null };

/** All days of the report as the parts of one CSV file, page after page; stops with the signal's reason. */
export async function collectGaps(options: {
  page: (before: string | null) => Promise<GapPage>;
  heading: readonly string[];
  stateText: (state: GapDay['rows'][number]['state']) => string;
  onProgress: (days: number) => void;
  signal: AbortSignal;
}): Promise<{ parts: string[]; agencyCode: string; days: number }> {
  const parts = [csvOf([options.heading])];
  let days = 0;
  for (let before: string | null = null; ; ) {
    const page = await options.page(before);
    options.signal.throwIfAborted();
    const rows = page.days.flatMap(({ day, rows: ofDay }) =>
      ofDay.map(({ first, last, state }) => [
        day,
        page.agencyCode,
        String(first),
        String(last),
        String(last - first + 1),
        options.stateText(state),
      ]),
    );
    parts.push(csvOf(rows, false));
    days += page.days.length;
    options.onProgress(days);
    if (page.next === null) return { parts, agencyCode: page.agencyCode, days };
    before = page.next;
  }
}
