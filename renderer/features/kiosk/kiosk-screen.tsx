import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Language } from '#renderer/i18n/index.ts';
import { useTextsIn } from '#renderer/i18n/index.ts';
import { queryKeys, useConnectionState, useOffice } from '#renderer/office/index.ts';
import { useKey } from '#renderer/ui/index.ts';
import { GroundChoice } from './ground-choice.tsx';
import { GroupChoice } from './group-choice.tsx';
import classes from './kiosk.module.css';
import { KioskEntry } from './kiosk-entry.tsx';
import { KioskHead } from './kiosk-head.tsx';
import { Failed, Issuing, OutOfService } from './messages.tsx';
import { patienceOf } from './round.ts';
import { TicketView } from './ticket-view.tsx';
import { useCountdown } from './use-countdown.ts';
import { useKiosk } from './use-kiosk.ts';
import { isOnPaper, useTicketPaper } from './use-ticket-paper.ts';
import { useTouchGuard } from './use-touch-guard.ts';

const ASK_AGAIN_MS = 20_000;
/** A short break of the line is not worth a word: it comes back by itself. */
const BREAK_MS = 2500;

/** The person whose session the screen uses, and the ways out of it. */
export type KioskStaff = {
  name: string;
  /** Leaves the screen; the caller locks the session, for a citizen may stand before it. */
  onLeave: () => void;
  /** Not opened at all. */
  onCancel: () => void;
};

/**
 * The touch screen on which people take their numbers. On a paired device (`staff` absent) nothing leads elsewhere; for
 * a signed-in person it says first whose session stands open.
 */
export function KioskScreen(props: { staff?: KioskStaff }) {
  const { staff } = props;
  const [entered, setEntered] = useState(staff === undefined);
  if (!entered && staff !== undefined) return <KioskEntry staff={staff} onBegin={() => setEntered(true)} />;
  return <Kiosk {...(staff === undefined ? {} : { onLeave: staff.onLeave })} />;
}

function Kiosk(props: { onLeave?: () => void }) {
  const office = useOffice();
  const [language, setLanguage] = useState<Language>('vi');
  const t = useTextsIn(language);
  const connected = useConnected();
  const kiosk = useKiosk();
  const { round } = kiosk;
  const options = useQuery({
    queryKey: queryKeys.queueOptions,
    queryFn: () => office.queue.options({}),
    refetchInterval: ASK_AGAIN_MS,
  });
  const beginAnew = (): void => {
    kiosk.beginAnew();
    // A paired device hears no events: who comes next sees how many wait now.
    void options.refetch();
    setLanguage('vi');
  };
  const paper = useTicketPaper(round.step === 'issued' ? round.issued.jobId : null);
  const hasPaper = isOnPaper(paper);
  // Who must note the number down after all gets the time for it.
  const countdown = useCountdown(
    patienceOf(round, hasPaper, language === 'vi'),
    `${round.step} ${hasPaper} ${language}`,
    beginAnew,
  );
  const onClickCapture = useTouchGuard(round.step);
  useFocusAtStep(round.step);
  useKey('Escape', () => props.onLeave?.(), { enabled: props.onLeave !== undefined });

  const data = options.data;
  const busy = round.step === 'issuing' || round.step === 'issued';
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it swallows what a hurried finger did, nothing else
    <div
      className={classes.kiosk}
      lang={language}
      onClickCapture={onClickCapture}
      onContextMenu={(event) => event.preventDefault()}
    >
      <KioskHead
        options={data}
        language={language}
        onLanguage={setLanguage}
        {...(props.onLeave === undefined ? {} : { onLeave: props.onLeave })}
      />
      <main className={classes.main}>
        {!connected && !busy ? (
          <OutOfService title={t('kiosk.offlineTitle')} text={t('kiosk.offlineText')} />
        ) : data === undefined ? (
          options.isError ? (
            <OutOfService title={t('kiosk.closedTitle')} text={t('kiosk.closedText')} />
          ) : (
            <p className={classes.quiet} role="status">
              {t('kiosk.loading')}
            </p>
          )
        ) : round.step === 'groups' ? (
          <GroupChoice
            options={data}
            language={language}
            onTouch={(group) => kiosk.touchGroup(group, data.priorities.length > 0)}
          />
        ) : round.step === 'grounds' ? (
          <GroundChoice
            options={data}
            group={round.group}
            language={language}
            countdown={countdown}
            onTouch={kiosk.touchGround}
            onBack={beginAnew}
          />
        ) : round.step === 'issuing' ? (
          <Issuing again={round.attempt > 1} language={language} />
        ) : round.step === 'failed' ? (
          <Failed
            full={round.full}
            language={language}
            countdown={countdown}
            onRetry={kiosk.retry}
            onBack={beginAnew}
          />
        ) : (
          <TicketView
            issued={round.issued}
            paper={paper}
            options={data}
            language={language}
            countdown={countdown}
            onDone={beginAnew}
          />
        )}
      </main>
    </div>
  );
}

/** Whether the office is in reach; a short break is none. */
function useConnected(): boolean {
  const open = useConnectionState().phase === 'open';
  const [lost, setLost] = useState(false);
  useEffect(() => {
    if (open) {
      setLost(false);
      return undefined;
    }
    const timer = setTimeout(() => setLost(true), BREAK_MS);
    return () => clearTimeout(timer);
  }, [open]);
  return open || !lost;
}

/** Who works it by keyboard or screen reader begins each step at its heading. */
function useFocusAtStep(step: string): void {
  const before = useRef(step);
  useEffect(() => {
    if (before.current === step) return;
    before.current = step;
    document.querySelector<HTMLElement>('h1[tabindex="-1"]')?.focus({ preventScroll: true });
  }, [step]);
}
