import { IconCertificate } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import {
  newRequestId,
  toOfficeError,
  useOfficeClock,
  useServedTicket,
  useSession,
} from '#renderer/office/index.ts';
import {
  DraftDialog,
  KeyHint,
  notifyDone,
  notifyProblem,
  ScanSink,
  Section,
  StateBadge,
  TicketNote,
  useConfirm,
  useKey,
} from '#renderer/ui/index.ts';
import { linesOfDay, papersTyped, sumOfPerson } from './certified.ts';
import classes from './certify-page.module.css';
import { keptCertify, leavingOf, withEntry } from './certify-store.ts';
import {
  type Entry,
  type EntryField,
  emptyEntry,
  entryProblems,
  isAsBegun,
  isJustContinued,
  isUntouched,
  problemsAtOnce,
  samePersonEntry,
  typeEntry,
} from './entry.ts';
import { EntryRow, focusEntry } from './entry-row.tsx';
import { ProcedureChoice } from './procedure-choice.tsx';
import { TodaySection } from './today-section.tsx';
import { useCertifyDrafts } from './use-certify-drafts.ts';
import { useCertifyScans } from './use-certify-scans.ts';
import { useFee } from './use-fee.ts';
import { useProcedure } from './use-procedure.ts';
import { useRecord } from './use-record.ts';
import { useStaleLines } from './use-stale-lines.ts';
import { useToday } from './use-today.ts';

/** After leaving a field, before it is kept: longer than a scanner needs to take its keys back. */
const LEFT_MS = 60;

const USUAL_PAPERS = ['identity', 'citizen', 'diploma', 'birth', 'transcript', 'marriage', 'land'] as const;

