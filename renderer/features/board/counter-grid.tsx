import type { CSSProperties } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import type { Board, BoardCall } from '#shared/contract/index.ts';
import classes from './board.module.css';

/** From so many counters on, those where nobody sits are left out: the others stay legible. */
const MANY = 10;

/** Every counter with the ticket it serves. */
export function CounterGrid(props: { counters: Board['counters']; called: BoardCall | null }) {
  const t = useTexts();
  const shown =
    props.counters.length > MANY
      ? props.counters.filter(({ state, ticket }) => state !== 'closed' || ticket !== null)
      : props.counters;
  if (shown.length === 0) return null;
  return (
    <section className={classes.counters} aria-label={t('board.counters')}>
      <ul className={classes.grid} style={gridOf(shown.length)}>
        {shown.map((counter) => (
          <li
            key={counter.number}
            className={classes.counter}
            data-state={counter.state}
            data-called={props.called?.counter === counter.number || undefined}
          >
            <span className={classes.counterName}>{t('board.counter', { number: counter.number })}</span>
            {counter.ticket !== null ? (
              <span className={classes.counterTicket}>{counter.ticket}</span>
            ) : (
              <span className={classes.counterState}>{t(`board.state.${counter.state}`)}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How many columns and rows hold so many counters, upright and across; the sizes of type follow from it. */
function gridOf(count: number): CSSProperties {
  const across = count <= 8 ? 1 : count <= 20 ? 2 : count <= 36 ? 3 : 4;
  const upright = count <= 4 ? 1 : count <= 14 ? 2 : count <= 30 ? 3 : 5;
  return {
    '--across': across,
    '--across-rows': Math.ceil(count / across),
    '--upright': upright,
    '--upright-rows': Math.ceil(count / upright),
  } as CSSProperties;
}
