import { Button, Group, Stack } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { Dialog, TextField } from '#renderer/ui/index.ts';
import type { DossierFilters } from '#shared/contract/index.ts';
import { readDay } from './filters.ts';

/** First and last day of reception, typed; one of them may stay empty. */
export function PeriodDialog(props: {
  opened: boolean;
  onClose: () => void;
  filters: Pick<DossierFilters, 'from' | 'to'>;
  onChoose: (days: Pick<DossierFilters, 'from' | 'to'>) => void;
}) {
  const t = useTexts();
  const formats = useFormats();
  const [typed, setTyped] = useState({ from: '', to: '' });
  const [tried, setTried] = useState(false);
  const { opened, filters } = props;
  useEffect(() => {
    if (!opened) return;
    setTyped({ from: formats.date(filters.from ?? ''), to: formats.date(filters.to ?? '') });
    setTried(false);
  }, [opened, filters.from, filters.to, formats]);
  const from = readDay(typed.from);
  const to = readDay(typed.to);
  const wrongOrder = typeof from === 'string' && typeof to === 'string' && to < from;
  const nothing = from === null && to === null;

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (from === undefined || to === undefined || wrongOrder || nothing) return;
    props.onChoose({ from, to });
    props.onClose();
  }

  return (
    <Dialog opened={opened} onClose={props.onClose} title={t('find.period.title')} size="sm">
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextField
            label={t('find.period.from')}
            description={t('find.period.example')}
            data-autofocus
            value={typed.from}
            error={tried && (from === undefined ? t('find.period.wrong') : nothing && t('find.period.empty'))}
            onChange={(event) => setTyped({ ...typed, from: event.currentTarget.value })}
          />
          <TextField
            label={t('find.period.to')}
            value={typed.to}
            error={
              tried && (to === undefined ? t('find.period.wrong') : wrongOrder && t('find.period.order'))
            }
            onChange={(event) => setTyped({ ...typed, to: event.currentTarget.value })}
          />
          <Group justify="flex-end">
            <Button type="submit">{t('find.period.apply')}</Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