/** Certified copies, one line per request: name, paper, copies, pages, F2, and the cursor is back in the name. */
export function CertifyPage() {
  const t = useTexts();
  const errorText = useErrorText();
  const confirm = useConfirm();
  const session = useSession();
  const person = session.user?.id ?? '';
  const served = useServedTicket();
  const store = useMemo(() => keptCertify(person, newRequestId, served), [person, served]);
  const state = useSyncExternalStore(store.subscribe, store.get);
  const { entry, recording } = state;
  const { procedure, offered, choose, failure } = useProcedure();
  const fee = useFee(entry, procedure);
  const day = useOfficeClock()?.slice(0, 10) ?? null;
  const today = useToday(store, procedure, day);
  useStaleLines(store, procedure, state.stale);
  const drafts = useCertifyDrafts(store, entry, today.refetch);
  const { keeper } = drafts;
  const [offersOpened, setOffersOpened] = useState(false);
  const sink = useRef<HTMLInputElement>(null);
  const [announcement, setAnnouncement] = useState('');
  const { record, stop } = useRecord(store, keeper, {
    onRecorded: (code) => {
      setAnnouncement(t('certify.recorded', { code }));
      // At once, so that quick hands lose no letter.
      focusEntry('name');
    },
    onDoubt: today.refetch,
  });
  useCertifyScans(sink, store, setAnnouncement);
  useEffect(() => {
    if (document.activeElement === document.body) focusEntry('name');
  }, []);

  const lines = useMemo(
    () => (day === null ? [] : linesOfDay(state.lines, day, procedure?.code ?? null)),
    [state.lines, day, procedure],
  );
  const usual = USUAL_PAPERS.map((paper) => t(`certify.papers.${paper}`));
  const suggested = [...papersTyped(lines, usual), ...usual];
  const problems = entryProblems(entry, {
    name: t('certify.problems.name'),
    paper: t('certify.problems.paper'),
    copies: t('certify.problems.copies'),
    pages: t('certify.problems.pages'),
  });
  const sending = recording.phase === 'sending';

  const commit = (): void => {
    if (store.get().recording.phase === 'sending') return;
    store.update((now) => ({ ...now, attempted: true, refusal: null }));
    const [first] = problems.keys();
    if (first !== undefined) {
      focusEntry(first);
      return;
    }
    if (procedure === null) {
      setWanted(true);
      return;
    }
    const unfit = fee?.feeNeeded === true ? 'feeNeeded' : fee?.dueNeeded === true ? 'dueNeeded' : null;
    if (unfit !== null) {
      store.update((now) => ({ ...now, refusal: t(`certify.${unfit}`) }));
      return;
    }
    void record(procedure);
  };

  // Pressed before the catalogue was read: it was meant, and is done as soon as that can be.
  const [wanted, setWanted] = useState(false);
  const latestCommit = useRef(commit);
  latestCommit.current = commit;
  const ready = procedure !== null;
  useEffect(() => {
    if (!wanted || !ready) return;
    setWanted(false);
    latestCommit.current();
  }, [wanted, ready]);

  const askDiscard = (): Promise<boolean> =>
    confirm({
      title: t('certify.discardAsk'),
      ...(store.get().recording.phase === 'unknown' ? { text: t('certify.discardUnknown') } : {}),
      yes: t('certify.discardYes'),
      no: t('certify.discardNo'),
      dangerous: true,
    });

  /** Another line takes the place of this one, which is gone for good. */
  const replaceWith = (next: Entry): void => {
    keeper.discard(store.get().entry.requestId);
    store.update((now) => withEntry(now, next));
  };

  const samePerson = async (): Promise<void> => {
    if (store.get().last === null) return notifyDone(t('certify.nobodyYet'));
    const leaving = leavingOf(store.get());
    if (leaving === 'wait') return;
    if (leaving === 'unknown') return notifyProblem(t('certify.askFirst'));
    if (leaving === 'ask' && !(await askDiscard())) return;
    const { last } = store.get();
    if (last === null) return;
    replaceWith(samePersonEntry(last.entry, newRequestId(), last.id));
    // At once, so that quick hands lose no letter; behind the question once it is closed.
    focusEntry('paper');
    if (leaving === 'ask') setTimeout(() => focusEntry('paper'));
  };

  /** Nothing is thrown away unasked; from the list it is the way back. */
  const discard = async (): Promise<void> => {
    if (sending) return;
    const inList = document.activeElement?.closest('[data-today]') != null;
    if (inList || isUntouched(store.get().entry)) {
      focusEntry('name');
      return;
    }
    // Otherwise the cursor goes back to the field in which it stood.
    if (!(await askDiscard())) return;
    replaceWith(emptyEntry(newRequestId()));
    setTimeout(() => focusEntry('name'));
  };

  useKey('F2', commit, { label: t('certify.keys.record') });
  useKey('F3', () => focusEntry('name'), { label: t('certify.keys.name') });
  useKey('F4', () => void samePerson(), {
    label: t(state.last === null ? 'certify.keys.samePersonLater' : 'certify.keys.samePerson'),
  });
  useKey('F8', () => setOffersOpened(true), { label: t('drafts.key'), enabled: !sending });
  useKey('Alt+Q', () => store.edit((now) => ({ ...now, later: !now.later })), {
    label: t('certify.keys.later'),
  });
  useKey('Ctrl+ArrowUp', () => document.getElementById('certify-procedure')?.focus(), {
    label: t('certify.keys.procedure'),
  });
  useKey('Escape', () => void discard(), { label: t('certify.keys.discard') });

  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1 className={classes.title}>{t('certify.title')}</h1>
        <ProcedureChoice chosen={procedure?.code ?? ''} offered={offered} onChoose={choose} />
      </header>
      {failure !== null && failure !== undefined && (
        <p className={classes.failure} role="alert">
          {errorText(toOfficeError(failure))}
        </p>
      )}
      <Section
        title={t('certify.entry')}
        icon={<IconCertificate size="1.2rem" stroke={1.7} />}
        badge={entry.later && <StateBadge tone="attention">{t('certify.later')}</StateBadge>}
        aside={
          <span className={classes.aside}>
            <span>{t('certify.scanHint')}</span>
            <span>
              <KeyHint keys="Alt+Q" /> {t(entry.later ? 'certify.notLater' : 'certify.later')}
            </span>
            {state.last !== null && (
              <span>
                <KeyHint keys="F4" /> {t('certify.samePerson', { name: state.last.entry.fields.name })}
              </span>
            )}
          </span>
        }
      >
        <TicketNote ticket={entry.ticket} />
        <EntryRow
          entry={entry}
          due={entry.later ? (fee?.due?.at ?? null) : null}
          fee={fee?.fee?.amount ?? null}
          offers={isAsBegun(entry) ? drafts.offers.length : 0}
          onLeave={() => void setTimeout(() => void keeper.flush(), LEFT_MS)}
          onOffers={() => setOffersOpened(true)}
          onRecord={commit}
          onStop={stop}
          onType={(field: EntryField, value: string) => store.edit((now) => typeEntry(now, field, value))}
          openedFrom={state.openedFrom}
          problems={state.attempted ? problems : problemsAtOnce(entry, problems)}
          recording={recording}
          refusal={state.refusal}
          sum={sumOfPerson(entry, state.last, state.lines)}
          typing={entry.visit.length > 0 && !isJustContinued(entry)}
          suggested={suggested}
        />
      </Section>
      <TodaySection day={day} lines={lines} today={today} />
      <DraftDialog
        drafts={drafts}
        laidAside={!isAsBegun(entry)}
        onClose={() => setOffersOpened(false)}
        opened={offersOpened}
      />
      <ScanSink announcement={announcement} sink={sink} />
    </div>
  );
}
