import { Button, Group, NumberInput, Radio, SimpleGrid, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { notifyDone, StateBadge, sizeText, TextField, type Tone } from '#renderer/ui/index.ts';
import type { CopiesState, CopySettings } from '#shared/contract/index.ts';
import { readTimes } from './times.ts';

const TONES: Record<CopiesState['place']['state'], Tone> = {
  'not-chosen': 'attention',
  ready: 'good',
  missing: 'bad',
  unwritable: 'bad',
};

/** Where and when copies are made by themselves, how many stay; nothing changes until it is saved. */
export function CopySettingsForm(props: { settings: CopySettings; place: CopiesState['place'] }) {
  const t = useTexts();
  const office = useOffice();
  const cache = useQueryClient();
  const errorText = useErrorText();
  const [draft, setDraft] = useState(props.settings);
  const [timesText, setTimesText] = useState(props.settings.times.join(', '));
  // What another administrator saved meanwhile takes the place of what stands here; what was saved here is it already.
  const [known, setKnown] = useState(props.settings);
  if (JSON.stringify(known) !== JSON.stringify(props.settings)) {
    setKnown(props.settings);
    setDraft(props.settings);
    setTimesText(props.settings.times.join(', '));
  }
  const times = readTimes(timesText);
  const save = useMutation({
    mutationFn: (settings: CopySettings) => office.copies.change(settings),
    onSuccess: () => {
      notifyDone(t('copies.settings.saved'));
      void cache.invalidateQueries({ queryKey: queryKeys.copies });
      void cache.invalidateQueries({ queryKey: queryKeys.status });
    },
  });
  const change = (part: Partial<CopySettings>): void => setDraft((before) => ({ ...before, ...part }));
  const keep = (part: Partial<CopySettings['keep']>): void =>
    setDraft((before) => ({ ...before, keep: { ...before.keep, ...part } }));

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (times !== null && !save.isPending) save.mutate({ ...draft, folder: draft.folder.trim(), times });
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
          value={timesText}
          onChange={(event) => setTimesText(event.currentTarget.value)}
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
        <Group>
          <Button type="submit" loading={save.isPending}>
            {t('common.save')}
          </Button>
        </Group>
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
