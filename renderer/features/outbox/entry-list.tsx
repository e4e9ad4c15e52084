import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { nextChosen } from '#renderer/ui/index.ts';
import type { OutboxRow } from '#shared/contract/index.ts';
import classes from './entry-list.module.css';
import { EntryRow } from './entry-row.tsx';

/** Entries, only those in sight in the page. Arrows go from row to row, Enter opens, Tab reaches a row's buttons. */
export function EntryList(props: {
  rows: readonly OutboxRow[];
  onRetry: (row: OutboxRow) => void;
  onNearEnd: () => void;
  loadingMore: boolean;
}) {
  const t = useTexts();
  const { rows, onNearEnd } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  /** The row that takes the cursor once it is in the page. */
  const owed = useRef(false);
  const inSight = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 44,
    overscan: 8,
    getItemKey: (index) => {
      const row = rows[index];
      return row === undefined ? index : `${row.station} ${row.seq} ${row.hash}`;
    },
  });
  const items = inSight.getVirtualItems();
  const lastShown = items[items.length - 1]?.index ?? 0;
  useEffect(() => {
    if (lastShown >= rows.length - 10) onNearEnd();
  }, [lastShown, rows.length, onNearEnd]);
  const focusOwed = (index: number): void => {
    const target = scroller.current?.querySelector<HTMLElement>(`[data-row="${index}"]`);
    if (!owed.current || target == null) return;
    owed.current = false;
    target.focus({ preventScroll: true });
  };
  useEffect(() => focusOwed(at));

  function goTo(index: number): void {
    owed.current = true;
    setAt(index);
    inSight.scrollToIndex(index, { align: 'auto' });
    focusOwed(index);
  }

  // The page opens with the cursor on its heading; the first arrow goes into the list.
  const goToNow = useRef(goTo);
  useEffect(() => {
    goToNow.current = goTo;
  });
  useEffect(() => {
    const onFirstArrow = (event: globalThis.KeyboardEvent): void => {
      const active = document.activeElement;
      const rests = active === document.body || active?.tagName === 'H1';
      if (event.key !== 'ArrowDown' || event.defaultPrevented || !rests) return;
      event.preventDefault();
      goToNow.current(0);
    };
    window.addEventListener('keydown', onFirstArrow);
    return () => window.removeEventListener('keydown', onFirstArrow);
  }, []);

  function onKeyDown(event: KeyboardEvent): void {
    const next = nextChosen(event.key, Math.min(at, rows.length - 1), rows.length);
    if (next === null) return;
    event.preventDefault();
    goTo(next);
  }

  return (
    <div className={classes.card}>
      <div className={classes.head} aria-hidden>
        <span>{t('outbox.list.at')}</span>
        <span>{t('outbox.list.what')}</span>
        <span>{t('outbox.list.state')}</span>
      </div>
      <div ref={scroller} className={classes.scroller}>
        <ul
          className={classes.rows}
          aria-label={t('outbox.list.label')}
          style={{ height: inSight.getTotalSize() }}
          onKeyDown={onKeyDown}
        >
          {items.map((item) => {
            const row = rows[item.index];
            return row === undefined ? null : (
              <li
                key={item.key}
                ref={inSight.measureElement}
                data-index={item.index}
                data-state={row.state}
                className={classes.row}
                style={{ transform: `translateY(${item.start}px)` }}
                onFocus={() => setAt(item.index)}
              >
                <EntryRow
                  row={row}
                  index={item.index}
                  reachable={item.index === at}
                  onRetry={props.onRetry}
                />
              </li>
            );
          })}
        </ul>
      </div>
      <p className={classes.foot} role="status">
        {props.loadingMore ? t('outbox.list.more') : t('outbox.list.hint')}
      </p>
    </div>
  );
}
