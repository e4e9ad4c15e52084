/** Stands where a value is missing: room to write it by hand. */
export const DOTS = '……………………';
export const SHORT_DOTS = '……';

/** Replaces `{name}` by its value; a name without value stays visible as written. */
export function fill(pattern: string, values: Readonly<Record<string, string>>): string {
  return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** The names that stand in a pattern as `{name}`. */
export function namesIn(pattern: string): string[] {
  return [...pattern.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
}

/** Two digits at least: 3 → "03". So no digit can be put before a count afterwards. */
export function twoDigits(count: number): string {
  return String(count).padStart(2, '0');
}

/** Whole đồng with dots for thousands: 25000 → "25.000". */
export function groupThousands(amount: number): string {
  return String(amount).replace(/\B(?=(\d{3})+$)/g, '.');
}

/** Fills {hour} {minute} {day} {month} {year} from `YYYY-MM-DDTHH:mm…`; from null, with dots. */
export function fillMinute(pattern: string, at: string | null): string {
  const parts = at === null ? null : /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/.exec(at);
  const part = (index: number) => parts?.[index] ?? SHORT_DOTS;
  return fill(pattern, { hour: part(4), minute: part(5), day: part(3), month: part(2), year: part(1) });
}

/** Fills {day} {month} {year} from `YYYY-MM-DD`. */
export function fillDate(pattern: string, day: string): string {
  return fillMinute(pattern, `${day}T00:00`);
}

/** A phone number of ten digits as people read it: 0912345678 → "0912 345 678". */
export function readablePhone(phone: string): string {
  return /^0\d{9}$/.test(phone) ? `${phone.slice(0, 4)} ${phone.slice(4, 7)} ${phone.slice(7)}` : phone;
}

/** A short name or number that no line's end parts; a long one may be parted, lest it stand out of its column. */
export function unparted(text: string): string {
  return text.length <= 40 ? text.replaceAll(' ', '\u00a0') : text;
}

/** A check value in two groups, to be read out: "7KQ2-M9XD". */
export function readableCheckValue(value: string): string {
  return value.length === 8 ? `${value.slice(0, 4)}-${value.slice(4)}` : value;
}

/**
 * Breaks a long heading into lines of similar length, so that no single word is left on the last one:
 * "BỘ PHẬN TIẾP NHẬN" / "VÀ TRẢ KẾT QUẢ". `width`: characters that fit on a line.
 */
export function balancedLines(text: string, width: number): string[] {
  if (text.length <= width) return [text];
  const middle = text.length / 2;
  const spaces = [...text.matchAll(/ /g)].map((match) => match.index);
  const [first, ...rest] = spaces;
  if (first === undefined) return [text];
  const at = rest.reduce(
    (best, space) => (Math.abs(space - middle) < Math.abs(best - middle) ? space : best),
    first,
  );
  return [...balancedLines(text.slice(0, at), width), ...balancedLines(text.slice(at + 1), width)];
}
