import { Anchor, Button } from '@mantine/core';
import { Link } from 'react-router';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { EntryReason, ExchangeBadge, paths, StateBadge, useKindText } from '#renderer/ui/index.ts';
import type { OutboxRow } from '#shared/contract/index.ts';
import classes from './entry-list.module.css';

/** One entry: what it is and about which dossier, how it stands, and under it why and what can be done. */
export function EntryRow(props: {
  row: OutboxRow;
  index: number;
  /** It is where Tab comes into the list. */
  reachable: boolean;
  onRetry: (row: OutboxRow) => void;
}) {
  const t = useTexts();
  const formats = useFormats();
  const kindText = useKindText();
  const { row } = props;
  const what = [kindText(row), row.dossier?.code ?? ''].filter((part) => part !== '').join(' · ');
  const to =
    row.state === 'conflict'
      ? paths.conflict(row)
      : row.dossier === null
        ? null
        : paths.dossier(row.dossier.id);
  const place = { 'data-row': props.index, tabIndex: props.reachable ? 0 : -1 };
  const needsPerson = row.state === 'rejected' || row.state === 'conflict';
  return (
    <>
      <span className={classes.when}>{formats.shortMoment(row.at)}</span>
      <span className={classes.what}>
        {to === null ? (
          // Nothing opens, but the arrows come by.
          <span {...place}>{what}</span>
        ) : (
          <Anchor component={Link} to={to} size="sm" c="inherit" {...place}>
            {kindText(row)} {row.dossier !== null && <span className={classes.code}>{row.dossier.code}</span>}
          </Anchor>
        )}{' '}
        <span className={classes.dim}>{t('exchange.entry', { seq: formats.number(row.seq) })}</span>
        {!row.known && <div className={classes.dim}>{t('exchange.unknownKindText')}</div>}
      </span>
      <span className={classes.state}>
        <ExchangeBadge state={row.state} />
        {row.retrying && <StateBadge tone="working">{t('exchange.retrying')}</StateBadge>}
        {row.saidAt !== null && (
          <span className={classes.dim}>
            {t('outbox.list.saidAt', { when: formats.shortMoment(row.saidAt) })}
          </span>
        )}
      </span>
      {needsPerson && (
        <div className={classes.reason} data-state={row.state}>
          <EntryReason row={row} />
          {row.state === 'conflict' ? (
            <Button
              component={Link}
              to={paths.conflict(row)}
              size="compact-xs"
              variant="default"
              aria-label={t('outbox.list.seeOf', { what })}
            >
              {t('outbox.list.see')}
            </Button>
          ) : (
            !row.retrying && (
              <Button
                size="compact-xs"
                variant="default"
                aria-label={t('outbox.list.retryOf', { what })}
                onClick={() => props.onRetry(row)}
              >
                {t('outbox.list.retry')}
              </Button>
            )
          )}
        </div>
      )}
    </>
  );
}
