import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { listenToSerialScans, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { TextField } from '#renderer/ui/index.ts';
import classes from './devices.module.css';

/** Long enough to read it, short enough that a card's data does not stand there when the next person looks. */
const SHOWN_MS = 10_000;

/** Shows for a moment what the scanner reads; no other screen gets it meanwhile, and it is kept nowhere. */
export function TestScan(props: { children?: ReactNode }) {
  const t = useTexts();
  const [trying, setTrying] = useState(false);
  const [read, setRead] = useState<string | null>(null);
  useEffect(() => (trying ? listenToSerialScans(setRead) : undefined), [trying]);
  useEffect(() => {
    if (read === null) return undefined;
    const timer = setTimeout(() => setRead(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [read]);
  const stop = (): void => {
    setTrying(false);
    setRead(null);
  };
  return (
    <Stack gap="xs">
      <Text size="sm">{t('devices.scanner.testText')}</Text>
      <Group>
        <Button variant="default" aria-pressed={trying} onClick={() => (trying ? stop() : setTrying(true))}>
          {t(trying ? 'devices.scanner.stopTest' : 'devices.scanner.test')}
        </Button>
      </Group>
      <div role="status">
        {trying && read === null && <Text size="sm">{t('devices.scanner.waiting')}</Text>}
        {trying && read !== null && (
          <>
            <Text size="sm" fw={600}>
              {t('devices.scanner.read')}
            </Text>
            <p className={classes.read} translate="no">
              {read}
            </p>
            {read.includes('\u{fffd}') && (
              <Text size="sm" c="var(--tram-bad)">
                {t('devices.scanner.readBad')}
              </Text>
            )}
          </>
        )}
      </div>
      {props.children}
    </Stack>
  );
}

/** The simulated scanner: a text is typed, and read as if it had been scanned. */
export function SimulatedScanner() {
  const t = useTexts();
  const office = useOffice();
  const errorText = useErrorText();
  const [text, setText] = useState('');
  const scan = useMutation({ mutationFn: () => office.scanner.simulate({ text }) });

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (text.trim() !== '' && !scan.isPending) scan.mutate();
  }

  return (
    <form onSubmit={submit} noValidate>
      <Group align="flex-end" gap="xs">
        <TextField
          style={{ flex: '1 1 14rem' }}
          label={t('devices.scanner.simulate')}
          description={t('devices.scanner.simulateText')}
          value={text}
          maxLength={4_096}
          onChange={(event) => setText(event.currentTarget.value)}
          error={scan.error === null ? undefined : errorText(toOfficeError(scan.error))}
        />
        <Button type="submit" variant="default" loading={scan.isPending}>
          {t('devices.scanner.simulateDo')}
        </Button>
      </Group>
    </form>
  );
}
