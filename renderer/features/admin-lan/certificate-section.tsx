import { Button, Code, Group, Stack, Text } from '@mantine/core';
import { IconCertificate } from '@tabler/icons-react';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { Fingerprint, notifyDone, Section } from '#renderer/ui/index.ts';
import type { LanState } from '#shared/contract/index.ts';
import classes from './lan-page.module.css';

/** What people compare, and how a kiosk is told to trust this very office. */
export function CertificateSection(props: { state: LanState }) {
  const t = useTexts();
  const formats = useFormats();
  const { certificate, urls } = props.state;
  return (
    <Section title={t('lan.certificate')} icon={<IconCertificate size="1.125rem" />}>
      {certificate === null ? (
        <Text size="sm">{t('lan.noCertificate')}</Text>
      ) : (
        <Stack gap="sm">
          <Text size="sm">{t('lan.certificateText')}</Text>
          <div>
            <Text size="sm" c="dimmed">
              {t('lan.fingerprint')}
            </Text>
            <Fingerprint value={certificate.fingerprint} />
          </div>
          <Text size="sm">{t('lan.ends', { when: formats.date(certificate.ends) })}</Text>
          <Group>
            <Button variant="default" onClick={() => save(certificate.pem)}>
              {t('lan.download')}
            </Button>
          </Group>
          {urls[0] !== undefined && <KioskCommand url={urls[0]} keyPin={certificate.keyPin} />}
        </Stack>
      )}
    </Section>
  );
}

/** A browser of its own profile that trusts one key and no other warning is passed; it outlives a renewed certificate. */
function KioskCommand(props: { url: string; keyPin: string }) {
  const t = useTexts();
  const command = `chromium --kiosk --user-data-dir=tram-kiosk --ignore-certificate-errors-spki-list=${props.keyPin} ${props.url}`;
  return (
    <div>
      <Text size="sm" c="dimmed">
        {t('lan.kioskCommand')}
      </Text>
      <Code block className={classes.command ?? ''}>
        {command}
      </Code>
      <Button
        variant="default"
        size="compact-sm"
        mt={4}
        onClick={() => void navigator.clipboard.writeText(command).then(() => notifyDone(t('lan.copied')))}
      >
        {t('lan.copy')}
      </Button>
    </div>
  );
}

function save(pem: string): void {
  const address = URL.createObjectURL(new Blob([pem], { type: 'application/x-x509-ca-cert' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = 'tram-mot-cua.crt';
  link.click();
  URL.revokeObjectURL(address);
}
