import { Group, Stack } from '@mantine/core';
import { IconCalendarStats } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useErrorText, useFormats, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice, useOfficeClock } from '#renderer/office/index.ts';
import { EmptyState, TextField } from '#renderer/ui/index.ts';
import classes from './fee-receipts.module.css';

const PARTS = ['cash', 'transfer', 'waiting', 'numbered', 'ended'] as const;

/** What was taken on each day: by method, as it stands, and the sums of the span. The month until today at first. */
export function DaysTab() {
  const t = useTexts();
  const formats = useFormats();
  const office = useOffice();
  const errorText = useErrorText();
  const today = useOfficeClock()?.slice(0, 10) ?? null;
  const [chosen, choose] = useState<{ from?: string; to?: string }>({});
  const to = chosen.to ?? today ?? '';
  const from = chosen.from ?? (today === null ? '' : `${today.slice(0, 8)}01`);
  const found = useQuery({
    queryKey: queryKeys.feeReceiptDays(from, to),
    queryFn: () => office.feeReceipts.days({ from, to }),
    enabled: from !== '' && to !== '',
  });
  const days = found.data?.days ?? [];
  const cell = ({ count, amount }: { count: number; amount: number }): string =>
    count === 0
      ? ''
      : t('feeReceipts.days.cell', { amount: formats.money(amount), count: formats.number(count) });
  const sumOf = (part: (typeof PARTS)[number]) => ({
    count: days.reduce((sum, day) => sum + day[part].count, 0),
    amount: days.reduce((sum, day) => sum + day[part].amount, 0),
  });
  return (
    <Stack gap="sm">
      <Group align="flex-end" gap="sm">
        <TextField
          type="date"
          label={t('feeReceipts.list.from')}
          value={from}
          onChange={(event) => choose({ ...chosen, from: event.currentTarget.value })}
        />
        <TextField
          type="date"
          label={t('feeReceipts.list.to')}
          value={to}
          onChange={(event) => choose({ ...chosen, to: event.currentTarget.value })}
        />
      </Group>
      {found.isError && <EmptyState title={errorText(toOfficeError(found.error))} />}
      {found.isSuccess && days.length === 0 && (
        <EmptyState
          icon={<IconCalendarStats size={36} />}
          title={t('feeReceipts.days.none')}
          text={t('feeReceipts.days.noneText')}
        />
      )}
      {days.length > 0 && (
        <div className={classes.wide}>
          <table className={classes.table} aria-label={t('feeReceipts.days.label')}>
            <thead>
              <tr>
                <th scope="col">{t('feeReceipts.days.day')}</th>
                {PARTS.map((part) => (
                  <th key={part} scope="col" className={classes.number}>
                    {t(`feeReceipts.days.${part}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {days.map((day) => (
                <tr key={day.day}>
                  <td className={classes.code}>{formats.date(day.day)}</td>
                  {PARTS.map((part) => (
                    <td key={part} className={classes.number}>
                      {cell(day[part])}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">{t('feeReceipts.days.total')}</th>
                {PARTS.map((part) => (
                  <td key={part} className={classes.number}>
                    {cell(sumOf(part))}
                  </td>
                ))}
              </tr>
            </tfoot>
          </table>
        </div>
      )}
    </Stack>
  );
}
