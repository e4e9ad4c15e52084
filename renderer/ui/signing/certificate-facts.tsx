import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import type { TokenCertificateFacts } from '#shared/contract/index.ts';
import { StateBadge, type Tone } from '../state-badge.tsx';
import { issuerOf, ownerOf } from './signers.ts';
import classes from './signing.module.css';

/** A certificate on a token: whose, by whom, until when, whether it signs, whether it is trusted and if not why. */
export function CertificateFacts(props: { facts: TokenCertificateFacts }) {
  const t = useTexts();
  const formats = useFormats();
  const { facts } = props;
  const { certificate, daysLeft, troubles, chain, training, usable } = facts;
  const tone: Tone = !usable ? 'bad' : troubles.length > 0 || training ? 'attention' : 'good';
  const state = training ? 'training' : usable ? 'usable' : 'unusable';
  return (
    <div className={classes.certificate}>
      <div className={classes.line}>
        <strong className={classes.long}>{ownerOf(facts)}</strong>
        <StateBadge tone={tone}>{t(`tokens.certificate.${state}`)}</StateBadge>
      </div>
      {certificate !== null && (
        <dl className={classes.facts}>
          {certificate.subject.organisation !== '' && (
            <Fact name={t('tokens.certificate.organisation')}>{certificate.subject.organisation}</Fact>
          )}
          <Fact name={t('tokens.certificate.issuer')}>{issuerOf(facts)}</Fact>
          <Fact name={t('tokens.certificate.validity')}>
            {t('tokens.certificate.fromTo', {
              from: formats.date(certificate.validFrom),
              to: formats.date(certificate.validTo),
            })}
            {daysLeft !== null && daysLeft >= 0 && daysLeft <= 60 && (
              <>
                {' '}
                <StateBadge tone="attention">
                  {t('tokens.certificate.daysLeft', { count: daysLeft })}
                </StateBadge>
              </>
            )}
          </Fact>
          <Fact name={t('tokens.certificate.key')}>{certificate.keyText}</Fact>
        </dl>
      )}
      {troubles.map(({ trouble, detail }) => (
        <Text key={trouble} size="sm" lang="vi" c={usable ? 'var(--tram-attention)' : 'var(--tram-bad)'}>
          {detail}
        </Text>
      ))}
      {certificate !== null && !training && (
        <Text size="sm" component="div">
          <StateBadge tone={chain.trusted ? 'good' : 'attention'}>
            {t(chain.trusted ? 'tokens.certificate.trusted' : 'tokens.certificate.notTrusted')}
          </StateBadge>{' '}
          <span lang="vi">{chain.detail}</span>
          {chain.path.length > 1 && (
            <span className={classes.path}>{chain.path.map(({ owner }) => owner).join(' ← ')}</span>
          )}
        </Text>
      )}
    </div>
  );
}

/** A line of facts: its name, and what is known. */
export function Fact(props: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
