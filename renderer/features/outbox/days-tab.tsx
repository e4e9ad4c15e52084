import { Anchor, Button, Stack, Text } from '@mantine/core';
import { IconScale } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { EmptyState, paths, Section, StateBadge, useExchangeErrorText } from '#renderer/ui/index.ts';
import { compareCounts, isDiffering } from './comparison.ts';
import classes from './outbox.module.css';

/** Both sides' counts of each day beside each other; a difference is marked, a day opens its entries. */
export function DaysTab() {
  const t = useTexts();
  const formats = useFormats();
  const office = useOffice();
  const errorText = useExchangeErrorText();
  const found = useInfiniteQuery({
    queryKey: queryKeys.reconciliation,
    queryFn: ({ pageParam, signal }) => office.exchange.reconciliation({ before: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
  if (found.isError) return <EmptyState title={errorText(toOfficeError(found.error))} />;
  const days = found.data?.pages.flatMap((page) => page.days) ?? [];
  const total = found.data?.pages[0]?.total;
  if (total === undefined) return null;
  const told = days.some(({ there }) => there !== null);
  if (days.length === 0) {
    return (
      <EmptyState
        icon={<IconScale size={36} />}
        title={t('outbox.days.none')}
        text={t('outbox.days.noneText')}
      />
    );
  }
  return (
    <Section title={t('outbox.tabs.days')} icon={<IconScale size="1.125rem" />}>
      <Stack gap="sm">
        <p className={classes.total} role="status">
          {told
            ? t('outbox.days.total', {
                here: formats.number(total.here),
                there: formats.number(total.there),
              })
            : t('outbox.days.totalHere', { here: formats.number(total.here) })}{' '}
          <Comparison {...total} there={told ? total.there : null} />
        </p>
        <Text size="sm" c="var(--tram-ink-dim)">
          {t('outbox.days.text')}
        </Text>
        {days.some(isDiffering) && <Text size="sm">{t('outbox.days.differsText')}</Text>}
        <table className={classes.table} data-fits>
          <thead>
            <tr>
              <th scope="col">{t('outbox.days.day')}</th>
              <th scope="col" className={classes.number}>
                {t('outbox.days.here')}
              </th>
              <th scope="col" className={classes.number}>
                {t('outbox.days.there')}
              </th>
              <th scope="col">{t('outbox.days.state')}</th>
            </tr>
          </thead>
          <tbody>
            {days.map(({ day, here, there, waiting, rejected, conflict, toldAt }) => (
              <tr key={day}>
                <td>
                  <Anchor
                    component={Link}
                    to={paths.outboxDay(day)}
                    size="sm"
                    title={t('outbox.days.openDay', { day: formats.date(day) })}
                  >
                    {formats.moment(day)}
                  </Anchor>
                </td>
                <td className={classes.number}>{formats.number(here)}</td>
                <td className={classes.number}>{there === null ? '–' : formats.number(there)}</td>
                <td>
                  <div className={classes.states}>
                    <Comparison here={here} there={there} waiting={waiting} />
                    {rejected > 0 && (
                      <StateBadge tone="bad">
                        {t('outbox.days.rejected', { count: formats.number(rejected) })}
                      </StateBadge>
                    )}
                    {conflict > 0 && (
                      <StateBadge tone="attention">
                        {t('outbox.days.conflict', { count: formats.number(conflict) })}
                      </StateBadge>
                    )}
                    {toldAt !== null && (
                      <span className={classes.dim}>
                        {t('outbox.days.toldAt', { when: formats.shortMoment(toldAt) })}
                      </span>
                    )}
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {found.hasNextPage && (
          <div>
            <Button
              variant="default"
              size="compact-sm"
              loading={found.isFetchingNextPage}
              onClick={() => void found.fetchNextPage()}
            >
              {t('outbox.days.more')}
            </Button>
          </div>
        )}
      </Stack>
    </Section>
  );
}

function Comparison(props: { here: number; there: number | null; waiting: number }) {
  const t = useTexts();
  const formats = useFormats();
  const compared = compareCounts(props.here, props.there, props.waiting);
  return (
    <StateBadge tone={compared.tone}>
      {compared.kind === 'equal'
        ? t('outbox.days.equal')
        : compared.kind === 'not-told'
          ? t('outbox.days.notTold')
          : t(`outbox.days.${compared.kind}`, { count: formats.number(compared.by) })}
    </StateBadge>
  );
}
