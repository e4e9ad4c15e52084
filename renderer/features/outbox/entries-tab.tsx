import { Button } from '@mantine/core';
import { IconRefresh, IconSend, IconX } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import {
  EmptyState,
  KeyHint,
  notifyDone,
  useExchangeAction,
  useExchangeErrorText,
  useKey,
} from '#renderer/ui/index.ts';
import type { ExchangeCounts } from '#shared/contract/index.ts';
import { CountFilters } from './count-filters.tsx';
import { EntryList } from './entry-list.tsx';
import type { Filter } from './filters.ts';
import classes from './outbox.module.css';

const PAGE = 100;

/** The entries by state and day, as far as they were scrolled to. */
export function EntriesTab(props: {
  counts: ExchangeCounts;
  filter: Filter;
  day: string | null;
  onFilter: (filter: Filter, day: string | null) => void;
}) {
  const t = useTexts();
  const formats = useFormats();
  const office = useOffice();
  const errorText = useExchangeErrorText();
  const { counts, filter, day } = props;
  const found = useInfiniteQuery({
    queryKey: [...queryKeys.outbox, filter, day],
    queryFn: ({ pageParam, signal }) =>
      office.exchange.outbox({ filter, day, before: pageParam, limit: PAGE }, { signal }),
    initialPageParam: null as number | null,
    getNextPageParam: (last) => last.next,
  });
  const retry = useExchangeAction(
    (exchange, entries: { station: string; seq: number }[]) => exchange.retry({ entries }),
    { onDone: ({ asked }) => notifyDone(t('outbox.list.retried', { count: formats.number(asked) })) },
  );
  const retryAll = (): void => {
    if (!retry.isPending) retry.mutate([]);
  };
  const canRetry = counts.rejected > 0;
  const retryAllText = t('outbox.list.retryAll', { count: formats.number(counts.rejected) });
  useKey('Alt+R', retryAll, { label: retryAllText, enabled: canRetry });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = found;
  const onNearEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <>
      <div className={classes.above}>
        <CountFilters counts={counts} chosen={filter} onChoose={(one) => props.onFilter(one, day)} />
        <div className={classes.aside}>
          {day !== null && (
            <Button
              size="compact-sm"
              variant="light"
              rightSection={<IconX size="0.9rem" aria-hidden />}
              title={t('outbox.dayAll')}
              onClick={() => props.onFilter(filter, null)}
            >
              {t('outbox.day', { day: formats.date(day) })}
            </Button>
          )}
          {canRetry && (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconRefresh size="1rem" aria-hidden />}
              rightSection={<KeyHint keys="Alt+R" />}
              loading={retry.isPending}
              onClick={retryAll}
            >
              {retryAllText}
            </Button>
          )}
        </div>
      </div>
      {found.isError ? (
        <EmptyState
          icon={<IconSend size={36} />}
          title={t('outbox.list.failed', { reason: errorText(toOfficeError(found.error)) })}
        />
      ) : rows.length > 0 ? (
        <EntryList
          key={`${filter} ${day}`}
          rows={rows}
          onRetry={({ station, seq }) => retry.mutate([{ station, seq }])}
          onNearEnd={onNearEnd}
          loadingMore={isFetchingNextPage}
        />
      ) : (
        found.data !== undefined && (
          <EmptyState
            icon={<IconSend size={36} />}
            title={t(`outbox.empty.${filter}`)}
            text={t(`outbox.empty.${filter}Text`)}
          />
        )
      )}
    </>
  );
}
