import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { useSession } from '#renderer/office/index.ts';
import { EntryPage } from '../entry-page.tsx';
import { RestoreWizard } from './restore-wizard.tsx';

/**
 * Restoring before anybody can sign in: on a PC that is not set up, or whose data cannot be opened. `onBegun` is called
 * before anything is replaced; `onDone` when the person has read what came back.
 */
export function RestoreEntry(props: {
  replaces: boolean;
  onBack: () => void;
  onBegun: () => void;
  onDone: () => void;
}) {
  const t = useTexts();
  const session = useSession();
  const [restored, setRestored] = useState<{ before: string | null } | null>(null);
  if (restored !== null) {
    return (
      <EntryPage title={t('copies.restore.done')} wide>
        <Stack gap="md" mt="md" role="status">
          <Text size="sm">{t('copies.restore.doneText')}</Text>
          {restored.before !== null && (
            <Text size="sm">{t('copies.restore.doneKept', { folder: restored.before })}</Text>
          )}
          <Group>
            <Button
              autoFocus
              onClick={() => {
                session.end();
                props.onDone();
              }}
            >
              {t('copies.restore.toSignIn')}
            </Button>
          </Group>
        </Stack>
      </EntryPage>
    );
  }
  return (
    <EntryPage title={t('copies.restore.begin')} subtitle={t('copies.restore.text')} wide>
      <Stack gap="lg" mt="md">
        <RestoreWizard
          folder=""
          replaces={props.replaces}
          onBegun={props.onBegun}
          onRestored={(before) => setRestored({ before })}
        />
        <Group>
          <Button variant="subtle" onClick={props.onBack}>
            {t('common.back')}
          </Button>
        </Group>
      </Stack>
    </EntryPage>
  );
}
