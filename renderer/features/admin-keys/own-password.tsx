import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { toOfficeError } from '#renderer/office/index.ts';
import { PasswordField } from '#renderer/ui/index.ts';

/** Asks for the person's own password before something weighty; a refusal stands at the field. */
export function OwnPassword(props: { text: string; yes: string; onGo: (password: string) => Promise<void> }) {
  const t = useTexts();
  const errorText = useErrorText();
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const go = useMutation({ mutationFn: () => props.onGo(password) });
  const failure = go.error === null ? undefined : errorText(toOfficeError(go.error));

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (password !== '' && !go.isPending) go.mutate();
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Text size="sm">{props.text}</Text>
        <PasswordField
          label={t('keys.password')}
          description={t('keys.passwordText')}
          autoComplete="current-password"
          data-autofocus
          value={password}
          onChange={(event) => {
            setPassword(event.currentTarget.value);
            go.reset();
          }}
          error={tried && password === '' ? t('keys.passwordMissing') : failure}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={go.isPending}>
            {props.yes}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
