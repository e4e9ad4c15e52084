import type { CSSProperties } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import type { BoardCall } from '#shared/contract/index.ts';
import classes from './board.module.css';

/** The calls before, newest first. */
export function LastCalls(props: { calls: readonly BoardCall[] }) {
  const t = useTexts();
  if (props.calls.length === 0) return null;
  return (
    <section className={classes.last}>
      <h2 className={classes.lastTitle}>{t('board.last')}</h2>
      <ol className={classes.lastList} style={{ '--count': props.calls.length } as CSSProperties}>
        {props.calls.map((call) => (
          <li key={call.call} className={classes.lastCall}>
            <span className={classes.lastNumber}>{call.number}</span>
            <span>{t('board.counter', { number: call.counter })}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
