import { Stack, Text } from '@mantine/core';
import { IconUsb } from '@tabler/icons-react';
import { useTexts } from '#renderer/i18n/index.ts';
import { isDeviceWindow } from '#renderer/office/index.ts';
import { CertificateFacts, PinBadge, PinDetail, Section } from '#renderer/ui/index.ts';
import type { TokenPlugged, TokensNow } from '#shared/contract/index.ts';
import { TestSignature } from './test-signature.tsx';
import classes from './tokens.module.css';

/** The tokens of this PC, each with its certificates and a test; ways to tokens that do not work say why. */
export function PluggedSection(props: { now: TokensNow }) {
  const t = useTexts();
  const { tokens, troubles, none } = props.now;
  return (
    <Section title={t('tokens.plugged')} icon={<IconUsb size="1.125rem" />}>
      <Stack gap="sm">
        <Text size="sm" className={classes.dim}>
          {isDeviceWindow(window.location) ? t('tokens.ofCounter') : t('tokens.ofMainPc')}
        </Text>
        {tokens.length === 0 &&
          (none === undefined ? (
            <Text size="sm">{t('tokens.noneText')}</Text>
          ) : (
            <Text size="sm" lang="vi">
              {none}
            </Text>
          ))}
        {tokens.map((token) => (
          <Token key={token.id} token={token} />
        ))}
        {troubles.map(({ kind, through, problem, detail }) => (
          <div key={`${kind} ${through} ${problem}`} className={classes.trouble}>
            <strong>{through === '' ? t(`tokens.kinds.${kind}`) : through}</strong>
            <p lang="vi">{detail}</p>
            <small className={classes.dim}>{t('devices.doctor.code', { cause: problem })}</small>
          </div>
        ))}
      </Stack>
    </Section>
  );
}

function Token(props: { token: TokenPlugged }) {
  const t = useTexts();
  const { token } = props;
  const made = [token.maker, token.model].filter((part) => part !== '').join(' ');
  return (
    <article className={classes.token} aria-label={token.label}>
      <div className={classes.head}>
        <strong>{token.label}</strong>
        <PinBadge pin={token.pin} />
      </div>
      <p className={classes.dim}>
        {[
          t(`tokens.kinds.${token.kind}`),
          made,
          ...(token.serialNumber === '' ? [] : [t('tokens.serial', { serial: token.serialNumber })]),
          token.through,
        ]
          .filter((part) => part !== '')
          .join(' · ')}
      </p>
      <PinDetail token={token} />
      {token.certificates.length === 0 && <Text size="sm">{t('tokens.noCertificate')}</Text>}
      {token.certificates.map((facts) => (
        <div key={facts.id} className={classes.certificate}>
          <CertificateFacts facts={facts} />
          {facts.usable && <TestSignature token={token} facts={facts} />}
        </div>
      ))}
    </article>
  );
}
