import { useTexts } from '#renderer/i18n/index.ts';
import type { BoardCall } from '#shared/contract/index.ts';
import classes from './board.module.css';

/** The call that people look for: its number and its counter, as large as the screen allows. */
export function NewestCall(props: { call: BoardCall | null; standsOut: boolean }) {
  const t = useTexts();
  const { call } = props;
  if (call === null) {
    return (
      <section className={classes.newest} aria-label={t('board.newest')}>
        <p className={classes.nothing}>{t('board.nothing')}</p>
        <p className={classes.nothingText}>{t('board.nothingText')}</p>
      </section>
    );
  }
  return (
    <section
      className={classes.newest}
      aria-label={t('board.newest')}
      aria-live="polite"
      aria-atomic
      data-stands-out={props.standsOut || undefined}
      data-call={call.call}
    >
      <p className={classes.invite}>{t('board.invite')}</p>
      <p className={classes.number}>{call.number}</p>
      <p className={classes.to}>
        <span className={classes.toWords}>{t('board.toCounter')}</span>{' '}
        <span className={classes.toNumber}>{call.counter}</span>
      </p>
    </section>
  );
}
