import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import {
  formatDate,
  formatIdNumber,
  formatMoment,
  formatMoney,
  formatNumber,
  formatPhone,
  formatRecentMoment,
  formatShortMoment,
  formatTime,
  type Language,
} from './format.ts';

/** Texts by typed key, `t('shell.nav.find')`. */
export function useTexts() {
  return useTranslation().t;
}

/** The same in one language, whatever the screens speak: the kiosk, where each person chooses for a moment. */
export function useTextsIn(language: Language) {
  return useTranslation(undefined, { lng: language }).t;
}

export function useLanguage(): Language {
  return useTranslation().i18n.language === 'en' ? 'en' : 'vi';
}

/** How dates, money and numbers are written in the language of the screens. */
export function useFormats() {
  const language = useLanguage();
  return useMemo(
    () => ({
      date: formatDate,
      time: formatTime,
      shortMoment: formatShortMoment,
      moment: (text: string) => formatMoment(text, language),
      recentMoment: (text: string, now: string | null) => formatRecentMoment(text, now, language),
      number: (value: number) => formatNumber(value, language),
      money: (amount: number) => formatMoney(amount, language),
      idNumber: formatIdNumber,
      phone: formatPhone,
    }),
    [language],
  );
}
