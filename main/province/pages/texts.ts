/** The languages of the public pages; administrators' pages are Vietnamese. */
export type Language = 'vi' | 'en';

/** Says a text in the language of the page: Vietnamese first. */
export type Say = (vi: string, en: string) => string;

export function sayIn(language: Language): Say {
  return (vi, en) => (language === 'vi' ? vi : en);
}

const NUMBER = new Intl.NumberFormat('vi-VN');

/** 12.345 */
export function number(value: number): string {
  return NUMBER.format(value);
}

/** A share of a whole, "87,5 %"; a dash where the whole is nothing: no percentage of nothing. */
export function share(part: number, whole: number): string {
  if (whole === 0) return '–';
  // Cut, not rounded: 100 % is only said of all of them.
  return `${NUMBER.format(Math.floor((part / whole) * 1000) / 10)} %`;
}

/** `22/11/2026` of a day or timestamp of the office. */
export function day(text: string): string {
  const [year = '', month = '', date = ''] = text.slice(0, 10).split('-');
  return `${date}/${month}/${year}`;
}

/** `08:05 22/11/2026` of an office timestamp or minute, never broken into two lines. */
export function time(text: string | null): string {
  return text === null ? '–' : `${text.slice(11, 16)}\u00a0${day(text)}`;
}

/** `11/2026` of a month `YYYY-MM`. */
export function month(text: string): string {
  const [year = '', month = ''] = text.split('-');
  return `${month}/${year}`;
}
