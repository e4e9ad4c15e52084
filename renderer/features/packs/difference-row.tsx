import { IconMinus, IconPencil, IconPlus } from '@tabler/icons-react';
import { useLanguage, useTexts } from '#renderer/i18n/index.ts';
import type { PackDifference } from '#shared/contract/index.ts';
import classes from './packs.module.css';

const ICONS = { added: IconPlus, removed: IconMinus, changed: IconPencil } as const;

/** One procedure, day or form: what of it is otherwise, before and after beside each other. */
export function DifferenceRow({ row }: { row: PackDifference }) {
  const t = useTexts();
  const language = useLanguage();
  const Icon = ICONS[row.what];
  const changed = row.what === 'changed';
  return (
    <li className={classes.difference} data-what={row.what}>
      <h3>
        <span className={classes.what} data-what={row.what}>
          <Icon aria-hidden size="0.95em" stroke={2.5} />
          {t(`packs.differences.${row.what}`)}
        </span>
        <span lang="vi">
          {row.title}
          {/* A day is its own name; of a form the title says it. */}
          {/^\d\.\d{6}$/.test(row.key) && <span className={classes.dim}> {row.key}</span>}
        </span>
      </h3>
      {!changed && row.changes.length === 0 && (
        <p className={classes.dim}>
          {t(`packs.differences.${row.what === 'added' ? 'addedText' : 'removedText'}`)}
        </p>
      )}
      {row.changes.length > 0 && (
        <table className={classes.changes} lang="vi">
          <colgroup>
            <col className={classes.labels} />
            {row.what !== 'added' && <col />}
            {row.what !== 'removed' && <col />}
          </colgroup>
          <thead className={classes.unseen}>
            <tr>
              <th scope="col">{t('packs.differences.what')}</th>
              {row.what !== 'added' && <th scope="col">{t('packs.differences.before')}</th>}
              {row.what !== 'removed' && <th scope="col">{t('packs.differences.after')}</th>}
            </tr>
          </thead>
          <tbody>
            {row.changes.map((change, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the rows never change places
              <tr key={index}>
                <th scope="row">{change.label[language]}</th>
                {row.what !== 'added' && (
                  <td data-side={changed ? 'before' : undefined}>
                    <Side text={change.before} other={change.after} kind={changed ? 'before' : null} />
                  </td>
                )}
                {row.what !== 'removed' && (
                  <td data-side={changed ? 'after' : undefined}>
                    <Side text={change.after} other={change.before} kind={changed ? 'after' : null} />
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </li>
  );
}

/** What is gone is struck through and what came is marked, so that colour is never the only sign. */
function Side(props: { text: string; other: string; kind: 'before' | 'after' | null }) {
  const t = useTexts();
  const { text, kind } = props;
  if (text === '') return <span className={classes.dim}>{t('packs.differences.nothing')}</span>;
  if (kind === 'before') return props.other === '' ? <del>{text}</del> : <span>{text}</span>;
  return kind === 'after' ? <ins>{text}</ins> : <span>{text}</span>;
}
