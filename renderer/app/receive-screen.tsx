import { useTexts } from '#renderer/i18n/index.ts';

/** Stands in for the reception screen until its room is there. */
export function ReceiveScreen() {
  const t = useTexts();
  return <p>{t('receive.title')}</p>;
}
