import { Button, Group, Radio, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { useTexts } from '#renderer/i18n/index.ts';
import {
  KeyHint,
  LongTextField,
  notifyDone,
  paths,
  useConfirm,
  useExchangeAction,
  useKey,
} from '#renderer/ui/index.ts';
import type { Conflict } from './conflict-page.tsx';

/** Which version a person keeps, as the contract names them. */
export type Keep = 'ours' | 'theirs';

/** Which version holds and why; asked once more before it is written down. */
export function SettleForm(props: { conflict: Conflict }) {
  const t = useTexts();
  const confirm = useConfirm();
  const navigate = useNavigate();
  const [keep, setKeep] = useState<Keep | null>(null);
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const { row, pending } = props.conflict;
  /** As a person knows them: the version that waits for a decision first, then the one that the province holds to. */
  const holds: Keep = pending === 'ours' ? 'theirs' : 'ours';
  const settle = useExchangeAction(
    (exchange, kept: Keep) =>
      exchange.settle({
        station: row.station,
        seq: row.seq,
        hash: row.hash,
        keep: kept,
        note: note.trim(),
      }),
    {
      onDone: () => {
        notifyDone(t('outbox.conflict.done'));
        void navigate(paths.outboxState('conflict'));
      },
    },
  );

  async function ask(event?: FormEvent): Promise<void> {
    event?.preventDefault();
    setTried(true);
    if (keep === null || note.trim() === '' || settle.isPending) return;
    const sure = await confirm({
      title: t(keep === pending ? 'outbox.conflict.askPending' : 'outbox.conflict.askHolds'),
      ...(row.dossier === null ? {} : { about: row.dossier.code }),
      text: t('outbox.conflict.askText'),
      yes: t('outbox.conflict.confirm'),
    });
    if (sure) settle.mutate(keep);
  }
  useKey('F2', () => void ask(), { label: t('outbox.conflict.confirm') });

  return (
    <form onSubmit={(event) => void ask(event)} noValidate>
      <Stack gap="sm">
        <Radio.Group
          label={t('outbox.conflict.keep')}
          value={keep ?? ''}
          onChange={(value) => setKeep(value === 'ours' ? 'ours' : 'theirs')}
          errorProps={{ role: 'alert', mt: 'xs' }}
          error={tried && keep === null ? t('outbox.conflict.choose') : undefined}
        >
          <Stack gap="xs" mt="xs">
            <Radio
              value={pending}
              label={t('outbox.conflict.keepPending')}
              description={t('outbox.conflict.keepPendingText')}
            />
            <Radio
              value={holds}
              label={t('outbox.conflict.keepHolds')}
              description={t('outbox.conflict.keepHoldsText')}
            />
          </Stack>
        </Radio.Group>
        <LongTextField
          label={t('outbox.conflict.note')}
          description={t('outbox.conflict.noteText')}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          errorProps={{ role: 'alert' }}
          error={tried && note.trim() === '' ? t('outbox.conflict.noteMissing') : undefined}
        />
        <Group>
          <Button type="submit" loading={settle.isPending} rightSection={<KeyHint keys="F2" onAccent />}>
            {t('outbox.conflict.confirm')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
