import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import type { Procedure } from '#shared/catalog/index.ts';
import { focusPapers } from '../focus.ts';
import { fieldElementId } from '../model/form-fields.ts';
import { useReception } from '../use-reception.tsx';
import classes from './papers-card.module.css';

/** The cases of a procedure, numbered: one key chooses. */
export function CasePicker(props: { procedure: Procedure }) {
  const t = useTexts();
  const { dispatch } = useReception();
  const { cases } = props.procedure;
  const [marked, setMarked] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const active = list.current?.children[marked];
    if (list.current?.contains(document.activeElement) && active instanceof HTMLElement) active.focus();
  }, [marked]);

  const choose = (index: number): void => {
    const chosen = cases[index];
    if (chosen === undefined) return;
    dispatch({ kind: 'case-chosen', caseId: chosen.id });
    setTimeout(focusPapers);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const digit = /^[1-9]$/.test(event.key) && !event.ctrlKey && !event.altKey ? Number(event.key) : null;
    const step = event.ctrlKey ? undefined : { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (digit !== null) choose(digit - 1);
    else if (step !== undefined) setMarked((marked + step + cases.length) % cases.length);
    else if (event.key === 'Enter' || event.key === ' ') choose(marked);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className={classes.cases} data-cases>
      <p className={classes.casesTitle}>
        <strong id="receive-cases-title">{t('receive.cases.title')}</strong>{' '}
        <span>{t('receive.cases.hint')}</span>
      </p>
      <div
        aria-labelledby="receive-cases-title"
        className={classes.caseList}
        id={fieldElementId('caseId')}
        onKeyDown={onKeyDown}
        ref={list}
        role="radiogroup"
        tabIndex={-1}
      >
        {cases.map((one, index) => (
          // biome-ignore lint/a11y/useSemanticElements: a numbered row with long text, not a form control of the browser
          <div
            aria-checked={false}
            className={classes.case}
            data-marked={index === marked || undefined}
            key={one.id}
            onClick={() => choose(index)}
            onKeyDown={undefined}
            role="radio"
            tabIndex={index === marked ? 0 : -1}
          >
            <kbd className={classes.caseNumber}>{index + 1}</kbd>
            <span>{one.name === '' ? t('receive.cases.unnamed') : one.name}</span>
          </div>
        ))}
      </div>
    </div>
  );
}
