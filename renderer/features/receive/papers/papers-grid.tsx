import { type FocusEvent, type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { fieldElementId } from '../model/form-fields.ts';
import { type PaperRow, requiredAreTicked } from '../model/paper-rows.ts';
import type { PaperAction } from '../model/reducer.ts';
import {
  findGridStep,
  GRID_COLUMNS,
  type GridColumn,
  type GridCursor,
  type GridShape,
  type GridStep,
  HEAD,
} from './grid-keys.ts';
import { PaperLine } from './paper-line.tsx';
import classes from './papers-card.module.css';

const RECEPTION: GridShape = { columns: GRID_COLUMNS, first: HEAD };
const ASKING: GridShape = { columns: ['tick', 'originals', 'copies'], first: 0 };
const NONE: readonly string[] = [];

/**
 * The table of papers. One cell has the cursor; keys are read by `grid-keys.ts`. `meaning`: a tick says that the paper
 * was received, or, on the sheet of a slip, that it is asked for. `read`: the rows as they stand now, for keys that come
 * quicker than the screen is drawn.
 */
export function PapersGrid(props: {
  rows: readonly PaperRow[];
  read: () => readonly PaperRow[];
  dispatch: (action: PaperAction) => void;
  meaning: 'received' | 'asked';
  /** Ids of requirements that the slip before had asked for. */
  expected?: readonly string[];
  onLeave: () => void;
}) {
  const t = useTexts();
  const { rows, dispatch, meaning } = props;
  const expected = props.expected ?? NONE;
  const shape = meaning === 'asked' ? ASKING : RECEPTION;
  const [cursor, setCursor] = useState<GridCursor>({ row: shape.first, column: 'originals' });
  const typing = useRef<GridStep['typing']>(null);
  const table = useRef<HTMLTableElement>(null);
  /** The cursor was moved by a key, so the focus follows it; a redraw alone moves no focus. */
  const [moves, setMoves] = useState(0);
  const at: GridCursor = cursor.row < rows.length ? cursor : { ...cursor, row: rows.length - 1 };
  const required = rows.filter((row) => row.need === 'required').length;

  useEffect(() => {
    if (moves === 0) return;
    const active = table.current?.querySelector('[tabindex="0"]');
    if (active instanceof HTMLElement) active.focus();
  }, [moves]);

  const place = useMemo(
    () => (row: number, column: GridColumn) => {
      typing.current = null;
      setCursor({ row, column });
      setMoves((count) => count + 1);
    },
    [],
  );

  /** The cursor follows the focus, whoever moved it: keys, mouse, assistive technology, "next missing". */
  const onFocus = (event: FocusEvent<HTMLTableElement>): void => {
    const cell = event.target.closest('[data-column]');
    const line = event.target.closest('[data-row]');
    const column = GRID_COLUMNS.find((one) => one === cell?.getAttribute('data-column'));
    if (column === undefined || line === null) return;
    const row = Number(line.getAttribute('data-row'));
    setCursor((now) => (now.row === row && now.column === column ? now : { row, column }));
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    // An added paper's name is typed in the table; its keys are its own.
    if (event.target instanceof HTMLInputElement && event.target.type === 'text') return;
    const step = findGridStep(props.read(), at, typing.current, event.key, shape);
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (step.action !== null) dispatch(step.action);
    typing.current = step.typing;
    if (step.leaves) {
      props.onLeave();
      return;
    }
    if (step.action?.kind === 'paper-added') return;
    setCursor(step.cursor);
    setMoves((count) => count + 1);
  };

  const complete = required > 0 && requiredAreTicked(rows);
  const label =
    required === 0 ? t('receive.papers.noRequired') : t('receive.papers.tickRequired', { count: required });
  return (
    <div className={classes.scroller}>
      <table
        aria-label={t(meaning === 'asked' ? 'slips.gaps.table' : 'receive.papers.table')}
        className={classes.table}
        data-papers
        id={fieldElementId(meaning === 'asked' ? 'gaps' : 'papers')}
        onFocus={onFocus}
        onKeyDown={onKeyDown}
        ref={table}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells take the cursor
        role="grid"
        tabIndex={-1}
      >
        <thead>
          <tr>
            <th className={classes.headName} colSpan={2} scope="col">
              {meaning === 'asked' ? (
                t('slips.gaps.head')
              ) : (
                <label className={classes.all}>
                  <input
                    checked={complete}
                    className={classes.tickAll}
                    data-stop
                    onChange={() => dispatch({ kind: 'required-toggled' })}
                    onFocus={() => setCursor({ row: HEAD, column: at.column })}
                    tabIndex={at.row === HEAD ? 0 : -1}
                    type="checkbox"
                  />
                  {label}
                  {required > 0 && <kbd className={classes.key}>Enter</kbd>}
                </label>
              )}
            </th>
            <th scope="col">{t('receive.papers.originals')}</th>
            <th scope="col">{t('receive.papers.copies')}</th>
            {meaning === 'received' && (
              <th className={classes.headHandling} scope="col">
                {t('receive.papers.handling')} <kbd className={classes.key}>X</kbd>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <PaperLine
              active={index === at.row ? at.column : null}
              dispatch={dispatch}
              expected={row.requirementId !== null && expected.includes(row.requirementId)}
              index={index}
              key={row.key}
              meaning={meaning}
              place={place}
              row={row}
              withHandling={meaning === 'received'}
            />
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p className={classes.none}>{t('receive.papers.noneAsked')}</p>}
    </div>
  );
}
