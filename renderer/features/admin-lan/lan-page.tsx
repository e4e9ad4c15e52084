import { useQuery } from '@tanstack/react-query';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { Column, Columns, EmptyState, Page } from '#renderer/ui/index.ts';
import { CertificateSection } from './certificate-section.tsx';
import { DevicesSection } from './devices-section.tsx';
import { DoorSection } from './door-section.tsx';
import { PairingSection } from './pairing-section.tsx';

/** The office on its LAN: whether it is open, by which certificate, which devices come in, and letting one in. */
export function LanPage() {
  const t = useTexts();
  const office = useOffice();
  const errorText = useErrorText();
  const state = useQuery({ queryKey: queryKeys.lan, queryFn: () => office.lan.state({}) });
  return (
    <Page title={t('lan.title')}>
      {state.isError && <EmptyState title={errorText(toOfficeError(state.error))} />}
      {state.data !== undefined && (
        <Columns>
          <Column>
            <DoorSection state={state.data} />
            <CertificateSection state={state.data} />
          </Column>
          <Column>
            <PairingSection state={state.data} />
            <DevicesSection devices={state.data.devices} />
          </Column>
        </Columns>
      )}
    </Page>
  );
}
