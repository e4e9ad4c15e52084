import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { Column, Columns, EmptyState, Page } from '#renderer/ui/index.ts';
import { NewRecoveryKey, type ShownKey } from './new-recovery-key.tsx';
import { OpenersSection } from './openers-section.tsx';
import { RecoverySection } from './recovery-section.tsx';
import { RekeySection } from './rekey-section.tsx';
import { StoreSection } from './store-section.tsx';

/** Who and what can open the database, and how that is changed: recovery key, OS store, another database key. */
export function KeysPage() {
  const t = useTexts();
  const office = useOffice();
  const errorText = useErrorText();
  const [shown, setShown] = useState<ShownKey | null>(null);
  const state = useQuery({ queryKey: queryKeys.keys, queryFn: () => office.keys.state({}) });
  if (shown !== null) {
    return (
      <Page title={t('keys.newRecovery')} narrow>
        <NewRecoveryKey shown={shown} onEnd={() => setShown(null)} />
      </Page>
    );
  }
  return (
    <Page title={t('keys.title')}>
      {state.isError && <EmptyState title={errorText(toOfficeError(state.error))} />}
      {state.data !== undefined && (
        <Columns>
          <Column>
            <OpenersSection state={state.data} />
            <StoreSection state={state.data} />
          </Column>
          <Column>
            <RecoverySection state={state.data} onShown={setShown} />
            <RekeySection state={state.data} />
          </Column>
        </Columns>
      )}
    </Page>
  );
}
