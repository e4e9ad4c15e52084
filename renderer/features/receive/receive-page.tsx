import { VisuallyHidden } from '@mantine/core';
import { useEffect, useMemo, useRef } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { newRequestId, useServedTicket, useSession } from '#renderer/office/index.ts';
import { ScanSink, TicketNote } from '#renderer/ui/index.ts';
import type { Dossier } from '#shared/dossier/index.ts';
import { ActionBar } from './action-bar.tsx';
import { ApplicantCard } from './applicant/applicant-card.tsx';
import { DraftOffers } from './drafts/draft-offers.tsx';
import { UnreadNote } from './drafts/unread-note.tsx';
import { DraftsProvider, useDrafts } from './drafts/use-drafts.tsx';
import { useDuplicateKeys } from './duplicates/duplicate-notes.tsx';
import { DuplicatesProvider, useDuplicateWarnings } from './duplicates/use-duplicates.tsx';
import { focusField } from './focus.ts';
import { FollowsNote } from './follows/follows-note.tsx';
import { needsOf } from './model/needs.ts';
import { PaperPane } from './paper/paper-pane.tsx';
import { Reasons } from './paper/reasons.tsx';
import { PapersCard } from './papers/papers-card.tsx';
import { ProcedureCard } from './procedure/procedure-card.tsx';
import classes from './receive-page.module.css';
import { ReceivedView } from './received/received-view.tsx';
import { useDossierNow } from './received/use-dossier-now.ts';
import { useReceipt } from './received/use-receipt.ts';
import { keptReception } from './reception-store.ts';
import { ResultCard } from './result/result-card.tsx';
import { useCardScans } from './scan/use-card-scans.ts';
import { SlipActions } from './slip/slip-actions.tsx';
import { SlipSheet } from './slip/slip-sheet.tsx';
import { useGive } from './slip/use-give.ts';
import { type Slip, useSlip } from './slip/use-slip.ts';
import { useCommit } from './use-commit.ts';
import { useKnownCitizen } from './use-known-citizen.ts';
import { usePeopleKeys } from './use-people-keys.ts';
import { type LivePreview, usePreview } from './use-preview.ts';
import { useProblems } from './use-problems.ts';
import { useProcedureOfAddress } from './use-procedure-of-address.ts';
import { ProblemsProvider, ReceptionProvider, useReception } from './use-reception.tsx';
import { useReceptionKeys } from './use-reception-keys.ts';
import { useSlipOfAddress } from './use-slip-of-address.ts';
import { useSubmit } from './use-submit.ts';

/** After leaving a field, before it is sent: longer than a scanner needs to take its keys back. */
const LEFT_MS = 60;

/** The ONE screen on which a clerk receives a dossier, by keyboard alone. */
export function ReceivePage() {
  const person = useSession().user?.id ?? '';
  const served = useServedTicket();
  const store = useMemo(() => keptReception(person, newRequestId, served), [person, served]);
  return (
    <ReceptionProvider store={store}>
      <DraftsProvider>
        <DuplicatesProvider>
          <Desk />
        </DuplicatesProvider>
      </DraftsProvider>
    </ReceptionProvider>
  );
}

