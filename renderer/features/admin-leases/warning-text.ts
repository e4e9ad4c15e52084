import { useQuery } from '@tanstack/react-query';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, useOffice } from '#renderer/office/index.ts';
import type { LeaseWarning } from '#shared/contract/index.ts';
import { todoOf } from './warnings.ts';

/** What a warning says, and the one thing that an administrator does about it as the line stands. */
export function useWarningText(): (warning: LeaseWarning) => { text: string; todo: string } {
  const t = useTexts();
  const formats = useFormats();
  const office = useOffice();
  const status = useQuery({ queryKey: queryKeys.status, queryFn: () => office.status.get({}) });
  return (warning) => ({
    text: textOf(warning),
    todo: t(`leases.warnings.${todoOf(warning, status.data?.exchange)}`),
  });

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
