import { IconAlertTriangle, IconPrinter, IconTicket } from '@tabler/icons-react';
import { type Language, useTextsIn } from '#renderer/i18n/index.ts';
import { QrImage } from '#renderer/ui/index.ts';
import type { IssuedTicket, KioskOptions } from '#shared/contract/index.ts';
import { CountdownLine } from './countdown-line.tsx';
import { nameIn } from './group-choice.tsx';
import classes from './kiosk.module.css';
import type { Countdown } from './use-countdown.ts';
import { isOnPaper, type PaperOutcome } from './use-ticket-paper.ts';

/** The number, how long it will take, and where its paper is. */
export function TicketView(props: {
  issued: IssuedTicket;
  paper: PaperOutcome;
  options: KioskOptions;
  language: Language;
  countdown: Countdown;
  onDone: () => void;
}) {
  const { issued, paper, options, language } = props;
  const t = useTextsIn(language);
  const { ticket, ahead, estimateMinutes } = issued;
  const group = options.groups.find((one) => one.id === ticket.group);
  const ground = options.priorities.find((one) => one.id === ticket.priority);
  const onPaper = isOnPaper(paper);
  return (
    <>
      <div className={classes.ticket} data-on-paper={onPaper || undefined}>
        <div className={classes.ticketMain}>
          <h1 className={classes.ticketTitle} tabIndex={-1}>
            {t('kiosk.yourNumber')} <span className={classes.bigNumber}>{ticket.number}</span>
          </h1>
          <p className={classes.ticketGroup}>{group === undefined ? '' : nameIn(group, language)}</p>
          {ground !== undefined && (
            <p className={classes.ticketGround}>
              {t('kiosk.priorityNote', { ground: nameIn(ground, language) })}
            </p>
          )}
          <p className={classes.ticketAhead}>
            {ahead === 0 ? t('kiosk.aheadNone') : t('kiosk.ahead', { count: ahead })}
            {ahead > 0 && estimateMinutes !== null && (
              <span className={classes.ticketEstimate}>
                {t('kiosk.estimateLong', { minutes: estimateMinutes })}
              </span>
            )}
          </p>
          <PaperLine paper={paper} language={language} />
          {!onPaper && <p className={classes.noteText}>{t('kiosk.note', { number: ticket.number })}</p>}
          <p className={classes.quiet}>{t('kiosk.listen')}</p>
        </div>
        {!onPaper && (
          <QrImage
            className={classes.qr}
            text={issued.qr}
            label={t('kiosk.qrLabel', { number: ticket.number })}
          />
        )}
      </div>
      <footer className={classes.foot}>
        <button type="button" className={classes.done} onClick={props.onDone}>
          {t('kiosk.done')}
        </button>
        <CountdownLine countdown={props.countdown} language={language} />
      </footer>
    </>
  );
}

function PaperLine(props: { paper: PaperOutcome; language: Language }) {
  const t = useTextsIn(props.language);
  const { paper } = props;
  const Icon = paper === 'coming' ? IconPrinter : paper === 'printed' ? IconTicket : IconAlertTriangle;
  const text = {
    coming: t('kiosk.printing'),
    printed: t('kiosk.takePaper'),
    doubt: t('kiosk.paperDoubt'),
    trouble: t('kiosk.paperTrouble'),
    none: t('kiosk.noPaper'),
  }[paper];
  return (
    <p className={classes.paperLine} role="status" data-good={paper === 'printed' || undefined}>
      <Icon aria-hidden size="1.4em" />
      {text}
    </p>
  );
}
