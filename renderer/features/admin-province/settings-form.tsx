import { Checkbox, Group, Radio, Stack, Text } from '@mantine/core';
import { IconAdjustments } from '@tabler/icons-react';
import { type FormEvent, useRef } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { toOfficeError } from '#renderer/office/index.ts';
import {
  FormEnd,
  notifyWhileTrue,
  Section,
  TextField,
  useDraftOf,
  useExchangeAction,
} from '#renderer/ui/index.ts';
import type { ExchangeOverview } from '#shared/contract/index.ts';
import { draftOf, settingsOf } from './line-draft.ts';

/** The address is the only thing here that the office refuses; what else is typed wrong is not sent. */
const isOfAddress = (error: unknown): boolean =>
  error !== null && toOfficeError(error).code === 'invalid-input';

/** Address, pause, limit and hours; nothing changes until it is saved. */
export function SettingsForm(props: { settings: ExchangeOverview['settings'] }) {
  const t = useTexts();
  const errorText = useErrorText();
  const { draft, change, checked, check } = useDraftOf(props.settings, draftOf);
  const read = settingsOf(draft);
  const isWrong = (field: 'budget' | 'from' | 'to'): boolean =>
    checked && !read.ok && read.wrong.includes(field);
  const saved = useRef<() => void>(() => undefined);
  const save = useExchangeAction(
    (exchange, settings: ExchangeOverview['settings']) => exchange.setSettings(settings),
    {
      quiet: true,
      onDone: () => {
        saved.current = notifyWhileTrue(t('province.settings.saved'));
      },
    },
  );
  const ofAddress = isOfAddress(save.error);

  function submit(event: FormEvent): void {
    event.preventDefault();
    check();
    // That the last save was good says nothing of this one.
    saved.current();
    if (read.ok && !save.isPending) save.mutate(read.settings);
  }

  return (
    <Section title={t('province.settings.heading')} icon={<IconAdjustments size="1.125rem" />}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <TextField
            label={t('province.settings.address')}
            description={t('province.settings.addressText')}
            inputMode="url"
            maxLength={300}
            value={draft.address}
            onChange={(event) => change({ address: event.currentTarget.value })}
            errorProps={{ role: 'alert' }}
            error={ofAddress ? errorText(toOfficeError(save.error)) : undefined}
          />
          <Checkbox
            label={t('province.settings.paused')}
            description={t('province.settings.pausedText')}
            checked={draft.paused}
            onChange={(event) => change({ paused: event.currentTarget.checked })}
          />
          <Radio.Group
            label={t('province.settings.budget')}
            value={draft.limited ? 'some' : 'none'}
            onChange={(value) => change({ limited: value === 'some' })}
          >
            <Group mt="xs" gap="md">
              <Radio value="none" label={t('province.settings.budgetNone')} />
              <Radio value="some" label={t('province.settings.budgetSome')} />
            </Group>
          </Radio.Group>
          {draft.limited && (
            <TextField
              label={`${t('province.settings.budgetSome')} (${t('province.settings.budgetUnit')})`}
              inputMode="numeric"
              maxLength={12}
              w="12rem"
              value={draft.budget}
              onChange={(event) => change({ budget: event.currentTarget.value })}
              errorProps={{ role: 'alert' }}
              error={isWrong('budget') ? t('province.settings.budgetBad') : undefined}
            />
          )}
          <Radio.Group
            label={t('province.settings.files')}
            description={t('province.settings.filesText')}
            value={draft.timed ? 'between' : 'always'}
            onChange={(value) => change({ timed: value === 'between' })}
          >
            <Group mt="xs" gap="md">
              <Radio value="always" label={t('province.settings.filesAlways')} />
              <Radio value="between" label={t('province.settings.filesBetween')} />
            </Group>
          </Radio.Group>
          {draft.timed && (
            <Group align="flex-start">
              {(['from', 'to'] as const).map((field) => (
                <TextField
                  key={field}
                  label={t(`province.settings.${field}`)}
                  maxLength={5}
                  w="7rem"
                  value={draft[field]}
                  onChange={(event) => change({ [field]: event.currentTarget.value })}
                  errorProps={{ role: 'alert' }}
                  error={isWrong(field) ? t('province.settings.timeBad') : undefined}
                />
              ))}
            </Group>
          )}
          {draft.address.trim() === '' && <Text size="sm">{t('exchange.line.texts.none')}</Text>}
          <FormEnd error={ofAddress ? null : save.error} saving={save.isPending} />
        </Stack>
      </form>
    </Section>
  );
}
