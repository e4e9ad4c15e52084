import { Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { type OfficeClient, useSession } from '#renderer/office/index.ts';
import { RecoveryKeyStep } from '#renderer/ui/index.ts';
import type { SignedInUser } from '#shared/contract/index.ts';
import { AdministratorStep } from './administrator-step.tsx';
import type { OfficeDraft, OfficeField } from './office-draft.ts';
import { OfficeStep } from './office-step.tsx';
import classes from './setup.module.css';

export type SetupOptions = Awaited<ReturnType<OfficeClient['setup']['options']>>;
/** What the office found wrong with a field of the first step, after the second was sent. */
export type OfficeRefusal = { field: OfficeField; message: string };
type Created = { token: string; user: SignedInUser; recoveryKey: string };

/** Office → administrator → recovery key. What was typed stays when going back. */
export function OfficeWizard(props: {
  options: SetupOptions;
  onBack: () => void;
  onBegun: () => void;
  onTaken: (thrown: Error) => void;
}) {
  const t = useTexts();
  const session = useSession();
  const [step, setStep] = useState<1 | 2>(1);
  const [refused, setRefused] = useState<OfficeRefusal | null>(null);
  const [created, setCreated] = useState<Created | null>(null);
  const [draft, setDraft] = useState<OfficeDraft>({
    provinceId: '',
    name: '',
    authority: '',
    counterName: '',
    place: '',
    agencyCode: '',
    codeFormat: props.options.codeFormats[0]?.key ?? '',
    hotline: '',
    lookUpAddress: props.options.defaultLookUpAddress,
  });
  const names = [t('setup.stepOffice'), t('setup.stepAdministrator'), t('setup.stepKey')];
  const shown = created === null ? step : 3;
  return (
    <main className={classes.page}>
      <div className={classes.middle}>
        <Title order={1} size="h3">
          {t('setup.realTitle')}
        </Title>
        <Text c="dimmed" mb="md" aria-live="polite">
          {t('setup.step', { step: shown, name: names[shown - 1] ?? '' })}
        </Text>
        {created !== null ? (
          <RecoveryKeyStep
            recoveryKey={created.recoveryKey}
            officeName={draft.name}
            number={3}
            done={t('setup.keyDone')}
            onDone={() => session.begin(created.token, created.user)}
          />
        ) : step === 1 ? (
          <OfficeStep
            options={props.options}
            draft={draft}
            refused={refused}
            onChange={(next) => {
              setDraft(next);
              setRefused(null);
            }}
            onBack={props.onBack}
            onNext={() => setStep(2)}
          />
        ) : (
          <AdministratorStep
            draft={draft}
            onBack={() => setStep(1)}
            onRefused={(refusal) => {
              setRefused(refusal);
              setStep(1);
            }}
            onBegun={props.onBegun}
            onTaken={props.onTaken}
            onCreated={setCreated}
          />
        )}
      </div>
    </main>
  );
}
