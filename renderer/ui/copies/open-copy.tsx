import { Button, Group, Radio, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import type { CopyCredential } from '#shared/contract/index.ts';
import { PasswordField, TextField } from '../field.tsx';

/** Any person's password, or the recovery key: what opens a copy. */
export function OpenCopy(props: {
  failure: string | undefined;
  busy: boolean;
  onOpen: (credential: CopyCredential) => void;
}) {
  const t = useTexts();
  const [kind, setKind] = useState<CopyCredential['kind']>('password');
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [recoveryKey, setRecoveryKey] = useState('');
  const [tried, setTried] = useState(false);
  const missing = (value: string) => (tried && value.trim() === '' ? t('copies.restore.missing') : undefined);
  const complete = kind === 'password' ? login.trim() !== '' && password !== '' : recoveryKey.trim() !== '';

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (!complete || props.busy) return;
    props.onOpen(kind === 'password' ? { kind, login, password } : { kind, recoveryKey });
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Radio.Group
          label={t('copies.restore.opener')}
          value={kind}
          onChange={(value) => setKind(value === 'recovery-key' ? 'recovery-key' : 'password')}
        >
          <Stack gap="xs" mt="xs">
            <Radio
              value="password"
              label={t('copies.restore.byPassword')}
              description={t('copies.restore.byPasswordText')}
            />
            <Radio value="recovery-key" label={t('copies.restore.byKey')} />
          </Stack>
        </Radio.Group>
        {kind === 'password' ? (
          <>
            <TextField
              label={t('copies.restore.login')}
              autoComplete="username"
              value={login}
              onChange={(event) => setLogin(event.currentTarget.value)}
              error={missing(login)}
            />
            <PasswordField
              label={t('copies.restore.password')}
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
              error={props.failure ?? missing(password)}
            />
          </>
        ) : (
          <TextField
            label={t('copies.restore.key')}
            autoCapitalize="characters"
            value={recoveryKey}
            onChange={(event) => setRecoveryKey(event.currentTarget.value)}
            error={props.failure ?? missing(recoveryKey)}
          />
        )}
        <Group>
          <Button type="submit" loading={props.busy}>
            {t('copies.restore.check')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
