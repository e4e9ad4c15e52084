import { NativeSelect } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { useTexts } from '#renderer/i18n/index.ts';
import { Section, StateBadge, TextField } from '#renderer/ui/index.ts';
import type { Procedure } from '#shared/catalog/index.ts';
import { CopiesDiffer } from './copies-differ.tsx';
import classes from './correct-page.module.css';
import { type CorrectionForm, needsOf, papersOfCase } from './form.ts';
import type { Correction } from './use-correction.ts';
import { useFieldError } from './use-field-error.ts';

const WAYS = ['counter', 'post', 'electronic'] as const;

/** The case, how the result is handed over, fee and due date as far as they are typed at all, the note. */
export function RequestSection(props: { correction: Correction; procedure: Procedure | null }) {
  const t = useTexts();
  const { correction, procedure } = props;
  const { dossier, form, setForm } = correction;
  const errorOf = useFieldError(correction);
  const put = (change: Partial<CorrectionForm>) => setForm((before) => ({ ...before, ...change }));
  const cases = procedure?.cases ?? [];
  return (
    <Section
      title={t('corrections.form.request')}
      icon={<IconFileText size="1.125rem" />}
      aside={dossier.procedure.code}
    >
      <p className={classes.fixed}>
        <strong>{dossier.procedure.name}</strong>
      </p>
      <p className={classes.hint}>{t('corrections.form.procedureFixed')}</p>
      {procedure === null && (
        <p className={classes.hint}>
          <StateBadge tone="attention">{t('corrections.form.procedureGone')}</StateBadge>
        </p>
      )}
      <div className={classes.grid}>
        {cases.length > 1 && (
          <NativeSelect
            className={classes.whole ?? ''}
            label={t('corrections.form.case')}
            data={cases.map(({ id, name }) => ({ value: id, label: name === '' ? '–' : name }))}
            value={form.caseId}
            error={errorOf('caseId')}
            onChange={(event) => {
              const caseId = event.currentTarget.value;
              setForm((before) => ({
                ...before,
                caseId,
                papers: papersOfCase(procedure, caseId, before.papers),
              }));
            }}
          />
        )}
        <NativeSelect
          className={classes.third ?? ''}
          label={t('corrections.form.way')}
          data={WAYS.map((way) => ({ value: way, label: t(`dossier.page.deliveries.${way}`) }))}
          value={form.way}
          onChange={(event) =>
            put({ way: WAYS.find((way) => way === event.currentTarget.value) ?? 'counter' })
          }
        />
        <TextField
          className={classes.third ?? ''}
          label={t('corrections.form.copies')}
          inputMode="numeric"
          maxLength={2}
          value={form.dossierCopies}
          error={errorOf('dossierCopies')}
          onChange={(event) => put({ dossierCopies: event.currentTarget.value })}
        />
        <FeeFields correction={correction} procedure={procedure} />
        <CopiesDiffer correction={correction} procedure={procedure} />
        {form.way === 'post' && (
          <TextField
            className={classes.whole ?? ''}
            label={t('corrections.form.deliveryAddress')}
            maxLength={500}
            value={form.deliveryAddress}
            error={errorOf('delivery.address')}
            onChange={(event) => put({ deliveryAddress: event.currentTarget.value })}
          />
        )}
        <DueFields correction={correction} procedure={procedure} />
        <TextField
          className={classes.whole ?? ''}
          label={t('corrections.form.note')}
          maxLength={2000}
          value={form.note}
          error={errorOf('note')}
          onChange={(event) => put({ note: event.currentTarget.value })}
        />
      </div>
    </Section>
  );
}

function FeeFields(props: { correction: Correction; procedure: Procedure | null }) {
  const t = useTexts();
  const { correction, procedure } = props;
  const { dossier, form, setForm } = correction;
  const errorOf = useFieldError(correction);
  const needs = needsOf(dossier, procedure, form);
  const put = (change: Partial<CorrectionForm['fee']>) =>
    setForm((before) => ({ ...before, fee: { ...before.fee, ...change } }));
  const exemptions = procedure?.exemptions ?? [];
  return (
    <>
      {needs.amount && (
        <TextField
          className={classes.third ?? ''}
          label={t('corrections.form.amount')}
          inputMode="numeric"
          maxLength={20}
          value={form.fee.amount}
          error={errorOf('fee.enteredAmount')}
          onChange={(event) => put({ amount: event.currentTarget.value })}
        />
      )}
      {needs.quantity && (
        <TextField
          className={classes.third ?? ''}
          label={t('corrections.form.quantity')}
          inputMode="numeric"
          maxLength={5}
          value={form.fee.quantity}
          error={errorOf('fee.quantity')}
          onChange={(event) => put({ quantity: event.currentTarget.value })}
        />
      )}
      {needs.pages && (
        <TextField
          className={classes.third ?? ''}
          label={t('corrections.form.pages')}
          inputMode="numeric"
          maxLength={5}
          value={form.fee.pages}
          error={errorOf('fee.pages')}
          onChange={(event) => put({ pages: event.currentTarget.value })}
        />
      )}
      {exemptions.length > 0 && (
        <NativeSelect
          className={classes.half ?? ''}
          label={t('corrections.form.exemption')}
          data={[
            { value: '', label: t('corrections.form.exemptionNone') },
            ...exemptions.map(({ id, label }) => ({ value: id, label })),
          ]}
          value={form.fee.exemptionId}
          error={errorOf('fee.exemptionId')}
          onChange={(event) => put({ exemptionId: event.currentTarget.value })}
        />
      )}
      {form.fee.exemptionId !== '' && (
        <TextField
          className={classes.half ?? ''}
          label={t('corrections.form.exemptionGround')}
          maxLength={300}
          value={form.fee.exemptionGround}
          error={errorOf('fee.exemptionGround')}
          onChange={(event) => put({ exemptionGround: event.currentTarget.value })}
        />
      )}
    </>
  );
}

function DueFields(props: { correction: Correction; procedure: Procedure | null }) {
  const t = useTexts();
  const { correction, procedure } = props;
  const { dossier, form, setForm } = correction;
  const errorOf = useFieldError(correction);
  if (!needsOf(dossier, procedure, form).due) return null;
  const put = (change: Partial<CorrectionForm['due']>) =>
    setForm((before) => ({ ...before, due: { ...before.due, ...change } }));
  return (
    <>
      <TextField
        label={t('corrections.form.dueDate')}
        maxLength={10}
        value={form.due.date}
        error={errorOf('due.at')}
        onChange={(event) => put({ date: event.currentTarget.value })}
      />
      <TextField
        label={t('corrections.form.dueTime')}
        maxLength={5}
        value={form.due.time}
        error={errorOf('due.time')}
        onChange={(event) => put({ time: event.currentTarget.value })}
      />
      <TextField
        className={classes.half ?? ''}
        label={t('corrections.form.dueReason')}
        maxLength={500}
        value={form.due.reason}
        error={errorOf('due.reason')}
        onChange={(event) => put({ reason: event.currentTarget.value })}
      />
    </>
  );
}
