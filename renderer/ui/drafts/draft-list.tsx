import { Button } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { useOfficeClock } from '#renderer/office/index.ts';
import type { DraftOffer } from '#shared/contract/index.ts';
import classes from './drafts.module.css';
import type { Drafts } from './use-drafts-of.ts';

/** The forms that were left behind: who, whose, what, when, where. ↑↓ choose, Enter opens, Delete discards. */
export function DraftList(props: { drafts: Drafts; autoFocus?: boolean; onTaken?: () => void }) {
  const { drafts } = props;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
    const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-draft-open]')];
    const row = document.activeElement?.closest('li');
    const here = buttons.findIndex((button) => button.closest('li') === row);
    const next = buttons[here + (event.key === 'ArrowDown' ? 1 : -1)];
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <ul className={classes.list} onKeyDown={onKeyDown}>
      {drafts.offers.map((offer, index) => (
        <Row
          autoFocus={props.autoFocus === true && index === 0}
          drafts={drafts}
          key={offer.requestId}
          offer={offer}
          onTaken={props.onTaken}
        />
      ))}
    </ul>
  );
}

function Row(props: {
  drafts: Drafts;
  autoFocus: boolean;
  offer: DraftOffer;
  onTaken?: (() => void) | undefined;
}) {
  const t = useTexts();
  const { drafts, offer } = props;
  const who = useWho(offer);
  const applicant = offer.applicant === '' ? t('drafts.unnamed') : offer.applicant;
  const title = offer.procedure === '' ? applicant : `${applicant} · ${offer.procedure}`;
  return (
    <li className={classes.row}>
      <span className={classes.title} title={title}>
        <strong>{applicant}</strong>
        {offer.procedure !== '' && ` · ${offer.procedure}`}
      </span>
      <span className={classes.who}>{who}</span>
      <Button
        aria-label={`${t('drafts.open')}: ${title}, ${who}`}
        data-autofocus={props.autoFocus || undefined}
        data-draft-open
        onClick={() => {
          props.onTaken?.();
          void drafts.take(offer);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Delete') return;
          event.preventDefault();
          void drafts.discard(offer);
        }}
        size="compact-sm"
        variant="light"
      >
        {t('drafts.open')}
      </Button>
      <Button
        aria-label={`${t('drafts.discard')}: ${title}`}
        onClick={() => void drafts.discard(offer)}
        size="compact-sm"
        variant="subtle"
      >
        {t('drafts.discard')}
      </Button>
    </li>
  );
}

/** `Bùi Thu Hà đang làm dở, 10:42 Quầy 2`. */
function useWho({ holder, savedAt, yours, atWork }: DraftOffer): string {
  const t = useTexts();
  const formats = useFormats();
  const now = useOfficeClock();
  const today = now !== null && now.slice(0, 10) === savedAt.slice(0, 10);
  const when = today ? formats.time(savedAt) : formats.shortMoment(savedAt);
  const place = holder.counter === '' ? when : `${when}, ${holder.counter}`;
  const key = yours ? (atWork ? 'drafts.yoursElsewhere' : 'drafts.yours') : 'drafts.whose';
  return t(key, { name: holder.name, place });
}
