import { Button, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { toOfficeError } from '#renderer/office/index.ts';
import classes from './pdf-dialog.module.css';

/** Where a PDF comes from. `key` names it in the cache for as long as it is shown. */
export type PdfSource = {
  key: readonly string[];
  load: () => Promise<{ pdfBase64: string; fileName: string }>;
};

/** The bytes of a base64 text. */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/**
 * A PDF, byte for byte, in the browser's own viewer, and a way to save it. It never gets a lasting address. `plain`: to
 * be read only, without the viewer's bar.
 */
export function PdfFrame(props: { source: PdfSource; title: string; plain?: boolean }) {
  const t = useTexts();
  const errorText = useErrorText();
  const { plain = false } = props;
  const pdf = useQuery({
    queryKey: ['pdf', ...props.source.key],
    queryFn: () => props.source.load(),
    // Personal data: not kept after it is closed.
    gcTime: 0,
  });
  const [address, setAddress] = useState<string | null>(null);
  const content = pdf.data?.pdfBase64;
  useEffect(() => {
    if (content === undefined) return undefined;
    const made = URL.createObjectURL(new Blob([bytesOf(content)], { type: 'application/pdf' }));
    setAddress(made);
    return () => {
      setAddress(null);
      URL.revokeObjectURL(made);
    };
  }, [content]);
  return (
    <>
      {pdf.isPending && <Text size="sm">{t('common.loading')}</Text>}
      {pdf.isError && (
        <Text role="alert" size="sm" c="var(--tram-bad)">
          {errorText(toOfficeError(pdf.error))}
        </Text>
      )}
      {address !== null && pdf.data !== undefined && (
        <>
          <iframe
            className={classes.frame}
            src={`${address}#navpanes=0&view=FitH${plain ? '&toolbar=0' : ''}`}
            title={props.title}
          />
          {!plain && (
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
          )}
        </>
      )}
    </>
  );
}
