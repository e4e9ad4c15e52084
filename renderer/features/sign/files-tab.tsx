import { Stack, Text } from '@mantine/core';
import { IconFileTypePdf } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import {
  AttachFiles,
  DocumentList,
  notifyProblem,
  Section,
  useConfirm,
  useSignDialog,
} from '#renderer/ui/index.ts';
import type { SignableDocument } from '#shared/contract/index.ts';
import { MoreButton } from './more-button.tsx';
import { usePages } from './use-pages.ts';

/** PDFs of this PC that belong to no dossier: kept, signed, saved again. */
export function FilesTab() {
  const t = useTexts();
  const office = useOffice();
  const cache = useQueryClient();
  const confirm = useConfirm();
  const errorText = useErrorText();
  const pages = usePages([...queryKeys.signing, 'attachments'], (cursor, limit) =>
    office.signing.attachments({ which: 'standalone', cursor, limit }),
  );
  const documents = pages.data?.pages.flatMap((page) => page.documents) ?? [];
  const { sign, dialog } = useSignDialog();
  const remove = useMutation({
    mutationFn: (documentId: string) => office.signing.removeAttachment({ documentId }),
    onSuccess: () => void cache.invalidateQueries({ queryKey: queryKeys.signing }),
    onError: (thrown) => notifyProblem(errorText(toOfficeError(thrown))),
  });
  async function askRemove(document: SignableDocument): Promise<void> {
    const sure = await confirm({
      title: t('sign.files.removeAsk'),
      about: document.title,
      yes: t('sign.files.remove'),
      dangerous: true,
    });
    if (sure) remove.mutate(document.id);
  }
  return (
    <Stack gap="sm">
      <AttachFiles dossierId={null} onAttached={sign} />
      <Section title={t('sign.files.kept')} icon={<IconFileTypePdf size="1.125rem" />}>
        <Stack gap="sm">
          {pages.error !== null && (
            <Text size="sm" role="alert" c="var(--tram-bad)">
              {errorText(toOfficeError(pages.error))}
            </Text>
          )}
          {pages.data !== undefined && documents.length === 0 && (
            <Text size="sm">{t('sign.files.none')}</Text>
          )}
          <DocumentList
            documents={documents}
            onSign={(document) => sign([document])}
            onRemove={(document) => void askRemove(document)}
          />
          <MoreButton pages={pages} />
        </Stack>
      </Section>
      {dialog}
    </Stack>
  );
}
