import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type KeyboardEvent, useEffect, useState } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { serialScans, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { Dialog, TextField } from '#renderer/ui/index.ts';
import classes from './devices.module.css';
import { useStation } from './station.tsx';

/** Long enough to read it, short enough that a card's data does not stand there when the next person looks. */
const SHOWN_MS = 10_000;

/** A button, behind it a place to scan into: what was read is shown for a moment, kept nowhere and opens nothing. */
export function TestScan(props: { simulated: boolean }) {
  const t = useTexts();
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Group>
        <Button variant="default" onClick={() => setOpened(true)}>
          {t('devices.scanner.test')}
        </Button>
      </Group>
      <Dialog opened={opened} onClose={() => setOpened(false)} title={t('devices.scanner.test')}>
        <ScanHere />
        {props.simulated && <SimulatedScanner />}
      </Dialog>
    </>
  );
}

/** Hears a gun on a serial line, and one that types into the field; no other screen gets it meanwhile. */
function ScanHere() {
  const t = useTexts();
  const [typed, setTyped] = useState('');
  const [read, setRead] = useState<string | null>(null);
  useEffect(() => serialScans.listen(setRead), []);
  useEffect(() => {
    if (read === null && typed === '') return undefined;
    const timer = setTimeout(() => {
      setRead(null);
      setTyped('');
    }, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [read, typed]);

  /** A gun that types ends with Enter or Tab. */
  function take(event: KeyboardEvent): void {
    if ((event.key !== 'Enter' && event.key !== 'Tab') || typed === '') return;
    event.preventDefault();
    setRead(typed);
    setTyped('');
  }

  return (
    <Stack gap="xs" mb="md">
      <Text size="sm">{t('devices.scanner.testText')}</Text>
      <TextField
        data-autofocus
        label={t('devices.scanner.here')}
        description={t('devices.scanner.hereText')}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={take}
      />
      <div role="status">
        {read === null ? (
          <Text size="sm">{t('devices.scanner.waiting')}</Text>
        ) : (
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
    </Stack>
  );
}

/** The simulated scanner: a text is typed, and read as if it had been scanned. */
function SimulatedScanner() {
  const t = useTexts();
  const office = useOffice();
  const errorText = useErrorText();
  const station = useStation();
  const [text, setText] = useState('');
  const scan = useMutation({ mutationFn: () => office.scanner.simulate({ text, ...station }) });

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
