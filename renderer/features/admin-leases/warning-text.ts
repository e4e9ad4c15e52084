import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import type { LeaseWarning } from '#shared/contract/index.ts';

/** What a warning says, and what an administrator does about it. */
export function useWarningText(): (warning: LeaseWarning) => { text: string; todo: string } {
  const t = useTexts();
  const formats = useFormats();
  return (warning) => {
    const own = warning.kind === 'day-low' && warning.issuer === 'own';
    return {
      text: textOf(warning),
      todo: own ? t('leases.warnings.todoOwn') : t('leases.warnings.todoProvince'),
    };
  };

  function textOf(warning: LeaseWarning): string {
    if (warning.kind === 'ends-soon') {
      return t('leases.warnings.ends-soon', {
        day: formats.date(warning.lastDay),
        days: formats.number(warning.days),
      });
    }
    const day = formats.date(warning.day);
    if (warning.kind === 'no-lease') return t('leases.warnings.no-lease', { day });
    if (warning.left === 0) return t('leases.warnings.day-out', { day });
    return t('leases.warnings.day-low', {
      day,
      left: formats.number(warning.left),
      total: formats.number(warning.total),
    });
  }
}

/** Whether receptions are refused by now. */
export const stopsDesk = (warning: LeaseWarning): boolean =>
  warning.kind === 'no-lease' || (warning.kind === 'day-low' && warning.left === 0);