function Desk() {
  const t = useTexts();
  const { locked } = useSession();
  const reception = useReception();
  const { form, submission } = reception;
  const received = submission.phase === 'received' ? submission : null;
  const dossier = useDossierNow(received?.dossier ?? null);
  const slip = useSlip(locked);
  const live = usePreview(form, received === null && slip === null && !locked);
  const needs = useMemo(() => needsOf(form, live.preview?.dueNeeded), [form, live.preview?.dueNeeded]);
  const problems = useProblems(needs, live);
  const sink = useRef<HTMLInputElement>(null);
  const announcement = useCardScans(sink);
  const { submit, stop } = useSubmit();
  const commit = useCommit({ needs, problems, submit });
  const giving = useGive(slip, submit);
  const { keeper } = useDrafts();
  const keys = useReceptionKeys(commit, giving.open, keeper);
  usePeopleKeys();
  useDuplicateKeys(received === null && slip === null);
  const doubts = useDuplicateWarnings(problems.warnings);
  useKnownCitizen();
  useProcedureOfAddress();
  useSlipOfAddress(keeper);
  useEffect(() => {
    // The cursor begins at the first field; who comes back to a half-filled form finds it there too.
    if (document.activeElement === document.body) focusField('applicant.name');
  }, []);
  return (
    <ProblemsProvider problems={slip?.problems.shown ?? problems.shown} warnings={doubts}>
      <div className={classes.page}>
        <div className={classes.desk}>
          <VisuallyHidden component="h1">{t('receive.title')}</VisuallyHidden>
          <div className={classes.left}>
            {received === null || dossier === null ? (
              // biome-ignore lint/a11y/useSemanticElements: a form element would be sent by Enter
              <div
                aria-busy={submission.phase === 'sending'}
                aria-label={slip === null ? t('receive.form') : t(`slips.titles.${slip.kind}`)}
                className={classes.form}
                data-reception-form
                // Behind the scanner, which takes the focus first and then takes its keys back.
                onBlur={() => void setTimeout(() => void keeper.flush(), LEFT_MS)}
                onKeyDown={keys.onKeyDown}
                role="form"
              >
                {submission.phase === 'taken' && (
                  <VisuallyHidden component="h2">{t('receive.form')}</VisuallyHidden>
                )}
                <TicketNote ticket={form.channel === 'counter' ? form.ticket : null} />
                <div
                  className={classes.cards}
                  inert={submission.phase === 'sending' || submission.phase === 'taken'}
                >
                  {slip === null ? (
                    <>
                      <UnreadNote />
                      <FollowsNote />
                      <ApplicantCard />
                      <ProcedureCard />
                      <PapersCard onLeave={() => focusField('delivery.way')} />
                      <ResultCard needs={needs} preview={live.preview} />
                    </>
                  ) : (
                    <SlipSheet slip={slip} />
                  )}
                </div>
                {slip === null ? (
                  <ActionBar
                    onDiscard={() => void keys.discard()}
                    onReceive={commit}
                    onSlip={giving.open}
                    onStop={stop}
                    problems={problems.shown}
                  />
                ) : (
                  <SlipActions
                    onClose={giving.close}
                    onGive={giving.give}
                    onOther={giving.open}
                    onStop={stop}
                    slip={slip}
                  />
                )}
              </div>
            ) : (
              <ReceivedView
                dossier={dossier}
                job={received.job}
                onNext={keys.next}
                onSamePerson={keys.samePerson}
                repeated={received.repeated}
              />
            )}
          </div>
          <div className={classes.right}>
            <DraftOffers />
            <PaperOf live={live} received={dossier} slip={slip} />
          </div>
          <ScanSink announcement={announcement} sink={sink} />
        </div>
      </div>
    </ProblemsProvider>
  );
}

/** The paper of what stands on the left: the receipt or the slip, as it would be printed, or as it was. */
function PaperOf(props: {
  live: LivePreview & { isCurrent: boolean };
  received: Dossier | null;
  slip: Slip | null;
}) {
  const t = useTexts();
  const { form, submission } = useReception();
  const { live, received, slip } = props;
  const receipt = useReceipt(received);
  const notPrinted = t('receive.paper.notPrinted');
  if (received !== null)
    return (
      <PaperPane
        busy={receipt === null}
        document={receipt}
        failure={null}
        note={submission.phase === 'received' && submission.job === null ? notPrinted : undefined}
      >
        {received.slip === undefined && received.cancelled === null && (
          <Reasons
            due={received.atOnce === true ? null : received.due}
            fee={received.fee}
            feeSteps={received.fee.steps}
            warnings={[]}
          />
        )}
      </PaperPane>
    );
  if (slip !== null)
    return (
      <PaperPane
        busy={!slip.live.isCurrent}
        document={slip.live.preview?.document ?? null}
        failure={slip.live.failure}
      />
    );
  return (
    <PaperPane
      busy={!live.isCurrent}
      document={live.preview?.document ?? null}
      failure={live.failure}
      note={form.atOnce && !form.printReceipt ? notPrinted : undefined}
    >
      {live.preview !== null && <Reasons {...live.preview} due={form.atOnce ? null : live.preview.due} />}
    </PaperPane>
  );
}
