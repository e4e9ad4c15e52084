import { Stack, Table, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useTexts } from '#renderer/i18n/index.ts';
import { Section, StateBadge, type Tone } from '#renderer/ui/index.ts';
import type { KeysState } from '#shared/contract/index.ts';

const TONES: Record<KeysState['users'][number]['opens'], Tone> = {
  yes: 'good',
  old: 'attention',
  no: 'neutral',
  'new-password-needed': 'bad',
};

/** The people whose sign-in opens the database. */
export function OpenersSection(props: { state: KeysState }) {
  const t = useTexts();
  const { users } = props.state;
  const someNeedHelp = users.some(({ opens }) => opens === 'old' || opens === 'new-password-needed');
  return (
    <Section title={t('keys.who')} icon={<IconUsers size="1.125rem" />}>
      <Stack gap="sm">
        <Text size="sm">{t('keys.whoText')}</Text>
        <Table verticalSpacing={6} fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('keys.person')}</Table.Th>
              <Table.Th scope="col">{t('keys.opening')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {users.map((user) => (
              <Table.Tr key={user.id}>
                <Table.Th scope="row" fw={500}>
                  {user.name} <Text span size="sm" c="dimmed">{`(${user.login})`}</Text>
                </Table.Th>
                <Table.Td>
                  <StateBadge tone={TONES[user.opens]}>{t(`keys.opens.${user.opens}`)}</StateBadge>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        {someNeedHelp && <Text size="sm">{t('keys.fix')}</Text>}
      </Stack>
    </Section>
  );
}
