import { Group, NumberInput, Radio, SimpleGrid, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import {
  FormEnd,
  notifyDone,
  StateBadge,
  sizeText,
  TextField,
  type Tone,
  useDraftOf,
} from '#renderer/ui/index.ts';
import type { CopiesState, CopySettings } from '#shared/contract/index.ts';
import { readTimes } from './times.ts';

const TONES: Record<CopiesState['place']['state'], Tone> = {
  'not-chosen': 'attention',
  ready: 'good',
  missing: 'bad',
  unwritable: 'bad',
};

/** The settings, with their times as they are typed. */
const draftOf = (settings: CopySettings) => ({ ...settings, timesText: settings.times.join(', ') });

/** Where and when copies are made by themselves, how many stay; nothing changes until it is saved. */
export function CopySettingsForm(props: { settings: CopySettings; place: CopiesState['place'] }) {
  const t = useTexts();
  const office = useOffice();
  const cache = useQueryClient();
  const errorText = useErrorText();
  const { draft, change } = useDraftOf(props.settings, draftOf);
  const times = readTimes(draft.timesText);
  const save = useMutation({
    mutationFn: (settings: CopySettings) => office.copies.change(settings),
    onSuccess: () => {
      notifyDone(t('copies.settings.saved'));
      void cache.invalidateQueries({ queryKey: queryKeys.copies });
      void cache.invalidateQueries({ queryKey: queryKeys.status });
    },
  });
  const keep = (part: Partial<CopySettings['keep']>): void => change({ keep: { ...draft.keep, ...part } });

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (times === null || save.isPending) return;
    const { timesText: _typed, ...settings } = draft;
    save.mutate({ ...settings, folder: draft.folder.trim(), times });
  }

  const { place } = props;
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <TextField
          label={t('copies.settings.folder')}
          description={t('copies.settings.folderText')}
          value={draft.folder}
          onChange={(event) => change({ folder: event.currentTarget.value })}
          error={save.error === null ? undefined : errorText(toOfficeError(save.error))}
        />
        <Group gap="xs">
          <StateBadge tone={TONES[place.state]}>{t(`copies.settings.states.${place.state}`)}</StateBadge>
          {place.freeBytes !== null && (
            <Text size="sm" c="dimmed">
              {t('copies.settings.free', { size: sizeText(place.freeBytes) })}
            </Text>
          )}
        </Group>
        <TextField
          label={t('copies.settings.times')}
          description={t('copies.settings.timesText')}
          value={draft.timesText}
          onChange={(event) => change({ timesText: event.currentTarget.value })}
          error={times === null ? t('copies.settings.timesBad') : undefined}
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <Count
            label={t('copies.settings.everyHours')}
            description={t('copies.settings.zero')}
            value={draft.everyHours}
            max={168}
            onChange={(everyHours) => change({ everyHours })}
          />
          <Count
            label={t('copies.settings.everyDossiers')}
            description={t('copies.settings.zero')}
            value={draft.everyDossiers}
            max={100_000}
            onChange={(everyDossiers) => change({ everyDossiers })}
          />
        </SimpleGrid>
        <SimpleGrid cols={{ base: 1, xs: 3 }}>
          <Count
            label={t('copies.settings.keepLast')}
            value={draft.keep.last}
            min={1}
            max={100}
            onChange={(last) => keep({ last })}
          />
          <Count
            label={t('copies.settings.keepDaily')}
            value={draft.keep.daily}
            max={366}
            onChange={(daily) => keep({ daily })}
          />
          <Count
            label={t('copies.settings.keepMonthly')}
            value={draft.keep.monthly}
            max={120}
            onChange={(monthly) => keep({ monthly })}
          />
        </SimpleGrid>
        <Text size="sm" c="dimmed">
          {t('copies.settings.keepText')}
        </Text>
        <Radio.Group
          label={t('copies.settings.drill')}
          value={draft.drill}
          onChange={(value) => change({ drill: value === 'weekly' ? 'weekly' : 'after-each' })}
        >
          <Group mt="xs">
            <Radio value="after-each" label={t('copies.settings.afterEach')} />
            <Radio value="weekly" label={t('copies.settings.weekly')} />
          </Group>
        </Radio.Group>
        <FormEnd saving={save.isPending} />
      </Stack>
    </form>
  );
}

function Count(props: {
  label: string;
  description?: string;
  value: number;
  min?: number;
  max: number;
  onChange: (value: number) => void;
}) {
  return (
    <NumberInput
      label={props.label}
      description={props.description}
      value={props.value}
      min={props.min ?? 0}
      max={props.max}
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="strict"
      onChange={(value) => props.onChange(typeof value === 'number' ? value : (props.min ?? 0))}
    />
  );
}
