import { Button, Checkbox } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { DocumentDialog, fullTitle, MadeSignatures, shortTitle } from '#renderer/ui/index.ts';
import type { SignableDocument } from '#shared/contract/index.ts';
import classes from './sign.module.css';

/** A paper that waits, with whose it is. */
export type Candidate = { document: SignableDocument; applicant: string; procedure: string };

/** The papers of a day. Arrows go from one to the next, Space takes in or out, Enter shows what would be signed. */
export function CandidateRows(props: {
  rows: readonly Candidate[];
  left: ReadonlySet<string>;
  onToggle: (id: string) => void;
}) {
  const t = useTexts();
  const table = useRef<HTMLTableElement>(null);
  const [shown, setShown] = useState<{ id: string; title: string } | null>(null);

  // The page opens with the cursor on its heading; the first arrow goes into the list.
  useEffect(() => {
    const onFirstArrow = (event: globalThis.KeyboardEvent): void => {
      const active = document.activeElement;
      const rests = active === document.body || active?.tagName === 'H1';
      if (event.key !== 'ArrowDown' || event.defaultPrevented || !rests) return;
      event.preventDefault();
      table.current?.querySelector<HTMLElement>('[data-candidate]')?.focus();
    };
    window.addEventListener('keydown', onFirstArrow);
    return () => window.removeEventListener('keydown', onFirstArrow);
  }, []);

  function move(event: KeyboardEvent, index: number): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      table.current?.querySelectorAll<HTMLElement>('[data-candidate]')[index + step]?.focus();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const document = props.rows[index]?.document;
      if (document !== undefined) setShown(document);
    }
  }

  return (
    <>
      <table ref={table} className={classes.rows}>
        <thead>
          <tr>
            <td />
            <th scope="col">{t('sign.waiting.columns.paper')}</th>
            <th scope="col">{t('sign.waiting.columns.person')}</th>
            <th scope="col">{t('sign.waiting.columns.procedure')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {props.rows.map(({ document, applicant, procedure }, index) => (
            <tr key={document.id}>
              <td>
                <Checkbox
                  data-candidate
                  aria-label={t('sign.waiting.choose', { title: fullTitle(document) })}
                  checked={!props.left.has(document.id)}
                  onChange={() => props.onToggle(document.id)}
                  onKeyDown={(event) => move(event, index)}
                />
              </td>
              <td className={classes.paper}>
                <span className={classes.code}>{document.code}</span>
                <div className={classes.dim}>{shortTitle(document)}</div>
                {document.signatures.length > 0 && <MadeSignatures signatures={document.signatures} />}
              </td>
              <td>{applicant}</td>
              <td>{procedure}</td>
              <td>
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={t('sign.seeOf', { title: fullTitle(document) })}
                  onClick={() => setShown(document)}
                >
                  {t('sign.see')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown !== null && <DocumentDialog document={shown} onClose={() => setShown(null)} />}
    </>
  );
}
