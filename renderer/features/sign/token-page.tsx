import { Stack, Text } from '@mantine/core';
import { IconUsb } from '@tabler/icons-react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { toOfficeError } from '#renderer/office/index.ts';
import {
  CertificateFacts,
  EmptyState,
  LookAnew,
  Page,
  PinBadge,
  PinDetail,
  Section,
  useTokens,
} from '#renderer/ui/index.ts';

/** The token of this PC, to read: whose certificate, until when, how many tries of the PIN are left, and what to do. */
export function TokenPage() {
  const t = useTexts();
  const errorText = useErrorText();
  const tokens = useTokens();
  const { data } = tokens;
  return (
    <Page title={t('tokens.title')} narrow actions={<LookAnew />}>
      {tokens.error !== null && <EmptyState title={errorText(toOfficeError(tokens.error))} />}
      {data !== undefined && data.tokens.length === 0 && (
        <EmptyState icon={<IconUsb size={36} />} title={t('tokens.none')} text={t('tokens.noneText')} />
      )}
      {data?.troubles.map(({ kind, through, problem, detail }) => (
        <Text key={`${kind} ${through} ${problem}`} size="sm" role="alert" lang="vi">
          {detail}
        </Text>
      ))}
      {data?.tokens.map((token) => (
        <Section
          key={token.id}
          title={token.label}
          icon={<IconUsb size="1.125rem" />}
          aside={<PinBadge pin={token.pin} />}
        >
          <Stack gap="xs">
            <PinDetail token={token} />
            {token.certificates.length === 0 && <Text size="sm">{t('tokens.noCertificate')}</Text>}
            {token.certificates.map((facts) => (
              <CertificateFacts key={facts.id} facts={facts} />
            ))}
          </Stack>
        </Section>
      ))}
      <Text size="sm" c="var(--tram-ink-dim)">
        {t('tokens.clerkHelp')}
      </Text>
    </Page>
  );
}
