import { Button, Code, CopyButton, Group, Stack, Table, Text, Title } from '@mantine/core';
import { useTexts } from '#renderer/i18n/index.ts';
import { useSession } from '#renderer/office/index.ts';
import { Section } from '#renderer/ui/index.ts';
import type { Role } from '#shared/contract/index.ts';
import classes from './setup.module.css';

type SamplePerson = { login: string; name: string; role: Role; password: string };

/** The invented people with their freshly made passwords, shown once. */
export function SamplePeople(props: {
  people: readonly SamplePerson[];
  recoveryKey: string;
  onDone: () => void;
}) {
  const t = useTexts();
  const session = useSession();
  function finish(): void {
    session.end();
    props.onDone();
  }
  const text = [
    ...props.people.map((person) => `${person.name}\t${person.login}\t${person.password}`),
    `${t('setup.stepKey')}\t${props.recoveryKey}`,
  ].join('\n');
  return (
    <main className={classes.page}>
      <div className={classes.middle}>
        <Title order={1} size="h3">
          {t('setup.peopleTitle')}
        </Title>
        <Text c="dimmed" mb="md">
          {t('setup.peopleText')}
        </Text>
        <Section title={t('setup.peopleTitle')}>
          <Stack gap="md">
            <Table fz="sm">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">{t('setup.person')}</Table.Th>
                  <Table.Th scope="col">{t('setup.role')}</Table.Th>
                  <Table.Th scope="col">{t('signIn.login')}</Table.Th>
                  <Table.Th scope="col">{t('setup.passwordOf')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {props.people.map((person) => (
                  <Table.Tr key={person.login}>
                    <Table.Th scope="row" fw={500}>
                      {person.name}
                    </Table.Th>
                    <Table.Td>{t(`shell.user.${person.role}`)}</Table.Td>
                    <Table.Td>
                      <Code>{person.login}</Code>
                    </Table.Td>
                    <Table.Td>
                      <Code>{person.password}</Code>
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
            <Text size="sm">
              {t('setup.stepKey')}: <Code>{props.recoveryKey}</Code>
            </Text>
            <Group>
              <CopyButton value={text}>
                {({ copied, copy }) => (
                  <Button variant="default" onClick={copy}>
                    {copied ? t('common.copied') : t('common.copy')}
                  </Button>
                )}
              </CopyButton>
              {/* The office is there now: asking it again shows its sign-in. */}
              <Button autoFocus onClick={finish}>
                {t('setup.toSignIn')}
              </Button>
            </Group>
          </Stack>
        </Section>
      </div>
    </main>
  );
}
