import { Table } from '@mantine/core';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import type { StationRow } from '#shared/contract/index.ts';

/** Every station this database was written under, newest first. */
export function StationList(props: { stations: readonly StationRow[] }) {
  const t = useTexts();
  const formats = useFormats();
  return (
    <Table.ScrollContainer minWidth="32rem">
      <Table verticalSpacing="xs" fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('numbers.stations.since')}</Table.Th>
            <Table.Th scope="col">{t('numbers.stations.why')}</Table.Th>
            <Table.Th scope="col">{t('numbers.stations.id')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {props.stations.map((station) => (
            <Table.Tr key={`${station.station} ${station.begunAt}`}>
              <Table.Td>{formats.moment(station.begunAt)}</Table.Td>
              <Table.Td>{t(`numbers.reasons.${station.reason}`)}</Table.Td>
              <Table.Td ff="monospace">{station.station}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
