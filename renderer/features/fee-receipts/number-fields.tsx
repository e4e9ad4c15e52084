import { Group, NativeSelect, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, useOffice } from '#renderer/office/index.ts';
import { TextField } from '#renderer/ui/index.ts';
import type { TypedNumber } from '#shared/contract/index.ts';

/** Rules and settings of receipts, as forms need them. */
export function useReceiptOptions() {
  const office = useOffice();
  return useQuery({
    queryKey: queryKeys.feeReceiptOptions,
    queryFn: () => office.feeReceipts.options({}),
  }).data;
}

export type ReceiptOptions = NonNullable<ReturnType<typeof useReceiptOptions>>;

/** A number to begin with: the series in use, issued today. */
export function emptyNumber({ settings, today }: ReceiptOptions): TypedNumber {
  const { formSign, series } = settings;
  return { medium: 'electronic', formSign, series, number: '', issuedOn: today };
}

/** The parts of a number that a provider gave. `problemAt`: what is wrong with each, by its name. */
export function NumberFields(props: {
  value: TypedNumber;
  options: ReceiptOptions;
  onChange: (value: TypedNumber) => void;
  problemAt: (field: string) => string | undefined;
}) {
  const t = useTexts();
  const formats = useFormats();
  const { value, options, onChange, problemAt } = props;
  const { examples, paper } = options;
  const change = (part: Partial<TypedNumber>): void => onChange({ ...value, ...part });
  const isPaper = value.medium === 'paper';
  return (
    <Stack gap="sm">
      {paper.allowed && (
        <NativeSelect
          label={t('feeReceipts.number.medium')}
          value={value.medium}
          onChange={(event) =>
            change({
              medium: event.currentTarget.value === 'paper' ? 'paper' : 'electronic',
              formSign: '',
              series: '',
            })
          }
          data={[
            { value: 'electronic', label: t('feeReceipts.number.electronic') },
            { value: 'paper', label: t('feeReceipts.number.paper', { day: formats.date(paper.lastDay) }) },
          ]}
          error={problemAt('medium')}
        />
      )}
      <Group grow align="flex-start">
        <TextField
          label={t('feeReceipts.number.formSign')}
          placeholder={isPaper ? '' : examples.formSign}
          value={value.formSign}
          maxLength={40}
          onChange={(event) => change({ formSign: event.currentTarget.value })}
          error={problemAt('formSign')}
        />
        <TextField
          label={t('feeReceipts.number.series')}
          placeholder={isPaper ? '' : examples.series}
          value={value.series}
          maxLength={40}
          onChange={(event) => change({ series: event.currentTarget.value })}
          error={problemAt('series')}
        />
      </Group>
      <Group grow align="flex-start">
        <TextField
          data-autofocus
          label={t('feeReceipts.number.digits')}
          placeholder={examples.number}
          inputMode="numeric"
          value={value.number}
          maxLength={20}
          onChange={(event) => change({ number: event.currentTarget.value })}
          error={problemAt('number')}
        />
        <TextField
          type="date"
          label={t('feeReceipts.number.issuedOn')}
          value={value.issuedOn}
          max={options.today}
          onChange={(event) => change({ issuedOn: event.currentTarget.value })}
          error={problemAt('issuedOn')}
        />
      </Group>
    </Stack>
  );
}
