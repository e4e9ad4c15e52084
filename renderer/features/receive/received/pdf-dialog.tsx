import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { toOfficeError, useOffice } from '#renderer/office/index.ts';
import { Dialog } from '#renderer/ui/index.ts';
import classes from './received-view.module.css';

/** The receipt as it was made and archived, byte for byte, in the browser's own viewer. */
export function PdfDialog(props: { paperId: string; code: string; onClose: () => void }) {
  const t = useTexts();
  const office = useOffice();
  const errorText = useErrorText();
  const pdf = useQuery({
    queryKey: ['paper-pdf', props.paperId],
    queryFn: () => office.dossiers.paperPdf({ paperId: props.paperId }),
    // Personal data: not kept once the dialog is closed.
    gcTime: 0,
  });
  const [address, setAddress] = useState<string | null>(null);
  const content = pdf.data?.pdfBase64;
  useEffect(() => {
    if (content === undefined) return undefined;
    const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
    const made = URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [content]);
  const title = t('receive.received.pdfTitle', { code: props.code });
  return (
    <Dialog onClose={props.onClose} opened size="60rem" title={title}>
      {pdf.isPending && <Text size="sm">{t('common.loading')}</Text>}
      {pdf.isError && (
        <Text c="var(--tram-bad)" role="alert" size="sm">
          {errorText(toOfficeError(pdf.error))}
        </Text>
      )}
      {address !== null && <iframe className={classes.pdf} src={address} title={title} />}
    </Dialog>
  );
}
