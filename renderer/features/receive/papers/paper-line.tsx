import { type KeyboardEvent, memo, useEffect, useRef } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { isTicked, type PaperRow } from '../model/paper-rows.ts';
import type { PaperAction } from '../model/reducer.ts';
import type { GridColumn } from './grid-keys.ts';
import classes from './papers-card.module.css';

type LineProps = {
  row: PaperRow;
  index: number;
  /** The column with the cursor; null when it stands in another row. */
  active: GridColumn | null;
  place: (row: number, column: GridColumn) => void;
  dispatch: (action: PaperAction) => void;
  /** `received`: a tick says that it was handed in; `asked`: that it is asked for. */
  meaning: 'received' | 'asked';
  /** Whether how it is handled is of interest here. */
  withHandling: boolean;
  /** It was asked for on the slip that this person came back with. */
  expected: boolean;
};

/** One paper: tick, name, originals, copies, how it was handled. Drawn again only when something in it changed. */
export const PaperLine = memo(function PaperLine(props: LineProps) {
  const t = useTexts();
  const { row, index, active } = props;
  const ticked = isTicked(row);
  const name = row.name === '' ? t('receive.papers.addedName') : row.name;
  const cell = (column: GridColumn, value: string) => ({
    'aria-label': t('receive.papers.cell', {
      name,
      column: column === 'tick' ? '' : t(`receive.papers.${column}`),
      value,
    }),
    'data-column': column,
    role: 'gridcell',
    tabIndex: active === column ? 0 : -1,
  });
  const stateText =
    props.meaning === 'asked'
      ? t(ticked ? 'slips.gaps.asked' : 'slips.gaps.notAsked')
      : t(ticked ? 'receive.papers.received' : 'receive.papers.notReceived');
  const line = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (active !== null) line.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <tr
      data-active={active !== null || undefined}
      data-key={row.key}
      data-row={index}
      data-missing={(props.meaning === 'received' && row.need === 'required' && !ticked) || undefined}
      ref={line}
    >
      <td
        {...cell('tick', stateText)}
        className={classes.tick}
        onMouseDown={() => {
          props.place(index, 'tick');
          props.dispatch({ kind: 'paper-toggled', key: row.key });
        }}
      >
        <span aria-hidden className={classes.box} data-on={ticked || undefined} />
      </td>
      <th className={classes.name} scope="row">
        {row.need === 'added' ? (
          <AddedName {...props} />
        ) : (
          <>
            <span className={classes.nameText} title={row.name}>
              {row.name}
            </span>
            {props.expected && <span className={classes.expected}>{t('slips.follows.expected')}</span>}
            {row.need === 'conditional' && (
              <span className={classes.need}>{t('receive.papers.conditional')}</span>
            )}
            {row.need === 'required' && (
              <span className={classes.need} data-required>
                {t('common.required')}
              </span>
            )}
          </>
        )}
      </th>
      {(['originals', 'copies'] as const).map((count) => (
        <td
          {...cell(count, String(row[count]))}
          className={classes.count}
          key={count}
          onMouseDown={() => props.place(index, count)}
        >
          <span className={classes.number} data-zero={row[count] === 0 || undefined}>
            {row[count]}
          </span>
        </td>
      ))}
      {props.withHandling && (
        <td
          {...cell('handling', t(`receive.papers.${row.handling}`))}
          className={classes.handling}
          onDoubleClick={() => props.dispatch({ kind: 'paper-handling', key: row.key })}
          onMouseDown={() => props.place(index, 'handling')}
        >
          {t(`receive.papers.${row.handling}`)}
        </td>
      )}
    </tr>
  );
});

/** The name of a paper that the clerk added; begins empty and takes the cursor. */
function AddedName(props: LineProps) {
  const t = useTexts();
  const { row, index } = props;
  const input = useRef<HTMLInputElement>(null);
  const isNew = useRef(row.name === '');
  useEffect(() => {
    if (isNew.current) input.current?.focus();
  }, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.ctrlKey) return;
    const givesUp = event.key === 'Escape' || (event.key === 'Enter' && row.name.trim() === '');
    if (givesUp && row.name.trim() === '') props.dispatch({ kind: 'paper-removed', key: row.key });
    else if (!['Enter', 'Escape', 'ArrowDown', 'ArrowUp'].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key] ?? 0;
    props.place(givesUp && row.name.trim() === '' ? index - 1 : index + step, 'originals');
  };
  return (
    <>
      <input
        aria-label={t('receive.papers.addedName')}
        className={classes.addedName}
        maxLength={1000}
        onChange={(event) =>
          props.dispatch({ kind: 'paper-renamed', key: row.key, name: event.target.value })
        }
        onKeyDown={onKeyDown}
        placeholder={t('receive.papers.addedPlaceholder')}
        ref={input}
        value={row.name}
      />
      <span className={classes.need}>{t('receive.papers.added')}</span>
    </>
  );
}
