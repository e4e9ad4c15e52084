import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { EntryPage, RestoreEntry } from '#renderer/ui/index.ts';
import type { OfficeState } from '#shared/contract/index.ts';
import { RecoveryForm } from './recovery-form.tsx';
import { SignInForm } from './sign-in-form.tsx';

/** Sign-in, offline; or the recovery key, when every password is forgotten. */
export function SignInPage(props: { office: OfficeState }) {
  const t = useTexts();
  const [recovering, setRecovering] = useState(false);
  const [restoring, setRestoring] = useState(false);
  const errorText = useErrorText();
  const { obstacle } = props.office;
  const officeName = props.office.office?.name;
  if (restoring) {
    const leave = (): void => setRestoring(false);
    return <RestoreEntry replaces onBack={leave} onBegun={() => undefined} onDone={leave} />;
  }
  return recovering ? (
    <EntryPage title={t('signIn.recoveryTitle')} subtitle={officeName}>
      <RecoveryForm onBack={() => setRecovering(false)} />
    </EntryPage>
  ) : (
    <EntryPage title={t('signIn.title')} subtitle={officeName}>
      {obstacle !== null && (
        // No password helps against it: said before anyone tries.
        <Alert color="red" variant="light" role="alert" icon={<IconAlertTriangle aria-hidden />} mb="md">
          {errorText({ ...obstacle, waitSeconds: null })}
          <Button variant="default" size="compact-sm" mt="xs" onClick={() => setRestoring(true)}>
            {t('copies.restore.begin')}
          </Button>
        </Alert>
      )}
      <SignInForm {...(props.office.device === null ? { onRecover: () => setRecovering(true) } : {})} />
    </EntryPage>
  );
}
