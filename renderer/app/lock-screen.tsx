import { Button, Modal, Stack, Text, Title } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { type OfficeError, toOfficeError, useOffice, useSession } from '#renderer/office/index.ts';
import { KeyLayer, PasswordField } from '#renderer/ui/index.ts';
import type { SignedInUser } from '#shared/contract/index.ts';
import classes from './lock-screen.module.css';

/** Covers everything, dialogs included; the same person's password gives the screen back as it was left. */
export function LockScreen(props: { user: SignedInUser }) {
  const t = useTexts();
  const session = useSession();
  return (
    <Modal.Root
      opened
      fullScreen
      zIndex={1000}
      onClose={() => {}}
      closeOnEscape={false}
      transitionProps={{ duration: 0 }}
    >
      <Modal.Content className={classes.cover ?? ''} aria-label={t('shell.lock.title')}>
        <KeyLayer>
          <main className={classes.middle}>
            <div className={classes.card}>
              <p className={classes.locked}>
                <IconLock aria-hidden size="1rem" />
                {t('shell.lock.title')}
              </p>
              <Title order={1} size="h3">
                {props.user.name}
              </Title>
              <Text size="sm" c="dimmed" mb="md">
                {t('shell.lock.kept')}
              </Text>
              <Unlock user={props.user} />
              <Text size="sm" c="dimmed" mt="lg">
                {t('shell.lock.otherWarning', { name: props.user.name })}
              </Text>
              <Button variant="subtle" size="compact-sm" ml={-8} onClick={session.end}>
                {t('shell.lock.other')}
              </Button>
            </div>
          </main>
        </KeyLayer>
      </Modal.Content>
    </Modal.Root>
  );
}

function Unlock(props: { user: SignedInUser }) {
  const t = useTexts();
  const office = useOffice();
  const session = useSession();
  const errorText = useErrorText();
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<OfficeError | null>(null);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (password === '' || busy) return;
    setBusy(true);
    setFailure(null);
    try {
      const begun = await office.session.signIn({ login: props.user.login, password });
      session.begin(begun.token, begun.user);
    } catch (thrown) {
      setFailure(toOfficeError(thrown));
      setPassword('');
      setBusy(false);
    }
  }

  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="sm">
        <PasswordField
          label={t('signIn.password')}
          autoComplete="current-password"
          data-autofocus
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={failure === null ? undefined : errorText(failure)}
        />
        <Button type="submit" loading={busy}>
          {t('shell.lock.unlock')}
        </Button>
      </Stack>
    </form>
  );
}
