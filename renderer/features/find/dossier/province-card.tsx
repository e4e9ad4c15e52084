import { Anchor } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, useOffice } from '#renderer/office/index.ts';
import { EntryReason, ExchangeBadge, paths, Section, useKindText } from '#renderer/ui/index.ts';
import classes from './history-card.module.css';

const MOST = 200;

function useOfDossier(id: string) {
  const office = useOffice();
  return useQuery({
    queryKey: queryKeys.exchangeOfDossier(id),
    queryFn: () => office.exchange.ofDossier({ id }),
  });
}

/** How the dossier stands with the province, the worst of its entries; nothing where none of them travels. */
export function ProvinceBadge(props: { dossierId: string }) {
  const state = useOfDossier(props.dossierId).data?.state ?? null;
  return state === null ? null : <ExchangeBadge state={state} ofProvince />;
}

/** Each entry of the dossier with what the province said of it, oldest first. */
export function ProvinceCard(props: { dossierId: string }) {
  const t = useTexts();
  const formats = useFormats();
  const kindText = useKindText();
  const { data } = useOfDossier(props.dossierId);
  if (data === undefined) return null;
  return (
    <Section
      title={t('exchange.dossier.title')}
      icon={<IconSend size="1.125rem" />}
      aside={
        <Anchor component={Link} to={paths.outbox} size="sm">
          {t('exchange.dossier.toOutbox')}
        </Anchor>
      }
    >
      {data.rows.length === 0 && t('exchange.dossier.nothing')}
      <ol className={classes.items}>
        {data.rows.map((row) => (
          <li key={`${row.station} ${row.seq}`} className={classes.item}>
            <span>
              {kindText(row)} <ExchangeBadge state={row.state} />
            </span>
            <EntryReason row={row} />
            {row.state === 'conflict' && <Link to={paths.conflict(row)}>{t('outbox.list.see')}</Link>}
            <span className={classes.when}>
              {formats.shortMoment(row.at)}
              {row.saidAt !== null &&
                ` · ${t('outbox.list.saidAt', { when: formats.shortMoment(row.saidAt) })}`}
              {row.retrying && ` · ${t('exchange.retrying')}`}
            </span>
          </li>
        ))}
      </ol>
      {data.rows.length >= MOST && t('exchange.dossier.more')}
    </Section>
  );
}
