import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconFiles, IconPlus } from '@tabler/icons-react';
import { useTexts } from '#renderer/i18n/index.ts';
import { Section } from '#renderer/ui/index.ts';
import type { Procedure } from '#shared/catalog/index.ts';
import classes from './correct-page.module.css';
import type { PaperLine } from './form.ts';
import type { Correction } from './use-correction.ts';
import { useFieldError } from './use-field-error.ts';

/** The papers handed in: counts of originals and copies, kept or only shown. */
export function PapersSection(props: { correction: Correction; procedure: Procedure | null }) {
  const t = useTexts();
  const { form, setForm } = props.correction;
  const add = (): void =>
    setForm((before) => ({
      ...before,
      papers: [
        ...before.papers,
        {
          key: `new-${before.papers.length}`,
          requirementId: null,
          name: '',
          required: false,
          originals: '1',
          copies: '',
          handling: 'submit',
        },
      ],
    }));
  return (
    <Section
      title={t('corrections.form.papers')}
      icon={<IconFiles size="1.125rem" />}
      aside={
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconPlus size="0.875rem" aria-hidden />}
          onClick={add}
        >
          {t('corrections.form.addPaper')}
        </Button>
      }
    >
      <table className={classes.papers}>
        <thead>
          <tr>
            <th scope="col">{t('corrections.form.paper')}</th>
            <th scope="col" className={classes.count}>
              {t('corrections.form.originals')}
            </th>
            <th scope="col" className={classes.count}>
              {t('corrections.form.paperCopies')}
            </th>
            <th scope="col" className={classes.handling}>
              {t('corrections.form.handling')}
            </th>
          </tr>
        </thead>
        <tbody>
          {form.papers.map((line) => (
            <Line key={line.key} line={line} correction={props.correction} />
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Line(props: { line: PaperLine; correction: Correction }) {
  const t = useTexts();
  const { line, correction } = props;
  const errorOf = useFieldError(correction);
  const put = (change: Partial<PaperLine>) =>
    correction.setForm((before) => ({
      ...before,
      papers: before.papers.map((one) => (one.key === line.key ? { ...one, ...change } : one)),
    }));
  const paper = line.name === '' ? t('corrections.form.addedPaper') : line.name;
  return (
    <tr>
      <td>
        {line.key.startsWith('new-') ? (
          <TextInput
            size="xs"
            aria-label={t('corrections.form.addedPaper')}
            autoFocus
            maxLength={1000}
            value={line.name}
            error={errorOf(`papers.${line.key}`)}
            onChange={(event) => put({ name: event.currentTarget.value })}
          />
        ) : (
          <>
            {line.name}
            {line.required && <span className={classes.hint}> · {t('corrections.form.required')}</span>}
            {errorOf(`papers.${line.key}`) !== undefined && (
              <div role="alert" className={classes.hint}>
                {errorOf(`papers.${line.key}`)}
              </div>
            )}
          </>
        )}
      </td>
      <td>
        <TextInput
          size="xs"
          inputMode="numeric"
          maxLength={3}
          aria-label={t('corrections.form.originalsOf', { paper })}
          value={line.originals}
          onChange={(event) => put({ originals: event.currentTarget.value })}
        />
      </td>
      <td>
        <TextInput
          size="xs"
          inputMode="numeric"
          maxLength={3}
          aria-label={t('corrections.form.copiesOf', { paper })}
          value={line.copies}
          onChange={(event) => put({ copies: event.currentTarget.value })}
        />
      </td>
      <td>
        <NativeSelect
          size="xs"
          aria-label={t('corrections.form.handlingOf', { paper })}
          data={[
            { value: 'submit', label: t('dossier.page.handlings.submit') },
            { value: 'present', label: t('dossier.page.handlings.present') },
          ]}
          value={line.handling}
          onChange={(event) =>
            put({ handling: event.currentTarget.value === 'present' ? 'present' : 'submit' })
          }
        />
      </td>
    </tr>
  );
}
