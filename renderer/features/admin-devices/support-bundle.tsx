import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { toOfficeError, useOffice } from '#renderer/office/index.ts';
import classes from './devices.module.css';

type Saved = { name: string; address: string };

/** The file for whoever helps: made by the office, saved by the browser, in either host. */
export function SupportBundle() {
  const t = useTexts();
  const office = useOffice();
  const errorText = useErrorText();
  const [file, setFile] = useState<Saved | null>(null);
  const ending = useRef<AbortController | null>(null);
  useEffect(() => () => ending.current?.abort(), []);
  const make = useMutation({
    mutationFn: (signal: AbortSignal) => office.doctor.bundle({}, { signal }),
    onSuccess: ({ fileName, text }) =>
      setFile({
        name: fileName,
        address: URL.createObjectURL(new Blob([text], { type: 'application/json;charset=utf-8' })),
      }),
  });
  function begin(): void {
    ending.current = new AbortController();
    make.mutate(ending.current.signal);
  }
  useEffect(() => () => URL.revokeObjectURL(file?.address ?? ''), [file]);
  return (
    <Stack gap="xs">
      <h3 className={classes.heading}>{t('devices.doctor.bundle.title')}</h3>
      <Text size="sm">{t('devices.doctor.bundle.text')}</Text>
      <Group gap="sm">
        <Button variant="default" loading={make.isPending} onClick={begin}>
          {t('devices.doctor.bundle.make')}
        </Button>
        {make.isPending && (
          <Button variant="default" onClick={() => ending.current?.abort()}>
            {t('common.stop')}
          </Button>
        )}
        {file !== null && !make.isPending && (
          <Button
            ref={(link: HTMLAnchorElement | null) => link?.focus()}
            component="a"
            href={file.address}
            download={file.name}
          >
            {t('devices.doctor.bundle.save', { name: file.name })}
          </Button>
        )}
      </Group>
      <div role="status">
        {make.isPending && <Text size="sm">{t('devices.doctor.bundle.making')}</Text>}
        {make.error !== null && ending.current?.signal.aborted !== true && (
          <Text size="sm" c="var(--tram-bad)">
            {errorText(toOfficeError(make.error))}
          </Text>
        )}
      </div>
    </Stack>
  );
}
