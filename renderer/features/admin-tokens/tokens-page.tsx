import { useQuery } from '@tanstack/react-query';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { isDeviceWindow, queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { Column, Columns, EmptyState, LookAnew, Page, useTokens } from '#renderer/ui/index.ts';
import { DoctorSection } from './doctor-section.tsx';
import { MarksForm } from './marks-form.tsx';
import { ModulesForm } from './modules-form.tsx';
import { PluggedSection } from './plugged-section.tsx';
import { RootsSection } from './roots-section.tsx';

/** Signing tokens of this PC and how the office signs: what is plugged in, what is trusted, what the marks say. */
export function TokensPage() {
  const t = useTexts();
  const office = useOffice();
  const errorText = useErrorText();
  const tokens = useTokens();
  const settings = useQuery({
    queryKey: [...queryKeys.tokens, 'settings'],
    queryFn: () => office.tokens.settings({}),
  });
  const roots = useQuery({
    queryKey: [...queryKeys.signing, 'roots'],
    queryFn: () => office.signing.roots({}),
  });
  const signing = useQuery({
    queryKey: [...queryKeys.signing, 'settings'],
    queryFn: () => office.signing.settings({}),
  });
  // The office lets its modules be examined and changed at its own PC only; the page says so.
  const atCounter = isDeviceWindow(window.location);
  const failed = tokens.error ?? settings.error ?? roots.error ?? signing.error;
  return (
    <Page title={t('tokens.title')} actions={<LookAnew />}>
      {failed !== null && <EmptyState title={errorText(toOfficeError(failed))} />}
      <Columns>
        <Column>
          {tokens.data !== undefined && <PluggedSection now={tokens.data} />}
          {!atCounter && <DoctorSection />}
          {!atCounter && settings.data !== undefined && (
            <ModulesForm settings={settings.data.settings} known={settings.data.known} />
          )}
        </Column>
        <Column>
          {signing.data !== undefined && (
            <MarksForm settings={signing.data.settings} defaults={signing.data.defaults} />
          )}
          {roots.data !== undefined && <RootsSection roots={roots.data.roots} />}
        </Column>
      </Columns>
    </Page>
  );
}
