import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { toOfficeError, useOffice } from '#renderer/office/index.ts';
import { Dialog } from '../dialog.tsx';
import type { ShownDocument } from './document-dialog.tsx';
import { ReportView } from './report-view.tsx';

/** What the signatures of a kept document are worth, in words. */
export function VerifyDocumentDialog(props: { document: ShownDocument; onClose: () => void }) {
  const t = useTexts();
  const office = useOffice();
  const errorText = useErrorText();
  const { id, title } = props.document;
  const checked = useQuery({
    queryKey: ['verified', id],
    queryFn: () => office.signing.verifyDocument({ documentId: id }),
    gcTime: 0,
  });
  return (
    <Dialog opened onClose={props.onClose} title={t('verify.of', { title })} size="lg">
      {checked.isPending && <Text size="sm">{t('verify.checking')}</Text>}
      {checked.isError && (
        <Text size="sm" role="alert" c="var(--tram-bad)">
          {errorText(toOfficeError(checked.error))}
        </Text>
      )}
      {checked.data !== undefined && <ReportView report={checked.data.report} />}
    </Dialog>
  );
}
