import { Button, Modal, Stack, Text } from '@mantine/core';
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
    <Modal
      opened
      fullScreen
      zIndex={1000}
      onClose={() => {}}
      closeOnEscape={false}
      withCloseButton={false}
      title={t('shell.lock.title')}
      transitionProps={{ duration: 0 }}
      classNames={{ content: classes.cover ?? '', header: classes.head ?? '' }}
    >
      <KeyLayer>
        <div className={classes.middle}>
          <Stack gap="md" className={classes.card ?? ''}>
            <IconLock aria-hidden size="2rem" />
            <div>
              <Text fw={600} size="lg">
                {props.user.name}
              </Text>
              <Text size="sm" c="dimmed">
                {t('shell.lock.kept')}
              </Text>
            </div>
            <Unlock user={props.user} />
            <div>
              <Button variant="subtle" size="compact-sm" onClick={session.end}>
                {t('shell.lock.other')}
              </Button>
              <Text size="xs" c="dimmed">
                {t('shell.lock.otherWarning', { name: props.user.name })}
              </Text>
            </div>
          </Stack>
        </div>
      </KeyLayer>
    </Modal>
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
