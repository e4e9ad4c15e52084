import { useEffect, useRef } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { Highlighted } from './highlighted.tsx';
import classes from './procedure-card.module.css';
import type { ProcedureResults } from './use-procedure-search.ts';

export function hitId(listId: string, index: number): string {
  return `${listId}-${index}`;
}

/** The list under the box: name with what matched, code, field, time limit. */
export function ProcedureHits(props: {
  id: string;
  results: ProcedureResults;
  query: string;
  isCurrent: boolean;
  marked: number;
  onPick: (code: string) => void;
}) {
  const t = useTexts();
  const errorText = useErrorText();
  const { results, marked } = props;
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[marked]?.scrollIntoView({ block: 'nearest' });
  }, [marked]);
  const more = results.total - results.hits.length;
  return (
    <div className={classes.list}>
      <div
        aria-label={t('receive.procedure.list')}
        className={classes.hits}
        id={props.id}
        ref={list}
        role="listbox"
      >
        {results.hits.map((hit, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the box above takes all keys (aria-activedescendant)
          <div
            aria-selected={index === marked}
            className={classes.hit}
            id={hitId(props.id, index)}
            key={hit.code}
            onClick={() => props.onPick(hit.code)}
            onMouseDown={(event) => event.preventDefault()}
            role="option"
            tabIndex={-1}
          >
            <div className={classes.hitName}>
              <Highlighted ranges={hit.matches} text={hit.name} />
            </div>
            <div className={classes.hitFacts}>
              <span>{hit.code}</span>
              <span>{hit.field}</span>
              <span>{hit.limitText === '' ? t('receive.limit.none') : hit.limitText}</span>
              {hit.recent && <span className={classes.recent}>{t('receive.procedure.recent')}</span>}
            </div>
          </div>
        ))}
      </div>
      <div className={classes.listFoot} role="status">
        {results.failure !== null && t('receive.procedure.failed', { reason: errorText(results.failure) })}
        {!props.isCurrent && results.hits.length === 0 && t('receive.procedure.searching')}
        {props.isCurrent &&
          results.failure === null &&
          results.hits.length === 0 &&
          props.query !== '' &&
          t('receive.procedure.nothing', { query: props.query })}
        {props.isCurrent && more > 0 && t('receive.procedure.more', { count: more })}
      </div>
    </div>
  );
}
