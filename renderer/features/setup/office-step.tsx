import { Button, Group, NativeSelect, Select, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { foldOptions, Section, TextField } from '#renderer/ui/index.ts';
import { findFittingFormat, type OfficeDraft, type OfficeField, problemsOf } from './office-draft.ts';
import type { OfficeRefusal, SetupOptions } from './office-wizard.tsx';
import classes from './setup.module.css';

/** Name, head of papers and code of the office. A province from the list fills in the agency code. */
export function OfficeStep(props: {
  options: SetupOptions;
  draft: OfficeDraft;
  refused: OfficeRefusal | null;
  onChange: (draft: OfficeDraft) => void;
  onBack: () => void;
  onNext: () => void;
}) {
  const t = useTexts();
  const [tried, setTried] = useState(false);
  const [formatChosen, setFormatChosen] = useState(false);
  const { draft, options } = props;
  const problems = problemsOf(draft);
  const change = (part: Partial<OfficeDraft>): void => {
    if (part.codeFormat !== undefined) setFormatChosen(true);
    const fitting =
      formatChosen || part.agencyCode === undefined
        ? undefined
        : findFittingFormat(part.agencyCode, options.codeFormats);
    props.onChange({ ...draft, ...(fitting === undefined ? {} : { codeFormat: fitting }), ...part });
  };
  const format = options.codeFormats.find((one) => one.key === draft.codeFormat);

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (Object.keys(problems).length === 0) props.onNext();
  }

  const field = (name: OfficeField) => {
    const problem = problems[name];
    return {
      value: draft[name],
      onChange: (event: { currentTarget: { value: string } }) =>
        change({ [name]: event.currentTarget.value }),
      error:
        props.refused?.field === name
          ? props.refused.message
          : tried && problem !== undefined
            ? t(`setup.${problem}`)
            : undefined,
    };
  };
  return (
    <form onSubmit={submit} noValidate>
      <Section title={t('setup.stepOffice')} number={1}>
        <Stack gap="md">
          <div className={classes.fields}>
            <Select
              label={t('setup.province')}
              placeholder={t('setup.provincePlaceholder')}
              searchable
              filter={foldOptions}
              nothingFoundMessage={t('setup.provinceNotFound')}
              clearable
              data-autofocus
              autoFocus
              data={options.provinces.map((one) => ({ value: one.id, label: one.label }))}
              value={draft.provinceId === '' ? null : draft.provinceId}
              onChange={(id) => {
                const province = options.provinces.find((one) => one.id === id);
                change({
                  provinceId: id ?? '',
                  ...(province?.agencyCode != null ? { agencyCode: province.agencyCode } : {}),
                });
              }}
            />
            <TextField label={t('setup.agencyCode')} autoCapitalize="characters" {...field('agencyCode')} />
            <TextField
              label={t('setup.officeName')}
              placeholder={t('setup.officeNameExample')}
              {...field('name')}
            />
            <TextField
              label={t('setup.authority')}
              placeholder={t('setup.authorityExample')}
              {...field('authority')}
            />
            <TextField
              label={t('setup.counterName')}
              placeholder={t('setup.counterNameExample')}
              {...field('counterName')}
            />
            <TextField label={t('setup.place')} placeholder={t('setup.placeExample')} {...field('place')} />
            <NativeSelect
              label={t('setup.codeFormat')}
              data={options.codeFormats.map((one) => ({ value: one.key, label: one.label }))}
              description={
                format === undefined ? undefined : t('setup.codeExample', { example: format.example })
              }
              {...field('codeFormat')}
            />
            <TextField label={t('setup.hotline')} inputMode="tel" {...field('hotline')} />
            <TextField label={t('setup.lookUp')} inputMode="url" {...field('lookUpAddress')} />
          </div>
          <Group justify="space-between">
            <Button variant="subtle" onClick={props.onBack}>
              {t('common.back')}
            </Button>
            <Button type="submit">{t('common.next')}</Button>
          </Group>
        </Stack>
      </Section>
    </form>
  );
}
