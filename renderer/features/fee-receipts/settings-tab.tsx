import { Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, useOffice } from '#renderer/office/index.ts';
import { FormEnd, notifyDone, Section, TextField } from '#renderer/ui/index.ts';
import type { FeeReceiptSettings } from '#shared/contract/index.ts';
import { type ReceiptOptions, useReceiptOptions } from './number-fields.tsx';
import { problemsOf } from './receipt-form.tsx';

const FIELDS = ['collector', 'taxCode', 'provider', 'formSign', 'series'] as const;
const LENGTHS = { collector: 200, taxCode: 20, provider: 200, formSign: 40, series: 40 } as const;

/** Who collects, as receipts name it, and which provider numbers; for administrators. */
export function SettingsTab() {
  const options = useReceiptOptions();
  return options === undefined ? null : <SettingsForm options={options} />;
}

function SettingsForm(props: { options: ReceiptOptions }) {
  const t = useTexts();
  const office = useOffice();
  const cache = useQueryClient();
  const { options } = props;
  const [settings, setSettings] = useState<FeeReceiptSettings>(options.settings);
  const save = useMutation({
    mutationFn: () => office.feeReceipts.change(settings),
    onSuccess: ({ settings: now, warning }) => {
      setSettings(now);
      void cache.invalidateQueries({ queryKey: queryKeys.feeReceipts });
      notifyDone(
        warning === null ? t('feeReceipts.settings.saved') : `${t('feeReceipts.settings.saved')} ${warning}`,
      );
    },
  });
  const problemAt = problemsOf(save.error);
  const hints: Partial<Record<(typeof FIELDS)[number], string>> = {
    collector: t('feeReceipts.settings.collectorHint', { name: options.collector }),
    formSign: t('feeReceipts.number.example', { example: options.examples.formSign }),
    series: t('feeReceipts.number.example', { example: options.examples.series }),
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Section title={t('feeReceipts.tabs.settings')}>
      <form onSubmit={submit}>
        <Stack gap="sm" maw="36rem">
          {FIELDS.map((field) => (
            <TextField
              key={field}
              label={t(`feeReceipts.settings.${field}`)}
              description={hints[field]}
              maxLength={LENGTHS[field]}
              value={settings[field]}
              onChange={(event) => {
                const { value } = event.currentTarget;
                setSettings((now) => ({ ...now, [field]: value }));
              }}
              error={problemAt(field)}
            />
          ))}
          <FormEnd error={save.error} saving={save.isPending} />
          <Text size="xs" c="var(--tram-ink-dim)">
            {t('feeReceipts.settings.source', { source: options.source })}
          </Text>
          <Text size="xs" c="var(--tram-ink-dim)">
            {options.paper.source}
          </Text>
        </Stack>
      </form>
    </Section>
  );
}
