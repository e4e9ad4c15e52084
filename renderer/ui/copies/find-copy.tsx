import { Button, Group, Radio, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useErrorText, useFormats, useTexts } from '#renderer/i18n/index.ts';
import { toOfficeError, useOffice } from '#renderer/office/index.ts';
import type { CopySummary } from '#shared/contract/index.ts';
import { TextField } from '../field.tsx';
import { StateBadge } from '../state-badge.tsx';

/** Where copies lie, and which of them: office, moment, how many dossiers, whether it was tried. */
export function FindCopy(props: {
  folder: string;
  chosen: CopySummary | null;
  onChoose: (copy: CopySummary | null) => void;
}) {
  const t = useTexts();
  const office = useOffice();
  const errorText = useErrorText();
  const [folder, setFolder] = useState(props.folder);
  const look = useMutation({
    mutationFn: () => office.copies.look({ folder: folder.trim() }),
    onSuccess: ({ copies }) => props.onChoose(copies[0] ?? null),
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (folder.trim() !== '' && !look.isPending) look.mutate();
  }
  const copies = look.data?.copies ?? [];
  return (
    <Stack gap="sm">
      <form onSubmit={submit} noValidate>
        <Group align="end" gap="sm">
          <TextField
            label={t('copies.restore.place')}
            placeholder={t('copies.now.otherExample')}
            value={folder}
            autoFocus
            style={{ flex: '1 1 16rem' }}
            onChange={(event) => setFolder(event.currentTarget.value)}
            error={look.error === null ? undefined : errorText(toOfficeError(look.error))}
          />
          <Button type="submit" variant="default" loading={look.isPending}>
            {t('copies.restore.look')}
          </Button>
        </Group>
      </form>
      {look.data !== undefined && copies.length === 0 && (
        <Text size="sm" role="status">
          {t('copies.restore.nothing')}
        </Text>
      )}
      {copies.length > 0 && (
        <Radio.Group
          label={t('copies.restore.found')}
          value={props.chosen?.folder ?? ''}
          onChange={(value) => props.onChoose(copies.find((copy) => copy.folder === value) ?? null)}
        >
          <Stack gap="xs" mt="xs">
            {copies.map((copy) => (
              <CopyChoice key={copy.folder} copy={copy} />
            ))}
          </Stack>
        </Radio.Group>
      )}
    </Stack>
  );
}

function CopyChoice({ copy }: { copy: CopySummary }) {
  const t = useTexts();
  const formats = useFormats();
  return (
    <Radio
      value={copy.folder}
      label={
        <>
          {t('copies.restore.choice', {
            when: formats.moment(copy.madeAt),
            dossiers: formats.number(copy.dossiers),
            papers: formats.number(copy.papers),
          })}{' '}
          {copy.drill !== null && (
            <StateBadge tone={copy.drill.outcome === 'proven' ? 'good' : 'bad'}>
              {t(`copies.list.${copy.drill.outcome}`)}
            </StateBadge>
          )}
          {copy.sample && <StateBadge tone="attention">{t('copies.restore.sample')}</StateBadge>}
        </>
      }
      description={copy.officeName}
    />
  );
}
