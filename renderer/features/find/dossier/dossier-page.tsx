import { Button } from '@mantine/core';
import { IconArrowLeft, IconEraser, IconFileOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useLocation, useNavigate, useParams } from 'react-router';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import {
  type OfficeClient,
  queryKeys,
  toOfficeError,
  useOffice,
  useSession,
} from '#renderer/office/index.ts';
import {
  DossierSigning,
  EmptyState,
  KeyHint,
  Page,
  paths,
  scannedReceiptOf,
  useKey,
} from '#renderer/ui/index.ts';
import { codeOf } from '../code-of.ts';
import { ApplicantCard } from './applicant-card.tsx';
import { CodesCard } from './codes-card.tsx';
import { DossierBadges } from './dossier-badges.tsx';
import classes from './dossier-page.module.css';
import { DueCard } from './due-card.tsx';
import { ErasedDossier } from './erased-dossier.tsx';
import { FeeCard } from './fee-card.tsx';
import { FollowAction } from './follow-action.tsx';
import { HistoryCard } from './history-card.tsx';
import { MendingActions } from './mending-actions.tsx';
import { MendingNotices } from './mending-notices.tsx';
import { PapersCard } from './papers-card.tsx';
import { PrintedCard } from './printed-card.tsx';
import { ProvinceBadge, ProvinceCard } from './province-card.tsx';
import { RequestCard } from './request-card.tsx';
import { SlipCard } from './slip-card.tsx';

export type OpenDossier = Awaited<ReturnType<OfficeClient['dossiers']['get']>>;

/** Whether a receipt of the present revision is on the way or has come out. */
function isPrinted({ dossier, papers, jobs }: OpenDossier): boolean {
  return (
    papers.some((paper) => paper.revision === dossier.revision && paper.outcome !== 'failed') ||
    jobs.some((job) => job.revision === dossier.revision)
  );
}

/** Whether another screen was shown in this window before; the router counts them in the browser's history. */
function hasBefore(): boolean {
  const state: unknown = window.history.state;
  return typeof state === 'object' && state !== null && 'idx' in state && Number(state.idx) > 0;
}

/** Everything the office knows of one dossier, live. Esc goes back to where it was opened from: list, quick entry, a scan. */
export function DossierPage() {
  const t = useTexts();
  const office = useOffice();
  const session = useSession();
  const navigate = useNavigate();
  const errorText = useErrorText();
  const location: { state: unknown } = useLocation();
  const id = useParams()['id'] ?? '';
  const opened = useQuery({ queryKey: queryKeys.dossier(id), queryFn: () => office.dossiers.get({ id }) });
  const back = (): void => void (hasBefore() ? navigate(-1) : navigate(paths.find));
  useKey('Escape', back, { label: t('dossier.page.back') });
  const backButton = (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconArrowLeft size="1rem" aria-hidden />}
      rightSection={<KeyHint keys="Escape" />}
      onClick={back}
    >
      {t('dossier.page.back')}
    </Button>
  );

  if (opened.isError) {
    const failure = toOfficeError(opened.error);
    if (failure.code === 'erased') return <ErasedDossier id={id} before={backButton} />;
    const missing = failure.code === 'not-found' || failure.code === 'invalid-input';
    return (
      <Page title={t('dossier.find.title')} before={backButton}>
        <EmptyState
          icon={<IconFileOff size={36} />}
          title={missing ? t('dossier.page.notFound') : errorText(failure)}
          {...(missing ? { text: t('dossier.page.notFoundText') } : {})}
        />
      </Page>
    );
  }
  if (opened.data === undefined)
    return (
      <Page title={t('common.loading')} before={backButton}>
        {null}
      </Page>
    );
  const { dossier } = opened.data;
  const { slip } = dossier;
  const code = codeOf(dossier);
  return (
    <Page
      title={slip === undefined ? code : t(`dossier.slip.titles.${slip.kind}`, { code })}
      before={backButton}
      actions={
        <>
          <DossierBadges dossier={dossier} />
          <ProvinceBadge dossierId={dossier.id} />
          <FollowAction dossier={dossier} />
          <MendingActions dossier={dossier} code={code} />
          {session.user?.role === 'administrator' && (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconEraser size="1rem" aria-hidden />}
              onClick={() => void navigate(paths.eraseDossier(code))}
            >
              {t('erasure.page.action')}
            </Button>
          )}
        </>
      }
    >
      <MendingNotices
        dossier={dossier}
        printed={isPrinted(opened.data)}
        scanned={scannedReceiptOf(location.state, dossier.id)}
      />
      <div className={classes.columns}>
        <div className={classes.column}>
          <ApplicantCard dossier={dossier} />
          <RequestCard dossier={dossier} />
          <PapersCard dossier={dossier} />
          <CodesCard dossier={dossier} />
        </div>
        <div className={classes.column}>
          {slip === undefined ? <DueCard dossier={dossier} /> : <SlipCard slip={slip} />}
          <PrintedCard opened={opened.data} />
          <DossierSigning dossierId={dossier.id} />
          {slip === undefined && <FeeCard dossier={dossier} />}
          <ProvinceCard dossierId={dossier.id} />
          <HistoryCard history={opened.data.history} />
        </div>
      </div>
    </Page>
  );
}
