import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorCode } from '#shared/contract/index.ts';

/** What of an error is shown; the client's OfficeError has this shape. */
export type ShownError = { code: ErrorCode; message: string; waitSeconds: number | null };

/**
 * The sentence for an error: the office's own where it sent one (it knows more), else the text of the code.
 * In English the code's text wins, for the office speaks Vietnamese only.
 */
export function useErrorText(): (error: ShownError) => string {
  const { t, i18n } = useTranslation();
  const english = i18n.language === 'en';
  return useCallback(
    (error) => (error.message !== '' && !english ? error.message : t(`errors.${error.code}`)),
    [t, english],
  );
}
