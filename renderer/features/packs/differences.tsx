import { Button, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useErrorText, useFormats, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import type { Pack } from '#shared/contract/index.ts';
import { DifferenceRow } from './difference-row.tsx';
import classes from './packs.module.css';

const PAGE = 50;
const FILTERS = ['all', 'removed', 'changed', 'added'] as const;
type Filter = (typeof FILTERS)[number];

/** What a pack changes, by kind of change, as far as somebody read on. */
export function Differences({ pack }: { pack: Pack }) {
  const t = useTexts();
  const formats = useFormats();
  const office = useOffice();
  const errorText = useErrorText();
  const [what, setWhat] = useState<Filter>('all');
  const { kind, version } = pack;
  const found = useInfiniteQuery({
    queryKey: queryKeys.packDifferences(kind, version, what),
    queryFn: ({ pageParam, signal }) =>
      office.packs.differences({ kind, version, what, offset: pageParam, limit: PAGE }, { signal }),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const shown = pages.reduce((sum, page) => sum + page.rows.length, 0);
      return shown < last.total ? shown : undefined;
    },
  });
  const [first] = found.data?.pages ?? [];
  if (found.isError) {
    return (
      <Text size="sm" c="var(--tram-bad)" role="alert">
        {t('packs.differences.failed', { reason: errorText(toOfficeError(found.error)) })}
      </Text>
    );
  }
  if (first === undefined) return <Text size="sm">{t('common.loading')}</Text>;
  const { counts } = first;
  const total = counts.added + counts.changed + counts.removed;
  if (total === 0) return <Text size="sm">{t('packs.differences.none')}</Text>;
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? [];
  const left = first.total - rows.length;
  return (
    <>
      <fieldset className={classes.filters} aria-label={t('packs.differences.filters')}>
        {FILTERS.map((filter) => (
          <button
            key={filter}
            type="button"
            className={classes.filter}
            aria-pressed={filter === what}
            onClick={() => setWhat(filter)}
          >
            {t(`packs.differences.${filter}`)}{' '}
            <strong>{formats.number(filter === 'all' ? total : counts[filter])}</strong>
          </button>
        ))}
      </fieldset>
      {rows.length === 0 ? (
        <Text size="sm">{t('packs.differences.noneOf')}</Text>
      ) : (
        <>
          {rows.some((row) => row.what === 'changed') && (
            <div className={classes.legend} aria-hidden>
              <span />
              <span>{t('packs.differences.before')}</span>
              <span>{t('packs.differences.after')}</span>
            </div>
          )}
          <ul className={classes.differences}>
            {rows.map((row) => (
              <DifferenceRow key={`${row.what} ${row.key}`} row={row} />
            ))}
          </ul>
        </>
      )}
      {left > 0 && (
        <Button
          variant="default"
          mt="xs"
          loading={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          {t('packs.differences.more', { count: formats.number(Math.min(left, PAGE)) })}
        </Button>
      )}
    </>
  );
}
