import { Button, Stack, Text } from '@mantine/core';
import { IconWritingSign } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import type { SignableDocument } from '#shared/contract/index.ts';
import { Dialog } from '../dialog.tsx';
import { KeyHint } from '../key-hint.tsx';
import { useKey } from '../keys/use-key.tsx';
import { paths } from '../paths.ts';
import { Section } from '../section.tsx';
import { StateBadge } from '../state-badge.tsx';
import { AttachFiles } from './attach-files.tsx';
import { DocumentList } from './document-list.tsx';
import { SignDialog } from './sign-dialog.tsx';
import classes from './signing.module.css';

/** The documents of a dossier that can be signed, as the office lists them. */
function useSignable(dossierId: string) {
  const office = useOffice();
  return useQuery({
    queryKey: queryKeys.signable(dossierId),
    queryFn: () => office.signing.ofDossier({ dossierId }),
  });
}

/** What is to be signed when nobody chose: the present documents without a real signature, else all present ones. */
export function toSign(documents: readonly SignableDocument[]): SignableDocument[] {
  const present = documents.filter(({ superseded }) => !superseded);
  const open = present.filter(({ signatures }) => signatures.every(({ training }) => training));
  return open.length > 0 ? open : present;
}

/** The signing of a dossier on its page: every paper and attached PDF, its signatures, and a key that signs. */
export function DossierSigning(props: { dossierId: string }) {
  const t = useTexts();
  const errorText = useErrorText();
  const { dossierId } = props;
  const listed = useSignable(dossierId);
  const documents = listed.data?.documents ?? [];
  const offered = toSign(documents);
  const [adding, setAdding] = useState(false);
  const { sign, dialog } = useSignDialog();
  useKey('Alt+C', () => sign(offered), { label: t('sign.key'), enabled: offered.length > 0 });
  return (
    <Section
      title={t('sign.title')}
      icon={<IconWritingSign size="1.125rem" />}
      aside={
        <div className={classes.line}>
          <Button size="compact-sm" variant="default" onClick={() => setAdding(true)}>
            {t('sign.files.add')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            disabled={offered.length === 0}
            rightSection={<KeyHint keys="Alt+C" />}
            onClick={() => sign(offered)}
          >
            {t('sign.action')}
          </Button>
        </div>
      }
    >
      {listed.error !== null && (
        <Text size="sm" role="alert" c="var(--tram-bad)">
          {errorText(toOfficeError(listed.error))}
        </Text>
      )}
      {listed.data !== undefined && documents.length === 0 && <Text size="sm">{t('sign.nothingHere')}</Text>}
      <DocumentList documents={documents} onSign={(document) => sign([document])} />
      {dialog}
      <Dialog opened={adding} onClose={() => setAdding(false)} title={t('sign.files.add')}>
        <AttachFiles dossierId={dossierId} onAttached={() => setAdding(false)} />
      </Dialog>
    </Section>
  );
}

/** After a reception, where the receipt stands: whether it is signed, and the key that signs it. */
export function SignReceipt(props: { dossierId: string }) {
  const t = useTexts();
  const listed = useSignable(props.dossierId);
  const { sign, dialog } = useSignDialog();
  const documents = listed.data?.documents ?? [];
  const offered = toSign(documents);
  const signed = documents.some(({ superseded, signatures }) => !superseded && signatures.length > 0);
  useKey('Alt+C', () => sign(offered), { label: t('sign.key'), enabled: offered.length > 0 });
  if (offered.length === 0) return null;
  return (
    <Stack gap={4} align="flex-start">
      <div className={classes.line}>
        <Button
          leftSection={<IconWritingSign aria-hidden size="1.1rem" />}
          onClick={() => sign(offered)}
          rightSection={<KeyHint keys="Alt+C" />}
          size="compact-sm"
          variant="default"
        >
          {t('sign.action')}
        </Button>
        <StateBadge tone={signed ? 'good' : 'neutral'}>
          {t(signed ? 'sign.signed' : 'sign.notSigned')}
        </StateBadge>
      </div>
      {dialog}
    </Stack>
  );
}

/** Opens the signing of documents above whatever screen; several of them lead to the page of their batch. */
export function useSignDialog() {
  const navigate = useNavigate();
  const [documents, setDocuments] = useState<readonly SignableDocument[]>([]);
  return {
    sign: setDocuments,
    dialog: documents.length > 0 && (
      <SignDialog
        documents={documents}
        onBatch={(batch) => void navigate(paths.signingBatch(batch.id))}
        onClose={() => setDocuments([])}
      />
    ),
  };
}
