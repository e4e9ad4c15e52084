/** Times of day as typed (`11:45, 17h05, 8:00`) in order, as `HH:mm`; null where one is none. Empty text: no times. */
export function readTimes(text: string): string[] | null {
  const parts = text.split(/[,;\s]+/).filter((part) => part !== '');
  const times: string[] = [];
  for (const part of parts) {
    const found = /^(\d{1,2})(?:[:hg.](\d{2})?)?$/i.exec(part);
    const hour = Number(found?.[1]);
    const minute = Number(found?.[2] ?? 0);
    if (found === null || hour > 23 || minute > 59) return null;
    times.push(`${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
  }
  return [...new Set(times)].sort();
}
