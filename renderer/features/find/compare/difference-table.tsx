import { IconArrowsDiff } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useLanguage, useTexts } from '#renderer/i18n/index.ts';
import type { DossierRevision } from '#shared/contract/index.ts';
import classes from './compare-page.module.css';
import { compareFields } from './differences.ts';

/** Two revisions field by field. A difference is marked by a sign, a word and the weight of its letters, not by colour alone. */
export function DifferenceTable(props: {
  before: DossierRevision;
  after: DossierRevision;
  onlyDifferences: boolean;
}) {
  const t = useTexts();
  const language = useLanguage();
  const table = useRef<HTMLTableElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  // The arrows work at once; nobody compares to type.
  useEffect(() => table.current?.focus({ preventScroll: true }), []);
  const fields = compareFields(props.before, props.after);
  const count = fields.filter(({ differs }) => differs).length;
  const shown = props.onlyDifferences ? fields.filter(({ differs }) => differs) : fields;

  /** ↓ and ↑ go from one difference to the next; the row under the cursor is read out. */
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const rows = [...(body.current?.querySelectorAll<HTMLElement>('tr[data-differs]') ?? [])];
    const at = rows.indexOf(document.activeElement as HTMLElement);
    const next = rows[event.key === 'ArrowDown' ? at + 1 : Math.max(0, at - 1)];
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: 'nearest' });
  }

  return (
    <section className={classes.card} aria-label={t('corrections.compare.field')}>
      <p className={classes.count} role="status">
        {count === 0 ? t('corrections.compare.none') : t('corrections.compare.count', { count })}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its rows are reached by keyboard from here */}
      <table ref={table} className={classes.table} tabIndex={0} onKeyDown={onKeyDown}>
        <thead>
          <tr>
            <th scope="col">{t('corrections.compare.field')}</th>
            <th scope="col">{t('corrections.revision', { revision: props.before.revision })}</th>
            <th scope="col">{t('corrections.revision', { revision: props.after.revision })}</th>
          </tr>
        </thead>
        <tbody ref={body}>
          {shown.map((field) => (
            <tr
              key={field.key}
              data-differs={field.differs || undefined}
              tabIndex={field.differs ? -1 : undefined}
            >
              <th scope="row">
                {field.label[language]}
                {field.differs && (
                  <span className={classes.mark}>
                    <IconArrowsDiff aria-hidden size="0.9em" /> {t('corrections.compare.differs')}
                  </span>
                )}
              </th>
              <td>{field.before === '' ? t('corrections.effect.none') : field.before}</td>
              <td>{field.after === '' ? t('corrections.effect.none') : field.after}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
