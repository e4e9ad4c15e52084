import { Group, Stack, Text } from '@mantine/core';
import { IconScan } from '@tabler/icons-react';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { Section, StateBadge, type Tone } from '#renderer/ui/index.ts';
import type { Plugged, ScannerNow } from '#shared/contract/index.ts';
import classes from './devices.module.css';
import { ScannerForm } from './scanner-form.tsx';
import { TestScan } from './test-scan.tsx';

const TONES: Record<ScannerNow['state'], Tone> = {
  off: 'neutral',
  opening: 'working',
  listening: 'good',
  lost: 'bad',
};

/** The scanner on a serial line: how it stands, which it is, and a scan for trying. */
export function ScannerSection(props: {
  now: ScannerNow;
  plugged: Pick<Plugged, 'ports' | 'portsProblem'>;
  /** What it reads is heard at this screen. */
  here: boolean;
}) {
  const t = useTexts();
  const formats = useFormats();
  const { settings, state, problem, lastScanAt } = props.now;
  return (
    <Section title={t('devices.scanner.title')} icon={<IconScan size="1.125rem" />}>
      <Stack gap="sm">
        <div role="status">
          <Group gap="xs">
            <StateBadge tone={TONES[state]}>{t(`devices.scanner.states.${state}`)}</StateBadge>
            {lastScanAt !== null && (
              <Text size="sm" className={classes.dim ?? ''}>
                {t('devices.scanner.lastScan', { when: formats.moment(lastScanAt) })}
              </Text>
            )}
          </Group>
          {problem !== null && (
            <Text size="sm" lang="vi">
              {problem}
            </Text>
          )}
        </div>
        {settings.kind === 'none' && <Text size="sm">{t('devices.scanner.wedge')}</Text>}
        {props.here ? (
          <TestScan simulated={settings.kind === 'simulated'} />
        ) : (
          <Text size="sm">{t('devices.scanner.testThere')}</Text>
        )}
        <ScannerForm settings={settings} plugged={props.plugged} />
      </Stack>
    </Section>
  );
}
