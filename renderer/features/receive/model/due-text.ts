import { err, ok, type Result } from '#shared/base/index.ts';
import { isRealDate } from '#shared/citizen/index.ts';
import type { DueFields } from './form.ts';

/** A minute at the office, `YYYY-MM-DDTHH:mm`, from a typed date (`23/11/2026`, `23112026`) and time (`17:00`, `17h`, `1700`). */
export function parseDueMinute(due: Pick<DueFields, 'date' | 'time'>): Result<string, 'date' | 'time'> {
  const date = parsePlainDate(due.date);
  if (date === undefined) return err('date');
  const time = parseTime(due.time);
  return time === undefined ? err('time') : ok(`${date}T${time}`);
}

/** `YYYY-MM-DD` of a day that was typed whole (`23/11/2026`, `23112026`); undefined otherwise. */
export function parsePlainDate(text: string): string | undefined {
  const typed = text.trim();
  const parts =
    /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$/.exec(typed) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(typed);
  if (parts === null) return undefined;
  const [, day = '', month = '', year = ''] = parts;
  if (!isRealDate(Number(year), Number(month), Number(day))) return undefined;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function parseTime(text: string): string | undefined {
  const parts = /^(\d{1,2})(?:[:hg.](\d{2})?|(\d{2}))?$/iu.exec(text.trim());
  if (parts === null) return undefined;
  const hour = parts[1] ?? '';
  const minute = parts[2] ?? parts[3] ?? '00';
  if (Number(hour) > 23 || Number(minute) > 59) return undefined;
  return `${hour.padStart(2, '0')}:${minute}`;
}

/** `23/11/2026` of a date that can be read; otherwise what was typed. */
export function tidyDueDate(text: string): string {
  const date = parsePlainDate(text);
  return date === undefined ? text : date.split('-').reverse().join('/');
}

/** `17:00` of a time that can be read; otherwise what was typed. */
export function tidyDueTime(text: string): string {
  return parseTime(text) ?? text;
}
