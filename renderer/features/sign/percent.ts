/** A share in whole percent, never rounded up to 100 nor down to 0 where it is not: 999 of 1000 is `99`. */
export function percentOf(part: number, whole: number): string {
  if (whole === 0 || part === 0) return '0';
  if (part === whole) return '100';
  return String(Math.min(99, Math.max(1, Math.round((part / whole) * 100))));
}
