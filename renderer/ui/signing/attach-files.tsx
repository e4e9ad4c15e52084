import { Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useErrorText, useFormats, useTexts } from '#renderer/i18n/index.ts';
import { newRequestId, queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import type { SignableDocument } from '#shared/contract/index.ts';
import { ProgressWithStop } from '../progress-with-stop.tsx';
import { FileDrop } from './file-drop.tsx';
import { uploadPdf } from './upload-pdf.ts';

type Trouble = { name: string; message: string };

/** PDFs of this PC are kept in the office, encrypted, to be signed: with a dossier, or on their own. */
export function AttachFiles(props: {
  dossierId: string | null;
  onAttached?: (documents: SignableDocument[]) => void;
}) {
  const t = useTexts();
  const formats = useFormats();
  const office = useOffice();
  const cache = useQueryClient();
  const errorText = useErrorText();
  const [sending, setSending] = useState<{ name: string; percent: number } | null>(null);
  const [troubles, setTroubles] = useState<Trouble[]>([]);
  const ending = useRef<AbortController | null>(null);
  useEffect(() => () => ending.current?.abort(), []);

  async function keep(file: File, signal: AbortSignal): Promise<SignableDocument> {
    const uploadId = await uploadPdf(office, file, {
      signal,
      onSent: (bytes) => setSending({ name: file.name, percent: (bytes / Math.max(1, file.size)) * 100 }),
    });
    const { document } = await office.signing.attach({
      requestId: newRequestId(),
      uploadId,
      dossierId: props.dossierId,
      title: file.name.replace(/\.pdf$/i, '').slice(0, 200) || file.name,
      fileName: file.name.slice(0, 200),
    });
    return document;
  }

  async function keepAll(files: File[]): Promise<void> {
    const mine = new AbortController();
    ending.current = mine;
    setTroubles([]);
    const kept: SignableDocument[] = [];
    const failed: Trouble[] = [];
    for (const file of files) {
      if (mine.signal.aborted) break;
      setSending({ name: file.name, percent: 0 });
      try {
        kept.push(await keep(file, mine.signal));
      } catch (thrown) {
        if (!mine.signal.aborted) failed.push({ name: file.name, message: errorText(toOfficeError(thrown)) });
      }
    }
    setSending(null);
    setTroubles(failed);
    void cache.invalidateQueries({ queryKey: queryKeys.signing });
    if (kept.length > 0) props.onAttached?.(kept);
  }

  return (
    <Stack gap="xs">
      {sending === null ? (
        <FileDrop
          label={t('sign.files.choose')}
          text={t('sign.files.dropText')}
          onFiles={(files) => void keepAll(files)}
        />
      ) : (
        <ProgressWithStop
          label={t('sign.files.sending', {
            name: sending.name,
            percent: formats.number(Math.round(sending.percent)),
          })}
          percent={sending.percent}
          onStop={() => ending.current?.abort()}
        />
      )}
      {troubles.map(({ name, message }) => (
        <Text key={name} size="sm" role="alert" c="var(--tram-bad)">
          {name}: {message}
        </Text>
      ))}
    </Stack>
  );
}
