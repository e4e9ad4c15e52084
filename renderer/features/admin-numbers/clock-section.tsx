import { Anchor, Button, Group, Stack, Table, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useErrorText, useFormats, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { notifyDone, paths, StateBadge } from '#renderer/ui/index.ts';

/** Whether the clock is right, when it was not, and everything issued meanwhile. */
export function ClockSection() {
  const t = useTexts();
  const formats = useFormats();
  const office = useOffice();
  const cache = useQueryClient();
  const errorText = useErrorText();
  const clock = useQuery({ queryKey: queryKeys.clock, queryFn: () => office.clock.state({}) });
  const confirm = useMutation({
    mutationFn: () => office.clock.confirm({}),
    onSuccess: () => {
      notifyDone(t('numbers.clock.confirmed'));
      void cache.invalidateQueries({ queryKey: queryKeys.clock });
      void cache.invalidateQueries({ queryKey: queryKeys.status });
    },
  });
  const failure = clock.error ?? confirm.error;
  const state = clock.data;
  return (
    <Stack gap="sm">
      {failure !== null && (
        <Text size="sm" c="var(--tram-bad)" role="alert">
          {errorText(toOfficeError(failure))}
        </Text>
      )}
      {state?.trouble === null && (
        <div>
          <StateBadge tone="good">{t('numbers.clock.good')}</StateBadge>
        </div>
      )}
      {state !== undefined && state.trouble !== null && (
        <>
          <div>
            <StateBadge tone="bad">{t(`numbers.clock.troubles.${state.trouble}`)}</StateBadge>
          </div>
          <Text size="sm">
            {t('numbers.clock.compare', {
              now: formats.moment(state.now),
              trusted: state.trusted === null ? '–' : formats.moment(state.trusted),
            })}
          </Text>
          <Text size="sm">{t(`numbers.clock.todo.${state.trouble}`)}</Text>
          {state.trouble !== 'before-build' && (
            <Group>
              <Button variant="default" loading={confirm.isPending} onClick={() => confirm.mutate()}>
                {t('numbers.clock.confirm')}
              </Button>
            </Group>
          )}
        </>
      )}
      {state !== undefined && state.spans.length > 0 && (
        <ul>
          {state.spans.map((span) => (
            <li key={span.beganAt}>
              <Text size="sm">
                {t('numbers.clock.span', {
                  what: t(`numbers.clock.troubles.${span.trouble}`),
                  from: formats.moment(span.beganAt),
                  to: span.endedAt === null ? t('numbers.clock.lasts') : formats.moment(span.endedAt),
                })}
                {span.endedBy !== null && ` ${t('numbers.clock.endedBy', { by: span.endedBy })}`}
              </Text>
            </li>
          ))}
        </ul>
      )}
      {state !== undefined && state.papers.length > 0 && (
        <Table.ScrollContainer minWidth="32rem">
          <Table verticalSpacing="xs" fz="sm" aria-label={t('numbers.clock.papers')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t('numbers.clock.code')}</Table.Th>
                <Table.Th scope="col">{t('numbers.clock.what')}</Table.Th>
                <Table.Th scope="col">{t('numbers.clock.at')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {state.papers.map((paper) => (
                <Table.Tr key={`${paper.kind} ${paper.dossierId} ${paper.at}`}>
                  <Table.Td>
                    <Anchor component={Link} to={paths.dossier(paper.dossierId)} size="sm">
                      {paper.code}
                    </Anchor>
                  </Table.Td>
                  <Table.Td>{t(`numbers.clock.kinds.${paper.kind}`, { title: paper.title })}</Table.Td>
                  <Table.Td>{formats.moment(paper.at)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {state?.more === true && <Text size="sm">{t('numbers.clock.more')}</Text>}
    </Stack>
  );
}
