import { type Language, useTextsIn } from '#renderer/i18n/index.ts';
import classes from './kiosk.module.css';
import type { Countdown } from './use-countdown.ts';

/** Says when the kiosk returns to its beginning, and lets who reads slowly ask for more time. */
export function CountdownLine(props: { countdown: Countdown; language: Language }) {
  const t = useTextsIn(props.language);
  const { left, whole, longer } = props.countdown;
  if (left === null) return null;
  return (
    <div className={classes.countdown}>
      <span>{t('kiosk.returning', { seconds: left })}</span>
      <span aria-hidden className={classes.track}>
        <span className={classes.bar} style={{ width: `${(left / Math.max(1, whole)) * 100}%` }} />
      </span>
      <button type="button" className={classes.longer} onClick={longer}>
        {t('kiosk.longer')}
      </button>
    </div>
  );
}
