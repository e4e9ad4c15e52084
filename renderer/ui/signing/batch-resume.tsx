import { Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import type { SigningBatch } from '#shared/contract/index.ts';
import { Dialog } from '../dialog.tsx';
import { KeyHint } from '../key-hint.tsx';
import { useKey } from '../keys/use-key.tsx';
import { PinDialog } from './pin-dialog.tsx';
import { SignerChoice } from './signer-choice.tsx';
import { ownerOf, type Signer, signersOf } from './signers.ts';
import { useSigning } from './use-signing.ts';
import { useTokens } from './use-tokens.ts';

/** Goes on at the file where a batch stopped, with the very certificate it was begun with; asks for its token first. */
export function BatchResume(props: { batch: SigningBatch; busy: boolean }) {
  const t = useTexts();
  const tokens = useTokens();
  const [asking, setAsking] = useState(false);
  const { batch } = props;
  const { fingerprint, owner } = batch.certificate;
  const { run, busy, problem } = useSigning(() => {});
  const [chosen, setChosen] = useState<Signer | null>(null);
  const plugged = signersOf(tokens.data).find(
    ({ certificate }) => certificate.certificate?.fingerprint === fingerprint,
  );
  const label = t('sign.batch.resume', { n: batch.next ?? 1 });
  const waiting = props.busy || busy;
  const begin = (): void => setAsking(true);
  useKey('F2', begin, { label, enabled: !waiting });
  const signer = plugged ?? chosen;
  return (
    <>
      <Button
        autoFocus
        loading={busy}
        disabled={props.busy}
        rightSection={<KeyHint keys="F2" onAccent />}
        onClick={begin}
      >
        {label}
      </Button>
      {problem !== null && (
        <Text size="sm" role="alert" c="var(--tram-bad)">
          {problem}
        </Text>
      )}
      {asking && signer === null && (
        <Dialog opened onClose={() => setAsking(false)} title={label}>
          <Stack gap="sm">
            <SignerChoice chosen={chosen} onChoose={setChosen} only={{ fingerprint, owner }} />
          </Stack>
        </Dialog>
      )}
      {asking && signer !== null && (
        <PinDialog
          tokenId={signer.token.id}
          owner={ownerOf(signer.certificate)}
          purpose={t('sign.batch.pinPurpose', {
            count: batch.total - batch.signed - batch.failed - batch.skipped,
            n: batch.next ?? 1,
          })}
          action={label}
          onClose={() => setAsking(false)}
          onSession={(opened) => {
            setAsking(false);
            run({ kind: 'resume', certificate: signer.certificate.id, batchId: batch.id }, opened);
          }}
        />
      )}
    </>
  );
}
