import { Button, Checkbox, FileButton, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useErrorText, useFormats, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { base64Of, Dialog, notifyDone } from '#renderer/ui/index.ts';
import type { RootCertificate } from '#shared/contract/index.ts';
import { FingerprintOf } from './fingerprint-of.tsx';
import classes from './tokens.module.css';

/** No certificate is larger; a wrong file is told before it is sent. */
const LARGEST_BYTES = 70_000;

type Read = { file: string; certificate: RootCertificate; known: boolean };

/** Chooses a file, shows what is in it and its fingerprint, and trusts it only after that was compared. */
export function AddRoot() {
  const t = useTexts();
  const office = useOffice();
  const errorText = useErrorText();
  const [read, setRead] = useState<Read | null>(null);
  const [tooLarge, setTooLarge] = useState(false);
  const look = useMutation({
    mutationFn: async (chosen: File): Promise<Read> => {
      const file = base64Of(new Uint8Array(await chosen.arrayBuffer()));
      return { file, ...(await office.signing.readRoot({ file })) };
    },
    onSuccess: setRead,
  });
  function choose(chosen: File | null): void {
    if (chosen === null) return;
    look.reset();
    setTooLarge(chosen.size > LARGEST_BYTES);
    if (chosen.size <= LARGEST_BYTES) look.mutate(chosen);
  }
  return (
    <Stack gap="xs" align="flex-start">
      <FileButton accept=".cer,.crt,.pem,.der,.p7b" onChange={choose}>
        {(button) => (
          <Button {...button} variant="default" loading={look.isPending}>
            {t('tokens.roots.add')}
          </Button>
        )}
      </FileButton>
      {(tooLarge || look.error !== null) && (
        <Text size="sm" role="alert" c="var(--tram-bad)">
          {look.error === null ? t('tokens.roots.tooLarge') : errorText(toOfficeError(look.error))}
        </Text>
      )}
      {read !== null && (
        <Dialog opened onClose={() => setRead(null)} title={t('tokens.roots.add')} size="lg">
          <Compare read={read} onDone={() => setRead(null)} />
        </Dialog>
      )}
    </Stack>
  );
}

function Compare(props: { read: Read; onDone: () => void }) {
  const t = useTexts();
  const formats = useFormats();
  const office = useOffice();
  const cache = useQueryClient();
  const errorText = useErrorText();
  const [compared, setCompared] = useState(false);
  const { certificate, file, known } = props.read;
  const add = useMutation({
    mutationFn: () => office.signing.addRoot({ file, fingerprint: certificate.fingerprint }),
    onSuccess: () => {
      notifyDone(t('tokens.roots.addedNow'));
      void cache.invalidateQueries({ queryKey: queryKeys.signing });
      void cache.invalidateQueries({ queryKey: queryKeys.tokens });
      props.onDone();
    },
  });
  return (
    <Stack gap="sm">
      <dl className={classes.facts}>
        <dt>{t('tokens.roots.owner')}</dt>
        <dd>{certificate.owner}</dd>
        <dt>{t('tokens.certificate.organisation')}</dt>
        <dd>{certificate.organisation}</dd>
        <dt>{t('tokens.certificate.issuer')}</dt>
        <dd>{certificate.issuer}</dd>
        <dt>{t('tokens.certificate.validity')}</dt>
        <dd>
          {t('tokens.certificate.fromTo', {
            from: formats.date(certificate.validFrom),
            to: formats.date(certificate.validTo),
          })}
        </dd>
      </dl>
      <div>
        <Text size="sm">{t('tokens.roots.compare')}</Text>
        <FingerprintOf hex={certificate.fingerprint} />
      </div>
      {!certificate.selfSigned && (
        <Text size="sm" c="var(--tram-attention)">
          {t('tokens.roots.notRoot')}
        </Text>
      )}
      {!certificate.authority && (
        <Text size="sm" c="var(--tram-bad)">
          {t('tokens.roots.notAuthority')}
        </Text>
      )}
      {known ? (
        <Text size="sm">{t('tokens.roots.known')}</Text>
      ) : (
        <Checkbox
          data-autofocus
          checked={compared}
          onChange={(event) => setCompared(event.currentTarget.checked)}
          label={t('tokens.roots.compared')}
        />
      )}
      {add.error !== null && (
        <Text size="sm" role="alert" c="var(--tram-bad)">
          {errorText(toOfficeError(add.error))}
        </Text>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={props.onDone}>
          {t(known ? 'common.close' : 'common.cancel')}
        </Button>
        {!known && (
          <Button disabled={!compared} loading={add.isPending} onClick={() => add.mutate()}>
            {t('tokens.roots.trust')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
