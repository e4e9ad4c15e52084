import { Button, Group, Stack, Text } from '@mantine/core';
import { IconArchive, IconClock, IconHistory, IconListDetails } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useErrorText, useFormats, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice, useSession } from '#renderer/office/index.ts';
import {
  CopyNow,
  DamageList,
  EmptyState,
  notifyProblem,
  Page,
  RestoreWizard,
  Section,
} from '#renderer/ui/index.ts';
import type { CopiesState } from '#shared/contract/index.ts';
import { CopiesList } from './copies-list.tsx';
import { CopySettingsForm } from './copy-settings-form.tsx';
import { NewestCopy } from './newest-copy.tsx';

/** Copies of the office: the newest and its trial, by themselves, those in the folder, and restoring. */
export function CopiesPage() {
  const t = useTexts();
  const office = useOffice();
  const errorText = useErrorText();
  const state = useQuery({ queryKey: queryKeys.copiesState, queryFn: () => office.copies.state({}) });
  if (state.data === undefined) {
    return (
      <Page title={t('copies.title')} narrow>
        {state.isError && <EmptyState title={errorText(toOfficeError(state.error))} />}
      </Page>
    );
  }
  return (
    <Page title={t('copies.title')} narrow>
      <Section title={t('copies.now.heading')} icon={<IconArchive size="1.125rem" />}>
        <Stack gap="md">
          <NewestCopy state={state.data} />
          <CopyNow />
          <DrillButton state={state.data} />
        </Stack>
      </Section>
      <Section title={t('copies.settings.heading')} icon={<IconClock size="1.125rem" />}>
        <CopySettingsForm settings={state.data.settings} place={state.data.place} />
      </Section>
      <Section title={t('copies.list.heading')} icon={<IconListDetails size="1.125rem" />}>
        <CopiesList place={state.data.place} folder={state.data.settings.folder} />
      </Section>
      <RestoreSection state={state.data} />
    </Page>
  );
}

function DrillButton(props: { state: CopiesState }) {
  const t = useTexts();
  const office = useOffice();
  const cache = useQueryClient();
  const errorText = useErrorText();
  const drill = useMutation({
    mutationFn: () => office.copies.drill({}),
    // That it runs, and how far it is, stands above as long as it is so.
    onSuccess: () => void cache.invalidateQueries({ queryKey: queryKeys.copies }),
    onError: (error) => notifyProblem(errorText(toOfficeError(error))),
  });
  const { latest, running } = props.state;
  if (latest === null) return null;
  return (
    <Group>
      <Button
        variant="default"
        disabled={running !== null}
        loading={drill.isPending}
        onClick={() => drill.mutate()}
      >
        {t('copies.now.drill')}
      </Button>
    </Group>
  );
}

function RestoreSection(props: { state: CopiesState }) {
  const t = useTexts();
  const formats = useFormats();
  const session = useSession();
  const [opened, setOpened] = useState(false);
  const { restored, settings } = props.state;
  return (
    <Section title={t('copies.restore.heading')} icon={<IconHistory size="1.125rem" />}>
      <Stack gap="md">
        {restored !== null && (
          <div>
            <Text size="sm" fw={600}>
              {t('copies.restored.heading')}
            </Text>
            <Text size="sm">
              {t(`copies.restored.${restored.outcome}`, {
                when: formats.moment(restored.at),
                of: formats.moment(restored.madeAt),
              })}
            </Text>
            <DamageList damaged={restored.damaged} all={restored.damaged.length} />
          </div>
        )}
        <Text size="sm">{t('copies.restore.text')}</Text>
        {opened ? (
          <RestoreWizard folder={settings.folder} replaces onRestored={() => session.end()} />
        ) : (
          <Group>
            <Button variant="default" onClick={() => setOpened(true)}>
              {t('copies.restore.begin')}
            </Button>
          </Group>
        )}
      </Stack>
    </Section>
  );
}
