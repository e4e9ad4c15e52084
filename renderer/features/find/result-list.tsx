import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { ExchangeBadge, StateBadge, useExchangeMarks } from '#renderer/ui/index.ts';
import type { DossierRow, MatchedPlace, UnderstoodTerm } from '#shared/contract/index.ts';
import { owesPapers, rowState } from './dossier-states.ts';
import { piecesOf, piecesOfCode } from './marked.ts';
import { MarkedText } from './marked-text.tsx';
import classes from './result-list.module.css';

/** Rows of dossiers, only those in sight in the page; the keys are handled by the search field above. */
export function ResultList(props: {
  listId: string;
  rows: readonly DossierRow[];
  /** What was understood of the query: marked where it stands. */
  understood: readonly UnderstoodTerm[];
  /** Where the words stand in rows that do not show them, by the dossier's id. */
  places: ReadonlyMap<string, MatchedPlace>;
  chosen: number;
  onChoose: (index: number) => void;
  onOpen: (index: number) => void;
  onNearEnd: () => void;
  loadingMore: boolean;
}) {
  const t = useTexts();
  const { rows, chosen, onNearEnd } = props;
  const marks = useExchangeMarks();
  const scroller = useRef<HTMLDivElement>(null);
  const rowsInView = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 52,
    overscan: 8,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  const items = rowsInView.getVirtualItems();
  const lastShown = items[items.length - 1]?.index ?? 0;
  useEffect(() => {
    if (lastShown >= rows.length - 10) onNearEnd();
  }, [lastShown, rows.length, onNearEnd]);
  useEffect(() => {
    if (chosen >= 0) rowsInView.scrollToIndex(chosen, { align: 'auto' });
  }, [chosen, rowsInView]);

  return (
    <>
      <div className={classes.head} aria-hidden>
        <span>{t('dossier.find.code')}</span>
        <span>{t('dossier.find.person')}</span>
        <span>{t('dossier.find.procedure')}</span>
        <span>{t('dossier.find.received')}</span>
        <span>{t('dossier.find.due')}</span>
        <span>{t('dossier.find.state')}</span>
      </div>
      <div ref={scroller} className={classes.scroller}>
        <div
          id={props.listId}
          role="listbox"
          aria-label={t('dossier.find.list')}
          className={classes.rows}
          style={{ height: rowsInView.getTotalSize() }}
        >
          {items.map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the field, as in every combobox
              <div
                key={item.key}
                ref={rowsInView.measureElement}
                data-index={item.index}
                id={`${props.listId}-${item.index}`}
                role="option"
                tabIndex={-1}
                aria-selected={item.index === chosen}
                aria-posinset={item.index + 1}
                aria-setsize={-1}
                className={classes.row}
                style={{ transform: `translateY(${item.start}px)` }}
                onClick={() => props.onOpen(item.index)}
                onPointerDown={() => props.onChoose(item.index)}
              >
                <Row
                  row={row}
                  understood={props.understood}
                  place={props.places.get(row.id)}
                  mark={marks.get(row.id)}
                />
              </div>
            );
          })}
        </div>
      </div>
      <p className={classes.foot} role="status">
        {props.loadingMore ? t('dossier.find.more') : t('dossier.find.hint')}
      </p>
    </>
  );
}

function Row(props: {
  row: DossierRow;
  understood: readonly UnderstoodTerm[];
  place: MatchedPlace | undefined;
  /** What the province did not simply accept. */
  mark: 'rejected' | 'conflict' | undefined;
}) {
  const t = useTexts();
  const formats = useFormats();
  const { row, understood, place, mark } = props;
  const state = rowState(row);
  return (
    <>
      <span className={classes.code}>
        <MarkedText pieces={piecesOfCode(row.code, understood)} />
        {row.slip !== null && <span className={classes.kind}>{t(`dossier.slip.kinds.${row.slip}`)}</span>}
      </span>
      <span>
        {row.erased === null ? (
          <span className={classes.name}>
            <MarkedText pieces={piecesOf(row.applicantName, understood)} />
            {row.others > 0 && (
              <span className={classes.others}> {t('find.row.others', { count: row.others })}</span>
            )}
          </span>
        ) : (
          <span className={classes.ground} title={row.erased}>
            {t('find.row.erased', { ground: row.erased })}
          </span>
        )}
        <span className={classes.dim}>
          <MarkedText pieces={piecesOfCode(row.idNumberMasked, understood)} />
        </span>
      </span>
      <span>
        <span className={classes.procedure}>
          <MarkedText pieces={piecesOf(row.procedureName, understood)} />
        </span>
        {place !== undefined && (
          <span className={classes.elsewhere}>
            {t(`find.elsewhere.${place.field}`)}:{' '}
            <MarkedText
              pieces={
                place.text.startsWith('•') || place.field === 'other-code'
                  ? piecesOfCode(place.text, understood)
                  : piecesOf(place.text, understood)
              }
            />
          </span>
        )}
      </span>
      <span className={classes.when}>
        <span className={classes.label}>{t('find.row.received')} </span>
        {formats.shortMoment(row.receivedAt)}
      </span>
      <span className={classes.when}>
        {row.erased === null && row.dueAt !== null && !row.atOnce && (
          <>
            <span className={classes.label}>{t('find.row.due')} </span>
            {formats.shortMoment(row.dueAt)}
          </>
        )}
        {row.late && (
          <>
            {' '}
            <StateBadge tone="bad">{t('dossier.find.late')}</StateBadge>
          </>
        )}
      </span>
      <span className={classes.states}>
        {(row.cancelled || row.erased === null) && <StateBadge tone={state.tone}>{t(state.key)}</StateBadge>}
        {owesPapers(row) && (
          <StateBadge tone="attention">{t('find.row.missing', { count: row.missing })}</StateBadge>
        )}
        {mark !== undefined && <ExchangeBadge state={mark} ofProvince />}
      </span>
    </>
  );
}
