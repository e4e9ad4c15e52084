import { Button, Group, Table, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { useErrorText, useFormats, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice, useOfficeClock } from '#renderer/office/index.ts';
import { EmptyState, paths, Section, StateBadge, type Tone } from '#renderer/ui/index.ts';
import type { TicketState } from '#shared/queue/index.ts';
import { DayChoice } from './day-choice.tsx';
import classes from './hall.module.css';

const PAGE = 50;

const TONES: Record<TicketState, Tone> = {
  waiting: 'neutral',
  called: 'good',
  held: 'attention',
  finished: 'neutral',
  'no-show': 'bad',
  lapsed: 'neutral',
};

/** The numbers of a day with how long each waited and was served, and what was received for it. */
export function TodayList() {
  const t = useTexts();
  const office = useOffice();
  const errorText = useErrorText();
  const today = useOfficeClock()?.slice(0, 10) ?? null;
  const [chosen, setChosen] = useState<string | null>(null);
  const day = chosen ?? today;
  const options = useQuery({
    queryKey: queryKeys.queueOptions,
    queryFn: () => office.queue.options({}),
  });
  const pages = useInfiniteQuery({
    queryKey: queryKeys.queueToday(day ?? ''),
    queryFn: ({ pageParam }) => office.queue.today({ day: day ?? '', cursor: pageParam, limit: PAGE }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    enabled: day !== null,
  });
  const tickets = pages.data?.pages.flatMap((page) => page.tickets) ?? [];
  const groups = new Map(options.data?.groups.map((group) => [group.id, group.name]));
  const grounds = new Map(options.data?.priorities.map((ground) => [ground.id, ground.name]));
  return (
    <Section title={t('hall.tabs.today')}>
      <Text size="sm">{t('hall.today.text')}</Text>
      {day !== null && today !== null && <DayChoice day={day} today={today} onChoose={setChosen} />}
      {pages.isError && <EmptyState title={errorText(toOfficeError(pages.error))} />}
      {pages.isSuccess && tickets.length === 0 && <EmptyState title={t('hall.today.none')} />}
      {tickets.length > 0 && (
        <>
          <Table.ScrollContainer minWidth="52rem">
            <Table verticalSpacing="xs" fz="sm">
              <Table.Thead>
                <Table.Tr>
                  {(
                    [
                      'number',
                      'group',
                      'state',
                      'counter',
                      'issued',
                      'waited',
                      'served',
                      'calls',
                      'dossiers',
                    ] as const
                  ).map((column) => (
                    <Table.Th scope="col" key={column}>
                      {t(`hall.today.${column}`)}
                    </Table.Th>
                  ))}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {tickets.map((ticket) => (
                  <TicketRow
                    key={ticket.id}
                    ticket={ticket}
                    group={groups.get(ticket.group) ?? ticket.group}
                    ground={
                      ticket.priority === null ? null : (grounds.get(ticket.priority) ?? ticket.priority)
                    }
                  />
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
          <Group mt="xs">
            {pages.hasNextPage && (
              <Button
                variant="default"
                loading={pages.isFetchingNextPage}
                onClick={() => void pages.fetchNextPage()}
              >
                {t('hall.today.more')}
              </Button>
            )}
            <p className={classes.sum} role="status">
              {t(pages.hasNextPage ? 'hall.today.shown' : 'hall.today.all', { count: tickets.length })}
            </p>
          </Group>
        </>
      )}
    </Section>
  );
}

type Row = Awaited<ReturnType<ReturnType<typeof useOffice>['queue']['today']>>['tickets'][number];

function TicketRow(props: { ticket: Row; group: string; ground: string | null }) {
  const t = useTexts();
  const formats = useFormats();
  const { ticket, ground } = props;
  const duration = (seconds: number | null): string => {
    if (seconds === null) return '–';
    if (seconds < 60) return t('hall.today.under');
    return t('hall.today.minutes', { minutes: Math.round(seconds / 60) });
  };
  return (
    <Table.Tr>
      <Table.Th scope="row" className={classes.ticket ?? ''}>
        {ticket.number}
      </Table.Th>
      <Table.Td>
        {props.group}
        {ground !== null && (
          <Text size="xs" c="dimmed">
            {t('hall.today.priority', { ground })}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <StateBadge tone={TONES[ticket.state]}>{t(`hall.today.states.${ticket.state}`)}</StateBadge>
      </Table.Td>
      <Table.Td>{ticket.counter ?? '–'}</Table.Td>
      <Table.Td>{formats.time(ticket.issuedAt)}</Table.Td>
      <Table.Td>{duration(ticket.waitedSeconds)}</Table.Td>
      <Table.Td>{duration(ticket.servedSeconds)}</Table.Td>
      <Table.Td>{ticket.calls}</Table.Td>
      <Table.Td>
        {ticket.dossiers.map((dossier) => (
          <div key={dossier.id}>
            <Link to={paths.dossier(dossier.id)}>{dossier.code}</Link>
          </div>
        ))}
      </Table.Td>
    </Table.Tr>
  );
}
