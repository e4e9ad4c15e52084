import { Button, Stack, Text } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { type OfficeError, toOfficeError, useOffice, useSession } from '#renderer/office/index.ts';
import { PasswordField, TextField } from '#renderer/ui/index.ts';
import { useWait } from './use-wait.ts';

/**
 * Name and password. A wrong password empties only the password and leaves the cursor there. Without `onRecover` the
 * recovery key is not offered: on a counter of the LAN it opens nothing.
 */
export function SignInForm(props: { onRecover?: () => void }) {
  const t = useTexts();
  const office = useOffice();
  const session = useSession();
  const errorText = useErrorText();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<OfficeError | null>(null);
  const [wait, setWait] = useWait();
  const passwordField = useRef<HTMLInputElement>(null);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (login.trim() === '' || busy || wait > 0) return;
    if (password === '') {
      passwordField.current?.focus();
      return;
    }
    setBusy(true);
    setFailure(null);
    try {
      const begun = await office.session.signIn({ login: login.trim(), password });
      session.begin(begun.token, begun.user);
    } catch (thrown) {
      const failed = toOfficeError(thrown);
      setFailure(failed);
      setTried(false);
      setWait(failed.waitSeconds ?? 0);
      setPassword('');
      setBusy(false);
      passwordField.current?.focus();
    }
  }

  const passwordError =
    failure !== null
      ? `${errorText(failure)}${wait > 0 ? ` ${t('signIn.wait', { seconds: wait })}` : ''}`
      : tried && password === '' && login.trim() !== ''
        ? t('signIn.passwordMissing')
        : undefined;
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="sm" mt="md">
        <TextField
          label={t('signIn.login')}
          name="login"
          autoComplete="username"
          autoCapitalize="none"
          autoFocus
          value={login}
          onChange={(event) => setLogin(event.currentTarget.value)}
          error={tried && login.trim() === '' ? t('signIn.loginMissing') : undefined}
        />
        <PasswordField
          ref={passwordField}
          label={t('signIn.password')}
          name="password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={passwordError}
        />
        <Button type="submit" loading={busy} disabled={wait > 0}>
          {t('signIn.submit')}
        </Button>
        <Text size="sm" c="dimmed">
          {t('signIn.offline')} {t('signIn.forgot')} {t('signIn.forgotClerk')}
        </Text>
        {props.onRecover !== undefined && (
          <Button variant="subtle" size="compact-sm" onClick={props.onRecover}>
            {t('signIn.toRecovery')}
          </Button>
        )}
      </Stack>
    </form>
  );
}
