import type { Clock } from '#shared/base/index.ts';
import type { LogSink } from '../ports.ts';

/** A line of the log with its time, milliseconds since 1970. */
export type RecentLine = Parameters<LogSink>[0] & { at: number };

/** Passes every line on and keeps the last ones in memory, for the support bundle. */
export function keepRecentLines(
  sink: LogSink,
  clock: Clock,
  most = 200,
): { sink: LogSink; lines(): readonly RecentLine[] } {
  const kept: RecentLine[] = [];
  return {
    sink(line) {
      kept.push({ ...line, at: clock.now() });
      if (kept.length > most) kept.shift();
      sink(line);
    },
    lines: () => [...kept],
  };
}
