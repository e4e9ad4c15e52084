import { Table, Text } from '@mantine/core';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { StateBadge } from '#renderer/ui/index.ts';
import type { LeaseState } from '#shared/contract/index.ts';

const TONES = { 'in-use': 'good', coming: 'neutral', over: 'neutral' } as const;

/** Ranges that reach to a day not long over, with the station they are bound to. */
export function LeaseList(props: { state: LeaseState }) {
  const t = useTexts();
  const formats = useFormats();
  const { leases } = props.state;
  if (leases.length === 0) return <Text size="sm">{t('leases.list.none')}</Text>;
  const span = (first: string, last: string) => t('leases.list.span', { first, last });
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table aria-label={t('leases.list.title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('leases.list.days')}</Table.Th>
            <Table.Th>{t('leases.list.serials')}</Table.Th>
            <Table.Th>{t('leases.list.station')}</Table.Th>
            <Table.Th>{t('leases.list.granted')}</Table.Th>
            <Table.Th>{t('leases.list.standing')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {leases.map((lease) => (
            <Table.Tr key={lease.id}>
              <Table.Td>
                {span(formats.date(lease.firstDay), formats.date(lease.lastDay))}
                {lease.endedAfter !== null && (
                  <Text size="xs">
                    {t('leases.list.endedEarly', { day: formats.date(lease.endedAfter) })}
                  </Text>
                )}
              </Table.Td>
              <Table.Td>{span(formats.number(lease.firstSerial), formats.number(lease.lastSerial))}</Table.Td>
              <Table.Td>
                {lease.present
                  ? t('leases.list.here')
                  : t('leases.list.other', { station: lease.station.slice(-6) })}
              </Table.Td>
              <Table.Td>{formats.moment(lease.grantedAt)}</Table.Td>
              <Table.Td>
                <StateBadge tone={lease.present ? TONES[lease.standing] : 'neutral'}>
                  {t(`leases.list.${lease.standing}`)}
                </StateBadge>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
