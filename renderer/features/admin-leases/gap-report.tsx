import { Button, Group, Stack, Table, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useErrorText, useFormats, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { EmptyState, notifyProblem } from '#renderer/ui/index.ts';
import type { GapDay } from '#shared/contract/index.ts';
import { collectGaps } from './gap-csv.ts';
import classes from './leases.module.css';

const DAYS_A_PAGE = 15;
const DAYS_AT_ONCE = 60;

/** What became of the numbers of each day, newest first, page by page, or as a file for spreadsheets. */
export function GapReport() {
  const t = useTexts();
  const office = useOffice();
  const errorText = useErrorText();
  /** Where each page from the newest on begins; the last one is shown. */
  const [starts, setStarts] = useState<readonly (string | null)[]>([null]);
  const before = starts.at(-1) ?? null;
  const report = useQuery({
    queryKey: queryKeys.leaseGaps(before),
    queryFn: () => office.leases.gaps({ before, limit: DAYS_A_PAGE }),
    placeholderData: keepPreviousData,
  });
  if (report.isError) return <EmptyState title={errorText(toOfficeError(report.error))} />;
  if (report.data === undefined) return null;
  const { days, next } = report.data;
  if (days.length === 0) return <Text size="sm">{t('leases.gaps.none')}</Text>;
  return (
    <Stack gap="sm">
      <Text size="sm">{t('leases.gaps.explain')}</Text>
      <GapTable days={days} />
      <Group justify="space-between">
        <Group gap="xs">
          <Button
            variant="default"
            size="compact-sm"
            disabled={starts.length === 1}
            onClick={() => setStarts(starts.slice(0, -1))}
          >
            {t('leases.gaps.newer')}
          </Button>
          <Button
            variant="default"
            size="compact-sm"
            disabled={next === null}
            onClick={() => next !== null && setStarts([...starts, next])}
          >
            {t('leases.gaps.older')}
          </Button>
        </Group>
        <ExportButton />
      </Group>
    </Stack>
  );
}

function GapTable(props: { days: readonly GapDay[] }) {
  const t = useTexts();
  const formats = useFormats();
  const unexplained = props.days.some((day) => day.unexplained > 0);
  return (
    <Table.ScrollContainer minWidth={640}>
      <Table aria-label={t('leases.gaps.title')} className={classes.gaps ?? ''}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('leases.gaps.day')}</Table.Th>
            <Table.Th>{t('leases.gaps.given')}</Table.Th>
            <Table.Th>{t('leases.gaps.cancelled')}</Table.Th>
            <Table.Th>{t('leases.gaps.unknown')}</Table.Th>
            <Table.Th>{t('leases.gaps.skipped')}</Table.Th>
            {unexplained && <Table.Th>{t('leases.gaps.unexplained')}</Table.Th>}
            <Table.Th>{t('leases.gaps.which')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {props.days.map((day) => (
            <Table.Tr key={day.day}>
              <Table.Td className={classes.day ?? ''}>{formats.date(day.day)}</Table.Td>
              <Table.Td>{formats.number(day.given)}</Table.Td>
              <Table.Td>{formats.number(day.cancelled)}</Table.Td>
              <Table.Td>{formats.number(day.unknown)}</Table.Td>
              <Table.Td>{formats.number(day.skipped)}</Table.Td>
              {unexplained && <Table.Td>{formats.number(day.unexplained)}</Table.Td>}
              <Table.Td>
                <WhichNumbers day={day} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** The numbers that are not simply given, or the whole stretch where all of them are. */
function WhichNumbers(props: { day: GapDay }) {
  const t = useTexts();
  const { rows } = props.day;
  const open = rows.filter(({ state }) => state !== 'given');
  const [first] = rows;
  const last = rows.at(-1);
  if (first === undefined || last === undefined) return null;
  if (open.length === 0 && rows.length === 1) {
    return <>{t('leases.gaps.all', { first: first.first, last: first.last })}</>;
  }
  return (
    <ul className={classes.which}>
      {(open.length === 0 ? rows : open).map((row) => (
        <li key={row.first}>
          {row.first === row.last ? row.first : `${row.first}–${row.last}`}:{' '}
          {t(`leases.gaps.states.${row.state}`)}
        </li>
      ))}
    </ul>
  );
}

/** Collects every day and hands it over as a file; leaving the page stops it. */
function ExportButton() {
  const t = useTexts();
  const office = useOffice();
  const errorText = useErrorText();
  const formats = useFormats();
  const [days, setDays] = useState<number | null>(null);
  const stopping = useRef<AbortController | null>(null);
  useEffect(() => () => stopping.current?.abort(), []);

  async function collect(): Promise<void> {
    const stop = new AbortController();
    stopping.current = stop;
    setDays(0);
    try {
      const { parts, agencyCode } = await collectGaps({
        page: (before) => office.leases.gaps({ before, limit: DAYS_AT_ONCE }, { signal: stop.signal }),
        heading: (['day', 'agency', 'first', 'last', 'count', 'state'] as const).map((column) =>
          t(`leases.gaps.csv.${column}`),
        ),
        stateText: (state) => t(`leases.gaps.states.${state}`),
        onProgress: setDays,
        signal: stop.signal,
      });
      const address = URL.createObjectURL(new Blob(parts, { type: 'text/csv;charset=utf-8' }));
      const link = document.createElement('a');
      link.href = address;
      link.download = t('leases.gaps.fileName', { agency: agencyCode });
      link.click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
    } catch (thrown) {
      if (!stop.signal.aborted) notifyProblem(errorText(toOfficeError(thrown)));
    }
    if (!stop.signal.aborted) setDays(null);
  }

  return (
    <Button variant="default" size="compact-sm" disabled={days !== null} onClick={() => void collect()}>
      {days === null ? t('leases.gaps.export') : t('leases.gaps.exporting', { count: formats.number(days) })}
    </Button>
  );
}
