import { Button, Group, Radio, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import type { SignableDocument, SignatureRole, SigningBatch } from '#shared/contract/index.ts';
import { KeyHint } from '../key-hint.tsx';
import { useKey } from '../keys/use-key.tsx';
import { PdfFrame } from '../paper/pdf-frame.tsx';
import { DocumentChoice } from './document-choice.tsx';
import { PinDialog } from './pin-dialog.tsx';
import { SignerChoice } from './signer-choice.tsx';
import { ownerOf, type Signer } from './signers.ts';
import classes from './signing.module.css';
import { useSigning } from './use-signing.ts';

/** What will be signed, as whom, with what; the PIN comes last. */
export function SignSheet(props: {
  documents: readonly SignableDocument[];
  onBatch: (batch: SigningBatch) => void;
  onClose: () => void;
}) {
  const t = useTexts();
  const office = useOffice();
  const errorText = useErrorText();
  const { documents } = props;
  const options = useQuery({ queryKey: queryKeys.signingOptions, queryFn: () => office.signing.options({}) });
  const [shown, setShown] = useState(0);
  /** Hash of the newest file of each document that stood here. */
  const seen = useRef(new Map<string, string>());
  const [wishedRole, setRole] = useState<SignatureRole | null>(null);
  const [signer, setSigner] = useState<Signer | null>(null);
  const [asking, setAsking] = useState(false);
  const { run, busy, problem } = useSigning(props.onBatch);
  const roles = options.data?.roles ?? [];
  const role = wishedRole !== null && roles.includes(wishedRole) ? wishedRole : (roles[0] ?? null);
  const document = documents[shown] ?? documents[0];
  const signed = documents.filter(({ signatures }) => signatures.some((one) => one.role === role)).length;
  const ready = signer !== null && role !== null && !busy;
  const ask = (): void => {
    if (ready) setAsking(true);
  };
  const label = documents.length === 1 ? t('sign.action') : t('sign.actionMany', { count: documents.length });
  useKey('F2', ask, { label, enabled: ready });

  return (
    <div className={classes.holder}>
      <div className={classes.sheet}>
        <div>
          {document !== undefined && (
            <PdfFrame
              key={document.id}
              source={{
                key: ['signable', document.id],
                load: async () => {
                  const file = await office.signing.file({ documentId: document.id, which: 'newest' });
                  seen.current.set(document.id, file.sha256);
                  return file;
                },
              }}
              title={t('sign.dialog.preview', { title: document.title })}
              plain
            />
          )}
        </div>
        <Stack gap="sm">
          {documents.length > 1 && <DocumentChoice documents={documents} shown={shown} onShow={setShown} />}
          {options.error !== null && (
            <Text size="sm" role="alert" c="var(--tram-bad)">
              {errorText(toOfficeError(options.error))}
            </Text>
          )}
          {options.data !== undefined && roles.length === 0 && (
            <Text size="sm" role="alert">
              {t('sign.dialog.noRole')}
            </Text>
          )}
          {role !== null && options.data !== undefined && (
            <Radio.Group
              label={t('sign.dialog.role')}
              value={role}
              onChange={(value) => {
                setRole(value === 'organisation' ? 'organisation' : 'person');
                // Another role begins with the certificate that suits it.
                setSigner(null);
              }}
            >
              <Stack gap={6} mt={4}>
                {roles.map((one) => (
                  <Radio
                    key={one}
                    value={one}
                    label={t(`sign.roles.${one}`)}
                    description={
                      one === 'organisation'
                        ? t('sign.dialog.organisationText', { name: options.data.organisation })
                        : t('sign.dialog.personText', { name: options.data.person.name })
                    }
                  />
                ))}
              </Stack>
            </Radio.Group>
          )}
          <SignerChoice chosen={signer} onChoose={setSigner} {...(role === null ? {} : { role })} />
          {signed > 0 && (
            <Text size="sm" c="var(--tram-attention)">
              {t('sign.dialog.signedAlready', { count: signed })}
            </Text>
          )}
          {options.data !== undefined && (
            <Text size="sm" c="var(--tram-ink-dim)">
              {t(
                options.data.timestamps && signer?.certificate.training !== true
                  ? 'sign.dialog.timestampLater'
                  : 'sign.dialog.noTimestamp',
              )}
            </Text>
          )}
          {problem !== null && (
            <Text size="sm" role="alert" c="var(--tram-bad)">
              {problem}
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>
              {t('common.cancel')}
            </Button>
            <Button
              data-autofocus
              disabled={!ready && !busy}
              loading={busy}
              rightSection={<KeyHint keys="F2" onAccent />}
              onClick={ask}
            >
              {label}
            </Button>
          </Group>
        </Stack>
      </div>
      {asking && signer !== null && role !== null && (
        <PinDialog
          tokenId={signer.token.id}
          owner={ownerOf(signer.certificate)}
          purpose={
            documents.length === 1
              ? t('sign.dialog.pinPurposeOne')
              : t('sign.dialog.pinPurpose', { count: documents.length })
          }
          action={label}
          onClose={() => setAsking(false)}
          onSession={(opened) => {
            setAsking(false);
            run(
              {
                kind: 'start',
                certificate: signer.certificate.id,
                role,
                documentIds: documents.map(({ id }) => id),
                shown: [...seen.current].map(([documentId, sha256]) => ({ documentId, sha256 })),
              },
              opened,
            );
          }}
        />
      )}
    </div>
  );
}
