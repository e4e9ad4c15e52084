import { Button, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { toOfficeError, useOffice } from '#renderer/office/index.ts';
import { Dialog } from '../dialog.tsx';
import classes from './pdf-dialog.module.css';

/** The bytes of a base64 text. */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/**
 * An archived paper, byte for byte, in the browser's own viewer. It never gets a lasting address. `title`: of the
 * window.
 */
export function PdfDialog(props: { paperId: string; title: string; onClose: () => void }) {
  const t = useTexts();
  const office = useOffice();
  const errorText = useErrorText();
  const pdf = useQuery({
    queryKey: ['paper-pdf', props.paperId],
    queryFn: () => office.dossiers.paperPdf({ paperId: props.paperId }),
    // Personal data: not kept after the dialog is closed.
    gcTime: 0,
  });
  const [address, setAddress] = useState<string | null>(null);
  const content = pdf.data?.pdfBase64;
  useEffect(() => {
    if (content === undefined) return undefined;
    const made = URL.createObjectURL(new Blob([bytesOf(content)], { type: 'application/pdf' }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [content]);
  const { title } = props;
  return (
    <Dialog opened onClose={props.onClose} title={title} size="60rem">
      {pdf.isPending && <Text size="sm">{t('common.loading')}</Text>}
      {pdf.isError && (
        <Text role="alert" size="sm" c="var(--tram-bad)">
          {errorText(toOfficeError(pdf.error))}
        </Text>
      )}
      {address !== null && pdf.data !== undefined && (
        <>
          <iframe className={classes.frame} src={address} title={title} />
          <Button
            component="a"
            href={address}
            download={pdf.data.fileName}
            variant="default"
            mt="sm"
            leftSection={<IconDownload size="1rem" aria-hidden />}
          >
            {t('dossier.page.save')}
          </Button>
        </>
      )}
    </Dialog>
  );
}
