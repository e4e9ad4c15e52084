import { Button } from '@mantine/core';
import { IconArrowLeft, IconFileOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { type OfficeClient, queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { EmptyState, KeyHint, notifyDone, Page, paths, useConfirm, useKey } from '#renderer/ui/index.ts';
import type { Dossier } from '#shared/dossier/index.ts';
import { aboutOf, codeOf } from '../code-of.ts';
import { ApplicantSection } from './applicant-section.tsx';
import classes from './correct-page.module.css';
import { EffectPane } from './effect-pane.tsx';
import { PapersSection } from './papers-section.tsx';
import { PeopleSection } from './people-section.tsx';
import { hasReceiptOut } from './receipt-out.ts';
import { RequestSection } from './request-section.tsx';
import { focusSection } from './sections.ts';
import { useCorrection } from './use-correction.ts';

export type Mending = Awaited<ReturnType<OfficeClient['dossiers']['mending']>>;

/** Corrects a received dossier: the form on the left, what becomes of dossier and receipt on the right. */
export function CorrectPage() {
  const t = useTexts();
  const office = useOffice();
  const errorText = useErrorText();
  const id = useParams()['id'] ?? '';
  const opened = useQuery({ queryKey: queryKeys.dossier(id), queryFn: () => office.dossiers.get({ id }) });
  const mending = useQuery({
    queryKey: queryKeys.mending(id),
    queryFn: () => office.dossiers.mending({ id }),
  });
  const failure = opened.error ?? mending.error;
  if (failure !== null) return <Refused id={id} why={errorText(toOfficeError(failure))} />;
  if (opened.data === undefined || mending.data === undefined) {
    return <Page title={t('corrections.form.loading')}>{null}</Page>;
  }
  if (!mending.data.correct.allowed) return <Refused id={id} why={mending.data.correct.why} />;
  return (
    <CorrectForm dossier={opened.data.dossier} mending={mending.data} print={hasReceiptOut(opened.data)} />
  );
}

function Refused(props: { id: string; why: string }) {
  const t = useTexts();
  const navigate = useNavigate();
  const { state }: { state: unknown } = useLocation();
  const back = (): void => void navigate(paths.dossier(props.id), { replace: true, state });
  useKey('Escape', back, { label: t('corrections.form.back') });
  return (
    <Page title={t('corrections.form.forbidden')} before={<BackButton onBack={back} />}>
      <EmptyState icon={<IconFileOff size={36} />} title={props.why} />
    </Page>
  );
}

function BackButton(props: { onBack: () => void }) {
  const t = useTexts();
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconArrowLeft size="1rem" aria-hidden />}
      rightSection={<KeyHint keys="Escape" />}
      onClick={props.onBack}
    >
      {t('corrections.form.back')}
    </Button>
  );
}

function CorrectForm(props: { dossier: Dossier; mending: Mending; print: boolean }) {
  const t = useTexts();
  const navigate = useNavigate();
  const confirm = useConfirm();
  const { procedure, reasons } = props.mending;
  const correction = useCorrection(props.dossier, procedure, props.print);
  const { dossier, touched } = correction;
  const code = codeOf(dossier);
  const location: { state: unknown } = useLocation();
  // What a scanned paper was is said once more only where nothing was written since.
  const leave = (state: unknown): void => void navigate(paths.dossier(dossier.id), { replace: true, state });

  async function back(): Promise<void> {
    const sure =
      !touched ||
      (await confirm({
        title: t('corrections.form.leave'),
        about: aboutOf(dossier),
        text: t('corrections.form.leaveText'),
        yes: t('corrections.form.leaveYes'),
        dangerous: true,
      }));
    if (sure) leave(location.state);
  }

  async function save(): Promise<void> {
    const saved = await correction.save();
    if (saved === null) return;
    notifyDone(t('corrections.effect.saved', { revision: saved.revision }));
    leave(null);
  }

  const page = useRef<HTMLDivElement>(null);
  useKey('Escape', () => void back(), { label: t('corrections.form.back') });
  useKey('Ctrl+ArrowDown', () => focusSection(page.current, 1), { label: t('receive.keys.nextCard') });
  useKey('Ctrl+ArrowUp', () => focusSection(page.current, -1), { label: t('receive.keys.cardBefore') });
  return (
    <Page title={t('corrections.form.title', { code })} before={<BackButton onBack={() => void back()} />}>
      <div ref={page} className={classes.columns}>
        <form
          aria-label={t('corrections.form.title', { code })}
          className={classes.column}
          noValidate
          onSubmit={(event) => event.preventDefault()}
        >
          <ApplicantSection correction={correction} />
          <PeopleSection correction={correction} isPerson={dossier.applicant.kind === undefined} />
          <PapersSection correction={correction} procedure={procedure} />
          <RequestSection correction={correction} procedure={procedure} />
        </form>
        <EffectPane
          correction={correction}
          procedure={procedure}
          reasons={reasons.correct}
          onSave={() => void save()}
        />
      </div>
    </Page>
  );
}
