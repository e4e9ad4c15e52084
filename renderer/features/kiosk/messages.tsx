import { IconPlugConnectedX, IconTicketOff } from '@tabler/icons-react';
import { type Language, useTextsIn } from '#renderer/i18n/index.ts';
import { CountdownLine } from './countdown-line.tsx';
import classes from './kiosk.module.css';
import type { Countdown } from './use-countdown.ts';

/** Nothing can be taken here now, and where to go. */
export function OutOfService(props: { title: string; text: string }) {
  return (
    <div className={classes.message} role="alert">
      <IconPlugConnectedX aria-hidden className={classes.messageIcon} />
      <h1 className={classes.messageTitle} tabIndex={-1}>
        {props.title}
      </h1>
      <p className={classes.messageText}>{props.text}</p>
    </div>
  );
}

/** The number is on its way; `again`: no answer came to the first try. */
export function Issuing(props: { again: boolean; language: Language }) {
  const t = useTextsIn(props.language);
  return (
    <div className={classes.message} role="status">
      <h1 className={classes.messageTitle} tabIndex={-1}>
        {t('kiosk.issuing')}
      </h1>
      {props.again && <p className={classes.messageText}>{t('kiosk.stillIssuing')}</p>}
    </div>
  );
}

/** No number was given, as far as is known. */
export function Failed(props: {
  full: boolean;
  language: Language;
  countdown: Countdown;
  onRetry: () => void;
  onBack: () => void;
}) {
  const t = useTextsIn(props.language);
  return (
    <>
      <div className={classes.message} role="alert">
        <IconTicketOff aria-hidden className={classes.messageIcon} />
        <h1 className={classes.messageTitle} tabIndex={-1}>
          {t('kiosk.failedTitle')}
        </h1>
        <p className={classes.messageText}>{t(props.full ? 'kiosk.full' : 'kiosk.failedText')}</p>
        {!props.full && (
          <button type="button" className={classes.done} onClick={props.onRetry}>
            {t('kiosk.retry')}
          </button>
        )}
      </div>
      <footer className={classes.foot}>
        <button type="button" className={classes.back} onClick={props.onBack}>
          {t('kiosk.back')}
        </button>
        <CountdownLine countdown={props.countdown} language={props.language} />
      </footer>
    </>
  );
}
