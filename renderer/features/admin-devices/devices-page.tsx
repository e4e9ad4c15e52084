import { Anchor, Button, Group, Text } from '@mantine/core';
import { IconPrinter, IconRefresh } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import {
  Column,
  Columns,
  EmptyState,
  findChosenPc,
  Page,
  paths,
  Section,
  StateBadge,
  type Tone,
} from '#renderer/ui/index.ts';
import type { Printer } from '#shared/contract/index.ts';
import { DoctorSection } from './doctor-section.tsx';
import { PluggedSection } from './plugged-section.tsx';
import { PrinterSection } from './printer-section.tsx';
import { ScannerSection } from './scanner-section.tsx';
import { SimulatedPrinter } from './simulated-printer.tsx';
import { StationProvider } from './station.tsx';
import { StationChoice } from './station-choice.tsx';

/** The devices of a PC of the office: how each stands and which it is; of its own PC what is plugged in, and the doctor. */
export function DevicesPage() {
  const t = useTexts();
  const office = useOffice();
  const cache = useQueryClient();
  const errorText = useErrorText();
  const [wanted, setWanted] = useState<string | null>(null);
  const list = useQuery({
    queryKey: [...queryKeys.devices, 'stations'],
    queryFn: () => office.devices.stations({}),
  });
  const stations = list.data?.stations ?? [];
  const chosen = findChosenPc(stations, wanted);
  const station = chosen?.station;
  // Nothing is asked before it is known of which PC: a moment later another one would stand there.
  const enabled = station !== undefined;
  const devices = useQuery({
    queryKey: [...queryKeys.devices, 'state', station],
    queryFn: () => office.devices.state({ station }),
    enabled,
  });
  const scanner = useQuery({
    queryKey: [...queryKeys.devices, 'scanner', station],
    queryFn: () => office.scanner.state({ station }),
    enabled,
  });
  const isOffice = chosen?.name === null;
  const plugged = useQuery({ queryKey: queryKeys.plugged, queryFn: () => office.doctor.plugged({}) });
  const failed = list.error ?? devices.error ?? scanner.error ?? plugged.error;
  const refresh = (): void => {
    void plugged.refetch();
    void cache.invalidateQueries({ queryKey: queryKeys.devices });
  };
  const gun = scanner.data !== undefined && devices.data !== undefined && (
    <ScannerSection now={scanner.data} plugged={devices.data} here={chosen?.here !== false} />
  );
  return (
    <Page
      title={t('devices.title')}
      actions={
        <Button
          variant="default"
          leftSection={<IconRefresh size="1rem" aria-hidden />}
          loading={plugged.isFetching}
          onClick={refresh}
        >
          {t('devices.refresh')}
        </Button>
      }
    >
      {failed !== null && <EmptyState title={errorText(toOfficeError(failed))} />}
      {stations.length > 1 && chosen !== undefined && (
        <StationChoice stations={stations} chosen={chosen} onChoose={setWanted} />
      )}
      <StationProvider station={station} key={station}>
        <Columns>
          <Column>
            {devices.data !== undefined && <PrinterSection state={devices.data} />}
            {isOffice && gun}
          </Column>
          <Column>
            {!isOffice && gun}
            {isOffice && devices.data !== undefined && <DoctorSection settings={devices.data.settings} />}
            {devices.data?.simulated != null && <SimulatedPrinter conditions={devices.data.simulated} />}
            {isOffice && plugged.data !== undefined && <PluggedSection plugged={plugged.data} />}
            {isOffice && <DocumentPrinter />}
          </Column>
        </Columns>
      </StationProvider>
    </Page>
  );
}

const TONES: Record<Printer['state'], Tone> = {
  ready: 'good',
  busy: 'working',
  stopped: 'bad',
  unknown: 'neutral',
};

/** The printer of papers has its own screen; here stands how it is. */
function DocumentPrinter() {
  const t = useTexts();
  const office = useOffice();
  const { data } = useQuery({ queryKey: queryKeys.status, queryFn: () => office.status.get({}) });
  const printer = data?.printer ?? null;
  return (
    <Section title={t('devices.document.title')} icon={<IconPrinter size="1.125rem" />}>
      <Group gap="sm">
        {printer === null ? (
          <Text size="sm">{t('devices.document.none')}</Text>
        ) : (
          <Column>
            <Text size="sm">{printer.name}</Text>
            <StateBadge tone={TONES[printer.state]}>{t(`admin.printing.states.${printer.state}`)}</StateBadge>
          </Column>
        )}
        <Anchor component={Link} to={paths.printing} size="sm">
          {t('devices.document.link')}
        </Anchor>
      </Group>
    </Section>
  );
}
