import { Table, Text } from '@mantine/core';
import { IconFiles } from '@tabler/icons-react';
import { useTexts } from '#renderer/i18n/index.ts';
import { Section, StateBadge } from '#renderer/ui/index.ts';
import type { OpenDossier } from './dossier-page.tsx';

/** The papers handed in, originals and copies apart, and what is still missing. */
export function PapersCard(props: { dossier: OpenDossier['dossier'] }) {
  const t = useTexts();
  const { papers, missingPapers, slip } = props.dossier;
  // What was shown at the counter went home with the person; what is missing stands on the slip.
  if (slip !== undefined && papers.length === 0) return null;
  return (
    <Section
      title={t(slip === undefined ? 'dossier.page.papers' : 'dossier.slip.papers')}
      icon={<IconFiles size="1.125rem" />}
    >
      {papers.length === 0 ? (
        <Text size="sm">{t('dossier.page.noPapers')}</Text>
      ) : (
        <Table.ScrollContainer minWidth="24rem">
          <Table fz="sm" verticalSpacing={4} styles={{ th: { whiteSpace: 'nowrap' } }}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t('dossier.page.paperName')}</Table.Th>
                <Table.Th scope="col" ta="right">
                  {t('dossier.page.originals')}
                </Table.Th>
                <Table.Th scope="col" ta="right">
                  {t('dossier.page.copiesOfPaper')}
                </Table.Th>
                <Table.Th scope="col">{t('dossier.page.handling')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {papers.map((paper) => (
                <Table.Tr key={`${paper.requirementId ?? 'added'} ${paper.name}`}>
                  <Table.Td>{paper.name}</Table.Td>
                  <Table.Td ta="right">{paper.originals}</Table.Td>
                  <Table.Td ta="right">{paper.copies}</Table.Td>
                  <Table.Td>{t(`dossier.page.handlings.${paper.handling}`)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {missingPapers.length > 0 && slip === undefined && (
        <Text size="sm" mt="xs">
          <StateBadge tone="attention">{t('dossier.page.missing')}</StateBadge> {missingPapers.join('; ')}
        </Text>
      )}
    </Section>
  );
}
