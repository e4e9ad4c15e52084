const DAY_MS = 86_400_000;

/** `YYYY-MM-DD` of a typed day, `23/11/2026` or `23.11.2026`; null where that is no day. */
export function dayTyped(text: string): string | null {
  const parts = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text.trim());
  if (parts === null) return null;
  const [, day = '', month = '', year = ''] = parts;
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const epoch = Date.parse(`${written}T00:00:00Z`);
  // The thirty-first of a short month is no day, whatever the machine makes of it.
  return Number.isNaN(epoch) || new Date(epoch).toISOString().slice(0, 10) !== written ? null : written;
}

/** The day so many days later; `day` as `YYYY-MM-DD`. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
