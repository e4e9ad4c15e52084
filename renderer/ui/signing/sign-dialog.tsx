import { useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import type { SignableDocument, SigningBatch } from '#shared/contract/index.ts';
import { Dialog } from '../dialog.tsx';
import { BatchView } from './batch-view.tsx';
import { SignSheet } from './sign-sheet.tsx';

/**
 * Signs one document or several: what will be signed is seen first, then as whom and with which certificate, then the
 * PIN. One document ends here; `onBatch` is told where there are several, for they have a page.
 */
export function SignDialog(props: {
  documents: readonly SignableDocument[];
  onBatch: (batch: SigningBatch) => void;
  onClose: () => void;
}) {
  const t = useTexts();
  const { documents, onBatch, onClose } = props;
  const [batchId, setBatchId] = useState<string | null>(null);
  return (
    <Dialog
      opened
      onClose={onClose}
      size={batchId === null ? '76rem' : '48rem'}
      title={
        documents.length === 1
          ? t('sign.dialog.title', { title: documents[0]?.title ?? '' })
          : t('sign.dialog.titleMany', { count: documents.length })
      }
    >
      {batchId === null ? (
        <SignSheet
          documents={documents}
          onBatch={(batch) => (documents.length > 1 ? onBatch(batch) : setBatchId(batch.id))}
          onClose={onClose}
        />
      ) : (
        <BatchView batchId={batchId} onClose={onClose} />
      )}
    </Dialog>
  );
}
