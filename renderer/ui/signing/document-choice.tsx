import { type KeyboardEvent, useRef } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import type { SignableDocument } from '#shared/contract/index.ts';
import { fullTitle } from './document-names.ts';
import classes from './signing.module.css';

/** The files of a batch in the order of signing; the one that the cursor is on is shown. One Tab stop, arrows inside. */
export function DocumentChoice(props: {
  documents: readonly SignableDocument[];
  shown: number;
  onShow: (index: number) => void;
}) {
  const t = useTexts();
  const list = useRef<HTMLUListElement>(null);
  const { documents, shown, onShow } = props;

  function move(event: KeyboardEvent): void {
    const last = documents.length - 1;
    const steps: Record<string, number> = {
      ArrowDown: Math.min(last, shown + 1),
      ArrowUp: Math.max(0, shown - 1),
      Home: 0,
      End: last,
    };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    onShow(next);
    list.current?.querySelectorAll('button')[next]?.focus();
  }

  return (
    <ul ref={list} className={classes.documents} aria-label={t('sign.dialog.documents')}>
      {documents.map((one, index) => (
        <li key={one.id}>
          <button
            type="button"
            className={classes.document}
            aria-current={index === shown}
            tabIndex={index === shown ? 0 : -1}
            onClick={() => onShow(index)}
            onKeyDown={move}
          >
            {index + 1}. {fullTitle(one)}
          </button>
        </li>
      ))}
    </ul>
  );
}
