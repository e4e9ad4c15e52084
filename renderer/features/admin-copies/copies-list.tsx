import { Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, useOffice } from '#renderer/office/index.ts';
import { StateBadge, sizeText } from '#renderer/ui/index.ts';
import type { CopiesState, CopySummary } from '#shared/contract/index.ts';

/** The copies in the folder of the settings, newest first. */
export function CopiesList(props: { place: CopiesState['place']; folder: string }) {
  const t = useTexts();
  const office = useOffice();
  const list = useQuery({ queryKey: queryKeys.copiesList, queryFn: () => office.copies.list({}) });
  const copies = list.data?.copies ?? [];
  const { place, folder } = props;
  if (place.state === 'missing' || place.state === 'not-chosen') {
    return <Text size="sm">{t(`copies.list.${place.state}`, { folder })}</Text>;
  }
  if (copies.length === 0) return <Text size="sm">{t('copies.list.none')}</Text>;
  return (
    <Table.ScrollContainer minWidth="28rem">
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('copies.list.madeAt')}</Table.Th>
            <Table.Th ta="right">{t('copies.list.dossiers')}</Table.Th>
            <Table.Th ta="right">{t('copies.list.papers')}</Table.Th>
            <Table.Th ta="right">{t('copies.list.size')}</Table.Th>
            <Table.Th>{t('copies.list.trial')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {copies.map((copy) => (
            <CopyRow key={copy.id} copy={copy} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function CopyRow({ copy }: { copy: CopySummary }) {
  const t = useTexts();
  const formats = useFormats();
  const tried = copy.drill?.outcome;
  return (
    <Table.Tr>
      <Table.Td>{formats.shortMoment(copy.madeAt)}</Table.Td>
      <Table.Td ta="right">{formats.number(copy.dossiers)}</Table.Td>
      <Table.Td ta="right">{formats.number(copy.papers)}</Table.Td>
      <Table.Td ta="right">{sizeText(copy.bytes)}</Table.Td>
      <Table.Td>
        <StateBadge tone={tried === undefined ? 'neutral' : tried === 'proven' ? 'good' : 'bad'}>
          {t(tried === undefined ? 'copies.list.untried' : `copies.list.${tried}`)}
        </StateBadge>
      </Table.Td>
    </Table.Tr>
  );
}
