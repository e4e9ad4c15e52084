import { Button, Table } from '@mantine/core';
import { IconUserPlus, IconUsers } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice, useSession } from '#renderer/office/index.ts';
import {
  Dialog,
  EmptyState,
  KeyHint,
  notifyDone,
  notifyProblem,
  Page,
  Section,
  StateBadge,
  useConfirm,
  useKey,
} from '#renderer/ui/index.ts';
import type { SignedInUser } from '#shared/contract/index.ts';
import { AddUser } from './add-user.tsx';
import { SetPassword } from './set-password.tsx';

type Person = SignedInUser & { active: boolean };

/** The people of this office: add, close, open again, set a password. */
export function UsersPage() {
  const t = useTexts();
  const office = useOffice();
  const errorText = useErrorText();
  const [adding, setAdding] = useState(false);
  const [passwordOf, setPasswordOf] = useState<Person | null>(null);
  const users = useQuery({ queryKey: queryKeys.users, queryFn: () => office.users.list({}) });
  useKey('Insert', () => setAdding(true), { label: t('admin.users.add') });
  return (
    <Page
      title={t('admin.users.title')}
      actions={
        <Button
          leftSection={<IconUserPlus size="1rem" aria-hidden />}
          rightSection={<KeyHint keys="Insert" onAccent />}
          onClick={() => setAdding(true)}
        >
          {t('admin.users.add')}
        </Button>
      }
    >
      <Section title={t('admin.users.list')} icon={<IconUsers size="1.125rem" />}>
        {users.isError && <EmptyState title={errorText(toOfficeError(users.error))} />}
        {users.data?.users.length === 0 && <EmptyState title={t('admin.users.empty')} />}
        {users.data !== undefined && users.data.users.length > 0 && (
          <Table.ScrollContainer minWidth="40rem">
            <Table verticalSpacing="xs" fz="sm">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">{t('admin.users.name')}</Table.Th>
                  <Table.Th scope="col">{t('admin.users.login')}</Table.Th>
                  <Table.Th scope="col">{t('admin.users.role')}</Table.Th>
                  <Table.Th scope="col">{t('admin.users.counter')}</Table.Th>
                  <Table.Th scope="col">{t('admin.users.state')}</Table.Th>
                  <Table.Td />
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {users.data.users.map((person) => (
                  <PersonRow key={person.id} person={person} onPassword={() => setPasswordOf(person)} />
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </Section>
      <Dialog opened={adding} onClose={() => setAdding(false)} title={t('admin.users.add')}>
        <AddUser onDone={() => setAdding(false)} />
      </Dialog>
      <Dialog
        opened={passwordOf !== null}
        onClose={() => setPasswordOf(null)}
        title={t('admin.users.setPasswordOf', { name: passwordOf?.name ?? '' })}
      >
        {passwordOf !== null && <SetPassword user={passwordOf} onDone={() => setPasswordOf(null)} />}
      </Dialog>
    </Page>
  );
}

function PersonRow(props: { person: Person; onPassword: () => void }) {
  const t = useTexts();
  const office = useOffice();
  const session = useSession();
  const confirm = useConfirm();
  const cache = useQueryClient();
  const errorText = useErrorText();
  const { person } = props;
  const you = session.user?.id === person.id;
  const change = useMutation({
    mutationFn: (active: boolean) => office.users.setActive({ id: person.id, active }),
    onSuccess: (_, active) => {
      void cache.invalidateQueries({ queryKey: queryKeys.users });
      notifyDone(t(active ? 'admin.users.reopened' : 'admin.users.closed', { name: person.name }));
    },
    onError: (thrown) => notifyProblem(errorText(toOfficeError(thrown))),
  });

  async function close(): Promise<void> {
    const sure = await confirm({
      title: t('admin.users.closeAsk', { name: person.name }),
      text: t('admin.users.closeText'),
      yes: t('admin.users.close'),
      dangerous: true,
    });
    if (sure) change.mutate(false);
  }

  return (
    <Table.Tr>
      <Table.Th scope="row" fw={500}>
        {person.name}
        {you && ` (${t('admin.users.you')})`}
      </Table.Th>
      <Table.Td>{person.login}</Table.Td>
      <Table.Td>{t(`shell.user.${person.role}`)}</Table.Td>
      <Table.Td>{person.counter}</Table.Td>
      <Table.Td>
        <StateBadge tone={person.active ? 'good' : 'neutral'}>
          {person.active ? t('admin.users.active') : t('admin.users.inactive')}
        </StateBadge>
      </Table.Td>
      <Table.Td ta="right">
        {/* Nobody locks themselves out: the own account is closed by another administrator. */}
        {!you && (
          <Button.Group
            style={{ justifyContent: 'flex-end' }}
            aria-label={t('admin.users.actions', { name: person.name })}
          >
            <Button size="compact-sm" variant="default" onClick={props.onPassword}>
              {t('admin.users.setPassword')}
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              loading={change.isPending}
              onClick={() => (person.active ? void close() : change.mutate(true))}
            >
              {person.active ? t('admin.users.close') : t('admin.users.reopen')}
            </Button>
          </Button.Group>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
