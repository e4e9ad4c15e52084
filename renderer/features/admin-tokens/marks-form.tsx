import { Checkbox, Stack, Text } from '@mantine/core';
import { IconRubberStamp } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, useOffice } from '#renderer/office/index.ts';
import { FormEnd, notifyDone, Section, TextField, useDraftOf } from '#renderer/ui/index.ts';
import type { SigningSettings } from '#shared/contract/index.ts';
import { MarkPreview } from './mark-preview.tsx';
import { SealChoice } from './seal-choice.tsx';
import { TimestampFields } from './timestamp-fields.tsx';
import classes from './tokens.module.css';

/** Who signs and what the marks say, whether a timestamp follows and from where; nothing changes until it is saved. */
export function MarksForm(props: {
  settings: SigningSettings;
  defaults: { organisation: string; timestampAddress: string; timestampSource: string };
}) {
  const t = useTexts();
  const office = useOffice();
  const cache = useQueryClient();
  const { defaults } = props;
  const { draft, change, checked, check } = useDraftOf(props.settings, (saved) => saved);
  const { organisation, person, timestamps } = draft;
  const noRole = !organisation.enabled && !person.enabled;
  const address = timestamps.address.trim();
  const addressWrong = address !== '' && !isHttp(address);
  const save = useMutation({
    mutationFn: () => office.signing.changeSettings({ ...draft, timestamps: { ...timestamps, address } }),
    onSuccess: () => {
      notifyDone(t('common.saved'));
      void cache.invalidateQueries({ queryKey: queryKeys.signing });
    },
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    check();
    if (!noRole && !addressWrong && !save.isPending) save.mutate();
  }

  return (
    <Section title={t('tokens.marks.title')} icon={<IconRubberStamp size="1.125rem" />}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <Checkbox
            label={t('tokens.marks.organisation')}
            description={t('tokens.marks.organisationText')}
            checked={organisation.enabled}
            onChange={(event) =>
              change({ organisation: { ...organisation, enabled: event.currentTarget.checked } })
            }
          />
          {organisation.enabled && (
            <div className={classes.inner}>
              <TextField
                label={t('tokens.marks.name')}
                description={t('tokens.marks.nameText')}
                placeholder={defaults.organisation}
                value={organisation.name}
                maxLength={200}
                onChange={(event) =>
                  change({ organisation: { ...organisation, name: event.currentTarget.value } })
                }
              />
              <SealChoice
                png={organisation.sealPng}
                millimetres={organisation.sealMillimetres}
                onPng={(sealPng) => change({ organisation: { ...organisation, sealPng } })}
                onMillimetres={(sealMillimetres) =>
                  change({ organisation: { ...organisation, sealMillimetres } })
                }
              />
            </div>
          )}
          <Checkbox
            label={t('tokens.marks.person')}
            description={t('tokens.marks.personText')}
            checked={person.enabled}
            onChange={(event) => change({ person: { ...person, enabled: event.currentTarget.checked } })}
          />
          {person.enabled && (
            <div className={classes.inner}>
              <TextField
                label={t('tokens.marks.personTitle')}
                description={t('tokens.marks.personTitleText')}
                value={person.title}
                maxLength={200}
                onChange={(event) => change({ person: { ...person, title: event.currentTarget.value } })}
              />
            </div>
          )}
          {checked && noRole && (
            <Text size="sm" role="alert" c="var(--tram-bad)">
              {t('tokens.marks.noRole')}
            </Text>
          )}
          <MarkPreview settings={draft} fallback={defaults.organisation} />
          <TimestampFields
            value={timestamps}
            wrong={checked && addressWrong}
            defaults={defaults}
            onChange={(next) => change({ timestamps: next })}
          />
          <Checkbox
            label={t('tokens.marks.validation')}
            description={t('tokens.marks.validationText')}
            checked={draft.validation}
            onChange={(event) => change({ validation: event.currentTarget.checked })}
          />
          <FormEnd error={save.error} saving={save.isPending} />
        </Stack>
      </form>
    </Section>
  );
}

function isHttp(address: string): boolean {
  return /^https?:$/.test(URL.parse(address)?.protocol ?? '');
}
