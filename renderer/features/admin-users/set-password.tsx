import { Button, Group, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { toOfficeError, useOffice } from '#renderer/office/index.ts';
import { notifyDone, PasswordField } from '#renderer/ui/index.ts';
import type { SignedInUser } from '#shared/contract/index.ts';

/** A new password for someone who forgot theirs. */
export function SetPassword(props: { user: SignedInUser; onDone: () => void }) {
  const t = useTexts();
  const office = useOffice();
  const errorText = useErrorText();
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const short = [...password].length < 10;
  const save = useMutation({
    mutationFn: () => office.users.setPassword({ id: props.user.id, password }),
    onSuccess: () => {
      notifyDone(t('admin.users.passwordSet', { name: props.user.name }));
      props.onDone();
    },
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (!short && !save.isPending) save.mutate();
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <PasswordField
          label={t('signIn.newPassword')}
          autoComplete="new-password"
          description={t('admin.users.passwordText')}
          data-autofocus
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={
            save.error !== null
              ? errorText(toOfficeError(save.error))
              : tried && short
                ? t('admin.users.passwordShort')
                : undefined
          }
        />
        <Group justify="flex-end">
          <Button type="submit" loading={save.isPending}>
            {t('admin.users.setPassword')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
