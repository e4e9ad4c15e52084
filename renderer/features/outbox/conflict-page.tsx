import { Button, Text } from '@mantine/core';
import { IconArrowLeft, IconArrowsDiff, IconGitMerge } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from 'react-router';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import {
  type OfficeClient,
  queryKeys,
  toOfficeError,
  useOffice,
  useSession,
} from '#renderer/office/index.ts';
import {
  EmptyState,
  EntryReason,
  ExchangeBadge,
  KeyHint,
  Page,
  paths,
  Section,
  useExchangeErrorText,
  useKey,
  useKindText,
} from '#renderer/ui/index.ts';
import classes from './conflict.module.css';
import { type Keep, SettleForm } from './settle-form.tsx';

export type Conflict = Awaited<ReturnType<OfficeClient['exchange']['conflict']>>;

/** Both versions of what stands in conflict side by side, where they differ, and the decision. */
export function ConflictPage() {
  const t = useTexts();
  const office = useOffice();
  const navigate = useNavigate();
  const errorText = useExchangeErrorText();
  const { station = '', seq: number = '', hash = '' } = useParams();
  const entry = { station, seq: Number(number), hash };
  const back = (): void => void navigate(paths.outboxState('conflict'));
  useKey('Escape', back, { label: t('outbox.conflict.back') });
  const found = useQuery({
    queryKey: queryKeys.exchangeConflict(entry),
    queryFn: () => office.exchange.conflict(entry),
    enabled: Number.isInteger(entry.seq) && entry.seq > 0,
  });
  return (
    <Page
      title={t('outbox.conflict.title')}
      before={
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconArrowLeft size="1rem" aria-hidden />}
          rightSection={<KeyHint keys="Escape" />}
          onClick={back}
        >
          {t('outbox.conflict.back')}
        </Button>
      }
      actions={found.data !== undefined && <ExchangeBadge state={found.data.row.state} />}
    >
      {found.isError && (
        <EmptyState icon={<IconArrowsDiff size={36} />} title={errorText(toOfficeError(found.error))} />
      )}
      {found.data !== undefined && <Versions conflict={found.data} />}
    </Page>
  );
}

function Versions(props: { conflict: Conflict }) {
  const t = useTexts();
  const formats = useFormats();
  const session = useSession();
  const kindText = useKindText();
  const { row, ours, theirs, pending, differences, settled } = props.conflict;
  const heading = (version: Keep) => t(`outbox.conflict.${version === pending ? 'pending' : 'holds'}`);
  const mayDecide = session.user?.role === 'clerk' || session.user?.role === 'administrator';
  return (
    <>
      <Section title={t('outbox.conflict.why')} icon={<IconGitMerge size="1.125rem" />}>
        <Text size="sm">
          {kindText(row)}{' '}
          {row.dossier !== null && <Link to={paths.dossier(row.dossier.id)}>{row.dossier.code}</Link>}
        </Text>
        <Text size="sm">
          <EntryReason row={row} />
        </Text>
      </Section>
      <Section title={t('outbox.conflict.differences')} icon={<IconArrowsDiff size="1.125rem" />}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('outbox.conflict.field')}</th>
              <th scope="col">
                {heading('ours')}
                <Version version={ours} />
              </th>
              <th scope="col">
                {heading('theirs')}
                {theirs === null ? (
                  <div className={classes.facts}>{t('outbox.conflict.unknownTheirs')}</div>
                ) : (
                  <Version version={theirs} />
                )}
              </th>
            </tr>
          </thead>
          <tbody>
            {differences.map((difference) => (
              <tr key={difference.label} data-differs>
                <th scope="row" lang="vi">
                  {difference.label}
                </th>
                <td>{difference.ours === '' ? t('outbox.conflict.empty') : difference.ours}</td>
                <td>{difference.theirs === '' ? t('outbox.conflict.empty') : difference.theirs}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {differences.length === 0 && theirs !== null && (
          <Text size="sm" mt="xs">
            {t('outbox.conflict.none')}
          </Text>
        )}
      </Section>
      <Section title={t('outbox.conflict.settle')}>
        {settled !== null ? (
          <Text size="sm" role="status">
            {t('outbox.conflict.settled', {
              keep: t(`outbox.conflict.${settled.keep === pending ? 'keepPending' : 'keepHolds'}`),
              who: settled.by,
              when: formats.moment(settled.at),
            })}{' '}
            {settled.note}
          </Text>
        ) : mayDecide ? (
          <SettleForm conflict={props.conflict} />
        ) : (
          <Text size="sm">{t('outbox.conflict.onlyClerk')}</Text>
        )}
      </Section>
    </>
  );
}

/** Who wrote a version and when, and under which number. */
function Version(props: { version: Conflict['ours'] }) {
  const t = useTexts();
  const formats = useFormats();
  const kindText = useKindText();
  const { station, seq, at, by, kind, here, own } = props.version;
  return (
    <div className={classes.facts}>
      <div>
        {kindText({ kind, known: true })}
        {at !== '' &&
          ` · ${by === '' ? formats.moment(at) : t('outbox.conflict.by', { who: by, when: formats.moment(at) })}`}
      </div>
      {/* Ids begin with the time at which they were made; only their ends tell two stations apart. */}
      <div>
        {t(own ? 'outbox.conflict.numberOwn' : 'outbox.conflict.number', {
          station: station.slice(-6),
          seq: formats.number(seq),
        })}
      </div>
      {!here && <div>{t('outbox.conflict.notHere')}</div>}
    </div>
  );
}
