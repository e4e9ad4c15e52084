import { Button } from '@mantine/core';
import { IconCheck, IconPrinter } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { KeyHint, notifyDone, StateBadge, TextField } from '#renderer/ui/index.ts';
import type { Totals } from './certified.ts';
import classes from './certify-page.module.css';
import type { Recording } from './certify-store.ts';
import { ENTRY_FIELDS, type Entry, type EntryField, type EntryProblems, wholeCount } from './entry.ts';
import { usePromise } from './use-line-state.ts';

const PAPERS_ID = 'certify-papers';
const LENGTHS: Record<EntryField, number> = { name: 200, paper: 200, copies: 3, pages: 3 };

function elementId(field: EntryField): string {
  return `certify-${field}`;
}

/** Puts the cursor into a field and marks what stands there, so that typing replaces it. */
export function focusEntry(field: EntryField): void {
  const element = document.getElementById(elementId(field));
  if (!(element instanceof HTMLInputElement)) return;
  element.focus();
  element.select();
}

/** The one line: four fields, what it costs, and the button that records it. */
export function EntryRow(props: {
  entry: Entry;
  problems: EntryProblems;
  /** Whole đồng; null while it is not known. */
  fee: number | null;
  /** The office's minute that would be promised; null where none is, or it is not known. */
  due: string | null;
  /** What the person at the counter has had recorded; null where it is nothing. */
  sum: Totals | null;
  /** A further line of that person has been begun. */
  typing: boolean;
  suggested: readonly string[];
  recording: Recording;
  refusal: string | null;
  /** When the draft was last typed in from which the line came (office time); null where it was changed since. */
  openedFrom: string | null;
  /** How many lines that were left behind can be gone on with; 0 while one is typed. */
  offers: number;
  onOffers: () => void;
  /** A field was left. */
  onLeave: () => void;
  onType: (field: EntryField, value: string) => void;
  onRecord: () => void;
  onStop: () => void;
}) {
  const t = useTexts();
  const formats = useFormats();
  const promise = usePromise();
  const { entry, sum, due, recording } = props;
  const counted =
    wholeCount(entry.fields.copies) !== undefined && wholeCount(entry.fields.pages) !== undefined;
  // Of a number that is wrong there is no fee, also none of the number that stood there before.
  const fee = counted ? props.fee : null;

  const sumText = (recorded: Totals): string => {
    const words = { count: recorded.requests, amount: formats.money(recorded.amount) };
    if (!props.typing || fee === null) return t('certify.sum', words);
    return t('certify.sumWith', { ...words, more: formats.money(recorded.amount + fee) });
  };

  /** Enter confirms a field and goes to the next one. It never records. */
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>, field: EntryField): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.defaultPrevented) return;
    event.preventDefault();
    const next = ENTRY_FIELDS[ENTRY_FIELDS.indexOf(field) + 1];
    if (next === undefined) event.currentTarget.select();
    else focusEntry(next);
  };

  return (
    <>
      <div className={classes.row} data-entry>
        {ENTRY_FIELDS.map((field) => (
          <TextField
            className={classes[field] ?? ''}
            data-scan-digits={field === 'copies' || field === 'pages' ? 3 : undefined}
            error={props.problems.get(field)}
            id={elementId(field)}
            inputMode={field === 'copies' || field === 'pages' ? 'numeric' : 'text'}
            key={field}
            label={t(`certify.fields.${field}`)}
            list={field === 'paper' ? PAPERS_ID : undefined}
            maxLength={LENGTHS[field]}
            onBlur={props.onLeave}
            onChange={(event) => props.onType(field, event.currentTarget.value)}
            onKeyDown={(event) => onKeyDown(event, field)}
            value={entry.fields[field]}
          />
        ))}
        <datalist id={PAPERS_ID}>
          {props.suggested.map((paper) => (
            <option key={paper} value={paper} />
          ))}
        </datalist>
        <div className={classes.fee}>
          <span className={classes.feeLabel}>{t('certify.fee')}</span>
          <output className={classes.amount} data-fee>
            {fee === null ? (counted ? '…' : '–') : formats.money(fee)}
          </output>
        </div>
        <Button
          className={classes.record}
          leftSection={
            entry.later ? (
              <IconPrinter aria-hidden size="1.2rem" stroke={1.8} />
            ) : (
              <IconCheck aria-hidden size="1.2rem" stroke={1.8} />
            )
          }
          loading={recording.phase === 'sending'}
          onClick={props.onRecord}
          onKeyDown={(event) => {
            // A scanner ends with Enter: it must never record, also when the focus stands here.
            if (event.key !== 'Enter') return;
            event.preventDefault();
            notifyDone(t('certify.enterOnly'));
          }}
          rightSection={<KeyHint keys="F2" onAccent />}
        >
          {t(entry.later ? 'certify.recordLater' : 'certify.record')}
        </Button>
      </div>
      <div className={classes.message} role="status">
        {props.refusal !== null && <StateBadge tone="bad">{props.refusal}</StateBadge>}
        {recording.phase === 'unknown' && (
          <StateBadge tone="attention">{t('receive.actions.stopped')}</StateBadge>
        )}
        {recording.phase === 'sending' && recording.attempt > 1 && (
          <>
            <StateBadge tone="working">
              {t('receive.actions.unanswered', { attempt: recording.attempt })}
            </StateBadge>
            <Button onClick={props.onStop} size="compact-sm" variant="default">
              {t('receive.actions.stopWaiting')}
            </Button>
          </>
        )}
        {entry.later && due !== null && <strong data-due>{t('certify.due', { due: promise(due) })}</strong>}
        {sum !== null && <strong data-sum>{sumText(sum)}</strong>}
        {props.offers > 0 && (
          <>
            <StateBadge tone="attention">{t('certify.leftBehind', { count: props.offers })}</StateBadge>
            <Button
              onClick={props.onOffers}
              rightSection={<KeyHint keys="F8" />}
              size="compact-sm"
              variant="default"
            >
              {t('drafts.open')}
            </Button>
          </>
        )}
        {props.openedFrom !== null && t('drafts.opened', { when: formats.shortMoment(props.openedFrom) })}
        {sum === null &&
          props.offers === 0 &&
          props.openedFrom === null &&
          props.refusal === null &&
          recording.phase === 'editing' &&
          t(entry.later ? 'certify.idleLater' : 'certify.idle')}
      </div>
    </>
  );
}
