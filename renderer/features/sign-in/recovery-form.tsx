import { Button, Group, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { type OfficeError, toOfficeError, useOffice, useSession } from '#renderer/office/index.ts';
import { PasswordField, TextField } from '#renderer/ui/index.ts';
import { useWait } from './use-wait.ts';

/** Which field an error of `session.recover` is about. */
function fieldOf(failure: OfficeError): 'key' | 'login' | 'password' {
  if (failure.code === 'not-found' || failure.field === 'login') return 'login';
  if (failure.code === 'weak-password' || failure.field === 'password') return 'password';
  return 'key';
}

/** Opens the database with the printed key and gives an administrator a new password. */
export function RecoveryForm(props: { onBack: () => void }) {
  const t = useTexts();
  const office = useOffice();
  const session = useSession();
  const errorText = useErrorText();
  const [recoveryKey, setRecoveryKey] = useState('');
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<OfficeError | null>(null);
  const [wait, setWait] = useWait();
  const short = [...password].length < 10;

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (recoveryKey.trim() === '' || login.trim() === '' || short || busy || wait > 0) return;
    setBusy(true);
    setFailure(null);
    try {
      const begun = await office.session.recover({
        recoveryKey: recoveryKey.trim(),
        login: login.trim(),
        password,
      });
      session.begin(begun.token, begun.user);
    } catch (thrown) {
      const failed = toOfficeError(thrown);
      setFailure(failed);
      setWait(failed.waitSeconds ?? 0);
      setBusy(false);
    }
  }

  const errorAt = (field: 'key' | 'login' | 'password'): string | undefined =>
    failure !== null && fieldOf(failure) === field ? errorText(failure) : undefined;
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="sm" mt="md">
        <Text size="sm">{t('signIn.recoveryText')}</Text>
        <TextField
          label={t('signIn.recoveryKey')}
          autoFocus
          autoCapitalize="characters"
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          value={recoveryKey}
          onChange={(event) => setRecoveryKey(event.currentTarget.value)}
          error={errorAt('key') ?? (tried && recoveryKey.trim() === '' ? t('setup.missing') : undefined)}
        />
        <TextField
          label={t('signIn.recoveryLogin')}
          autoCapitalize="none"
          value={login}
          onChange={(event) => setLogin(event.currentTarget.value)}
          error={errorAt('login') ?? (tried && login.trim() === '' ? t('signIn.loginMissing') : undefined)}
        />
        <PasswordField
          label={t('signIn.newPassword')}
          autoComplete="new-password"
          description={t('shell.password.rule')}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={errorAt('password') ?? (tried && short ? t('shell.password.short') : undefined)}
        />
        <Group justify="space-between">
          <Button variant="subtle" onClick={props.onBack}>
            {t('common.back')}
          </Button>
          <Button type="submit" loading={busy} disabled={wait > 0}>
            {wait > 0 ? t('signIn.wait', { seconds: wait }) : t('signIn.recover')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
