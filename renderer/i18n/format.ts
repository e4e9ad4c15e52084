/** The languages of the screens. Papers are always Vietnamese. */
export type Language = 'vi' | 'en';

const WEEKDAYS: Record<Language, readonly string[]> = {
  vi: ['Chủ nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
};

/** `23/11/2026` of any office text that begins `YYYY-MM-DD`; `YYYY` alone (a birth year) stays; anything else is returned as it is. */
export function formatDate(text: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(text);
  return parts === null ? text : `${parts[3]}/${parts[2]}/${parts[1]}`;
}

/** `10:32` of `YYYY-MM-DDTHH:mm…`; empty when there is no time in it. */
export function formatTime(text: string): string {
  return /T(\d{2}:\d{2})/.exec(text)?.[1] ?? '';
}

/** `thứ Hai` of any office text that begins `YYYY-MM-DD`; empty otherwise. */
export function formatWeekday(text: string, language: Language): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(text);
  if (parts === null) return '';
  const day = new Date(Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]))).getUTCDay();
  return WEEKDAYS[language][day] ?? '';
}

/** `17:00 thứ Hai 23/11/2026`: how a moment is written on every screen. Input is an office timestamp or minute. */
export function formatMoment(text: string, language: Language): string {
  return [formatTime(text), formatWeekday(text, language), formatDate(text)]
    .filter((part) => part !== '')
    .join(' ');
}

/** `10:32 21/11/2026`, for tables. */
export function formatShortMoment(text: string): string {
  return `${formatTime(text)} ${formatDate(text)}`.trim();
}

/**
 * A moment as people say it of the last days: `hôm nay 17:05`, `hôm qua 17:05`, else `17:05 20/11/2026`. Both are office
 * texts; `now` null: not known, then as any other day.
 */
export function formatRecentMoment(text: string, now: string | null, language: Language): string {
  const today = now?.slice(0, 10);
  if (today === undefined) return formatShortMoment(text);
  const daysAgo = (Date.parse(today) - Date.parse(text.slice(0, 10))) / 86_400_000;
  const words = language === 'vi' ? ['hôm nay', 'hôm qua'] : ['today', 'yesterday'];
  const word = words[daysAgo];
  return word === undefined ? formatShortMoment(text) : `${word} ${formatTime(text)}`;
}

/** A whole number in groups: `1.234` in Vietnamese, `1,234` in English. */
export function formatNumber(value: number, language: Language): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, language === 'vi' ? '.' : ',');
}

/** Whole đồng: `48.000 đồng`. */
export function formatMoney(amount: number, language: Language): string {
  return `${formatNumber(amount, language)} đồng`;
}

/** A personal number in readable groups: `017 195 004 821`, `013 456 789`; anything but 12 or 9 digits stays. */
export function formatIdNumber(number: string): string {
  return /^(\d{12}|\d{9})$/.test(number) ? number.replace(/(\d{3})(?=\d)/g, '$1 ') : number;
}

/** A phone number in readable groups: `0912 345 678`; anything but ten digits stays. */
export function formatPhone(number: string): string {
  return /^\d{10}$/.test(number) ? `${number.slice(0, 4)} ${number.slice(4, 7)} ${number.slice(7)}` : number;
}
