import { Button, Stack, Text } from '@mantine/core';
import { IconFileTypePdf } from '@tabler/icons-react';
import { useRef } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { FileDrop, KeyHint, Page, ReportView, Section, useKey } from '#renderer/ui/index.ts';
import { fileSize } from './file-size.ts';
import { type Check, useChecks } from './use-checks.ts';

/** Any signed PDF: who signed it, when, whether it is whole, whom to trust. It goes to the office's own PC and stays nowhere. */
export function VerifyPage() {
  const t = useTexts();
  const { checks, add, forget } = useChecks();
  const holder = useRef<HTMLDivElement>(null);
  const choose = (): void => holder.current?.querySelector<HTMLElement>('[data-file-choice]')?.click();
  useKey('F2', choose, { label: t('verify.choose') });
  return (
    <Page
      title={t('verify.title')}
      narrow
      actions={
        checks.length > 0 && (
          <Button variant="default" onClick={forget}>
            {t('verify.forget')}
          </Button>
        )
      }
    >
      <div ref={holder}>
        <FileDrop
          label={t('verify.choose')}
          text={
            <>
              {t('verify.dropText')} <KeyHint keys="F2" />
            </>
          }
          onFiles={add}
        />
      </div>
      {checks.length === 0 && (
        <Text size="sm" c="var(--tram-ink-dim)">
          {t('verify.empty')}
        </Text>
      )}
      <Stack gap="sm">
        {checks.map((check) => (
          <CheckedFile key={check.id} check={check} />
        ))}
      </Stack>
    </Page>
  );
}

function CheckedFile(props: { check: Check }) {
  const t = useTexts();
  const errorText = useErrorText();
  const { check } = props;
  return (
    <Section title={check.name} icon={<IconFileTypePdf size="1.125rem" />} aside={fileSize(check.bytes)}>
      {check.phase === 'done' ? (
        <ReportView report={check.found.report} />
      ) : (
        <Text size="sm" role="status" {...(check.phase === 'failed' ? { c: 'var(--tram-bad)' } : {})}>
          {check.phase === 'failed'
            ? errorText(check.failure)
            : check.phase === 'sending'
              ? t('verify.sending', { percent: String(Math.round(check.percent)) })
              : t(check.phase === 'waiting' ? 'verify.waiting' : 'verify.checking')}
        </Text>
      )}
    </Section>
  );
}
