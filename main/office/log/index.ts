import type { LogSink } from '../ports.ts';
import { redact, redactText } from './redact.ts';

export { keepRecentLines, type RecentLine } from './recent.ts';

/** A room's logger. What is written has passed the redactor: no personal number, name, phone, address or secret. */
export type Logger = {
  info(message: string, data?: Record<string, unknown>): void;
  warn(message: string, data?: Record<string, unknown>): void;
  error(message: string, data?: Record<string, unknown>): void;
};

/** Names a logger by its room. */
export function createLogger(sink: LogSink, room: string): Logger {
  const write = (level: 'info' | 'warn' | 'error') => (message: string, data?: Record<string, unknown>) =>
    sink({
      level,
      room,
      message: redactText(message),
      ...(data === undefined ? {} : { data: redact(data) as Record<string, unknown> }),
    });
  return { info: write('info'), warn: write('warn'), error: write('error') };
}
