import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import type { Certified } from './certified.ts';

/** `17:00 23/11` of an office minute: what is promised is days away, never years. */
export function usePromise(): (dueAt: string) => string {
  const formats = useFormats();
  return (dueAt) => `${formats.time(dueAt)} ${formats.date(dueAt).slice(0, 5)}`;
}

/** How a recorded request stands, in words: `Đã trả`, `Hẹn trả 17:00 23/11`, `Đã hủy`. */
export function useLineState(): (line: Certified) => string {
  const t = useTexts();
  const promise = usePromise();
  return ({ cancelled, atOnce, dueAt }) => {
    if (cancelled) return t('certify.states.cancelled');
    if (atOnce) return t('certify.states.atOnce');
    return dueAt === null ? t('certify.states.later') : t('certify.due', { due: promise(dueAt) });
  };
}
