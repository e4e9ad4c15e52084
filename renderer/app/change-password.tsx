import { Button, Group, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { type OfficeError, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { Dialog, notifyDone, PasswordField } from '#renderer/ui/index.ts';

/** Changes the person's own password; errors stand at the field they are about. */
export function ChangePassword(props: { opened: boolean; onClose: () => void }) {
  const t = useTexts();
  return (
    <Dialog opened={props.opened} onClose={props.onClose} title={t('shell.password.title')} size="sm">
      <PasswordForm onDone={props.onClose} />
    </Dialog>
  );
}

function PasswordForm(props: { onDone: () => void }) {
  const t = useTexts();
  const office = useOffice();
  const errorText = useErrorText();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<OfficeError | null>(null);
  const short = [...next].length < 10;
  const differs = next !== again;

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (short || differs || current === '') return;
    setBusy(true);
    setFailure(null);
    try {
      await office.session.changePassword({ current, next });
      notifyDone(t('shell.password.done'));
      props.onDone();
    } catch (thrown) {
      setFailure(toOfficeError(thrown));
    } finally {
      setBusy(false);
    }
  }

  const aboutNext = failure?.code === 'weak-password';
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="sm">
        <PasswordField
          label={t('shell.password.current')}
          autoComplete="current-password"
          data-autofocus
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
          error={failure !== null && !aboutNext ? errorText(failure) : undefined}
        />
        <PasswordField
          label={t('shell.password.next')}
          autoComplete="new-password"
          description={t('shell.password.rule')}
          value={next}
          onChange={(event) => setNext(event.currentTarget.value)}
          error={
            aboutNext && failure !== null
              ? errorText(failure)
              : tried && short
                ? t('shell.password.short')
                : undefined
          }
        />
        <PasswordField
          label={t('shell.password.repeat')}
          autoComplete="new-password"
          value={again}
          onChange={(event) => setAgain(event.currentTarget.value)}
          error={tried && !short && differs ? t('shell.password.differs') : undefined}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={busy}>
            {t('shell.user.changePassword')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
