/** Days before its end from which a key asks for renewal. */
const SOON_DAYS = 60;

/** Whether a key is over, nearly over or good. Both are office timestamps; `now` null: not known, then it is not judged. */
export function keyAge(validTo: string, now: string | null): 'good' | 'soon' | 'over' {
  if (now === null) return 'good';
  const left = Date.parse(validTo) - Date.parse(now);
  if (left <= 0) return 'over';
  return left <= SOON_DAYS * 86_400_000 ? 'soon' : 'good';
}
