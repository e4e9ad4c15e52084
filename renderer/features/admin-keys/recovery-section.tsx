import { Button, Group, Stack, Text } from '@mantine/core';
import { IconLifebuoy } from '@tabler/icons-react';
import { useState } from 'react';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { useOffice } from '#renderer/office/index.ts';
import { Dialog, Section, StateBadge } from '#renderer/ui/index.ts';
import type { KeysState } from '#shared/contract/index.ts';
import type { ShownKey } from './new-recovery-key.tsx';
import { OwnPassword } from './own-password.tsx';

/** The printed key: since when it holds, and how it is replaced. */
export function RecoverySection(props: { state: KeysState; onShown: (shown: ShownKey) => void }) {
  const t = useTexts();
  const office = useOffice();
  const formats = useFormats();
  const [asking, setAsking] = useState(false);
  const { madeAt, form } = props.state.recovery;
  return (
    <Section title={t('keys.recovery')} icon={<IconLifebuoy size="1.125rem" />}>
      <Stack gap="sm">
        <Text size="sm">
          {t('keys.recoveryText')}{' '}
          {madeAt === null ? t('keys.madeBefore') : t('keys.madeAt', { when: formats.moment(madeAt) })}
        </Text>
        {form === 'old' && <StateBadge tone="attention">{t('keys.recoveryOld')}</StateBadge>}
        <Group>
          <Button variant="default" onClick={() => setAsking(true)}>
            {t('keys.newRecovery')}
          </Button>
        </Group>
      </Stack>
      <Dialog opened={asking} onClose={() => setAsking(false)} title={t('keys.newRecovery')}>
        <OwnPassword
          text={t('keys.newRecoveryText')}
          yes={t('keys.go')}
          onGo={async (password) => props.onShown(await office.keys.beginRecoveryKey({ password }))}
        />
      </Dialog>
    </Section>
  );
}
