import { Button, Group, NativeSelect, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { notifyDone, PasswordField, TextField } from '#renderer/ui/index.ts';
import type { Role } from '#shared/contract/index.ts';

/** A new person with a first password that is handed over by voice or paper. */
export function AddUser(props: { onDone: () => void }) {
  const t = useTexts();
  const office = useOffice();
  const cache = useQueryClient();
  const errorText = useErrorText();
  const [name, setName] = useState('');
  const [login, setLogin] = useState('');
  const [role, setRole] = useState<Role>('clerk');
  const [counter, setCounter] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const create = useMutation({
    mutationFn: () => office.users.create({ name, login, role, counter, password }),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: queryKeys.users });
      notifyDone(t('admin.users.added', { name }));
      props.onDone();
    },
  });
  const failure = create.error === null ? null : toOfficeError(create.error);
  const missing = (value: string): string | undefined =>
    tried && value.trim() === '' ? t('admin.users.missing') : undefined;
  const short = [...password].length < 10;

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (name.trim() !== '' && login.trim() !== '' && !short && !create.isPending) create.mutate();
  }

  const weak = failure?.code === 'weak-password';
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <TextField
          label={t('admin.users.name')}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={missing(name)}
        />
        <TextField
          label={t('admin.users.login')}
          autoCapitalize="none"
          value={login}
          onChange={(event) => setLogin(event.currentTarget.value)}
          error={missing(login) ?? (failure !== null && !weak ? errorText(failure) : undefined)}
        />
        <NativeSelect
          label={t('admin.users.role')}
          value={role}
          data={[
            { value: 'clerk', label: t('shell.user.clerk') },
            { value: 'administrator', label: t('shell.user.administrator') },
          ]}
          onChange={(event) =>
            setRole(event.currentTarget.value === 'administrator' ? 'administrator' : 'clerk')
          }
        />
        <TextField
          label={t('admin.users.counter')}
          placeholder={t('admin.users.counterExample')}
          value={counter}
          onChange={(event) => setCounter(event.currentTarget.value)}
        />
        <PasswordField
          label={t('admin.users.password')}
          autoComplete="new-password"
          description={t('admin.users.passwordText')}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={
            weak && failure !== null
              ? errorText(failure)
              : tried && short
                ? t('admin.users.passwordShort')
                : undefined
          }
        />
        <Group justify="flex-end">
          <Button type="submit" loading={create.isPending}>
            {t('admin.users.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
