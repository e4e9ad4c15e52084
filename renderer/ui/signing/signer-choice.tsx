import { Button, NativeSelect, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { toOfficeError } from '#renderer/office/index.ts';
import type { SignatureRole } from '#shared/contract/index.ts';
import { StateBadge } from '../state-badge.tsx';
import { PinBadge } from './pin-words.tsx';
import { issuerOf, ownerOf, type Signer, signerId, signersOf, suited } from './signers.ts';
import classes from './signing.module.css';
import { useLookAnew, useTokens } from './use-tokens.ts';

/**
 * Which certificate signs; the only one is chosen already. Says what to do where none can. `only`: the fingerprint of
 * the certificate that has to go on with a batch.
 */
export function SignerChoice(props: {
  chosen: Signer | null;
  onChoose: (signer: Signer | null) => void;
  only?: { fingerprint: string; owner: string };
  /** As whom is signed: the certificate that looks made for it is chosen first. */
  role?: SignatureRole;
}) {
  const t = useTexts();
  const errorText = useErrorText();
  const tokens = useTokens();
  const { chosen, onChoose, only } = props;
  const signers = suited(signersOf(tokens.data), props.role).filter(
    ({ certificate }) => only === undefined || certificate.certificate?.fingerprint === only.fingerprint,
  );
  const wanted =
    signers.find((one) => chosen !== null && signerId(one) === signerId(chosen)) ?? signers[0] ?? null;
  const wantedId = wanted === null ? null : signerId(wanted);
  // The chosen one went, or the first one came: what is shown is what is used.
  useEffect(() => {
    if (wantedId !== (chosen === null ? null : signerId(chosen))) onChoose(wanted);
  });
  if (tokens.isPending) return <Text size="sm">{t('tokens.pin.looking')}</Text>;
  if (wanted === null)
    return (
      <Stack gap="xs" align="flex-start">
        <Text size="sm" role="alert">
          {tokens.error !== null
            ? errorText(toOfficeError(tokens.error))
            : only === undefined
              ? t('sign.dialog.noSigner')
              : t('sign.batch.needsToken', { owner: only.owner })}
        </Text>
        {tokens.data?.none !== undefined && (
          <Text size="sm" lang="vi">
            {tokens.data.none}
          </Text>
        )}
        {tokens.data?.troubles.map(({ through, problem, detail }) => (
          <Text key={`${through} ${problem}`} size="sm" lang="vi" c="var(--tram-attention)">
            {detail}
          </Text>
        ))}
        <LookAnew />
      </Stack>
    );
  const { certificate, token } = wanted;
  return (
    <Stack gap={4}>
      <NativeSelect
        label={t('sign.dialog.certificate')}
        value={wantedId ?? ''}
        data={signers.map((one) => ({
          value: signerId(one),
          label: `${ownerOf(one.certificate)} – ${issuerOf(one.certificate)}`,
        }))}
        onChange={(event) => {
          const { value } = event.currentTarget;
          onChoose(signers.find((one) => signerId(one) === value) ?? null);
        }}
      />
      <div className={classes.line}>
        <PinBadge pin={token.pin} />
        {certificate.training && <StateBadge tone="attention">{t('tokens.certificate.training')}</StateBadge>}
        {!certificate.training && !certificate.chain.trusted && (
          <StateBadge tone="attention">{t('tokens.certificate.notTrusted')}</StateBadge>
        )}
      </div>
      {certificate.troubles.map(({ trouble, detail }) => (
        <Text key={trouble} size="sm" lang="vi" c="var(--tram-attention)">
          {detail}
        </Text>
      ))}
    </Stack>
  );
}

/** Looks for tokens anew, for a module that was not there when it was looked for. */
export function LookAnew() {
  const t = useTexts();
  const lookAnew = useLookAnew();
  const [looking, setLooking] = useState(false);
  return (
    <Button
      variant="default"
      size="compact-sm"
      loading={looking}
      onClick={() => {
        setLooking(true);
        lookAnew()
          .catch(() => {})
          .finally(() => setLooking(false));
      }}
    >
      {t('tokens.lookAnew')}
    </Button>
  );
}
