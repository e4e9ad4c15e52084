import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { EXCHANGE_TONES, ToneIcon } from '#renderer/ui/index.ts';
import type { ExchangeCounts } from '#shared/contract/index.ts';
import { countOf, FILTERS, type Filter } from './filters.ts';
import classes from './outbox.module.css';

/** How many entries stand how; each count narrows the list to its entries. */
export function CountFilters(props: {
  counts: ExchangeCounts;
  chosen: Filter;
  onChoose: (filter: Filter) => void;
}) {
  const t = useTexts();
  const formats = useFormats();
  return (
    <fieldset className={classes.filters} aria-label={t('outbox.filters.label')}>
      {FILTERS.map((filter) => {
        const state = filter === 'open' || filter === 'all' ? null : filter;
        const count = countOf(filter, props.counts);
        return (
          <button
            key={filter}
            type="button"
            className={classes.filter}
            aria-pressed={filter === props.chosen}
            title={state === null ? undefined : t(`exchange.stateTexts.${state}`)}
            onClick={() => props.onChoose(filter)}
          >
            {state !== null && <ToneIcon tone={count > 0 ? EXCHANGE_TONES[state] : 'neutral'} />}
            <span>
              {state === null
                ? t(`outbox.filters.${filter === 'all' ? 'all' : 'open'}`)
                : t(`exchange.states.${state}`)}
            </span>
            <strong>{formats.number(count)}</strong>
          </button>
        );
      })}
    </fieldset>
  );
}
