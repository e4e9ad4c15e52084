import { Checkbox, NativeSelect, NumberInput, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, useOffice } from '#renderer/office/index.ts';
import { FormEnd, notifyDone, TextField, useDraftOf } from '#renderer/ui/index.ts';
import type { DeviceSettings, DevicesState, SerialBaud, TicketProfile } from '#shared/contract/index.ts';
import classes from './devices.module.css';
import { KindRadios } from './kind-radios.tsx';
import { PortFields } from './port-fields.tsx';
import { isPortPath, type PortValue } from './port-of.ts';
import { useStation } from './station.tsx';

type Choice = DeviceSettings['ticketPrinter'];

/** Everything that can be entered; what another kind needs is kept while kinds are looked at. */
type Draft = {
  kind: Choice['kind'];
  port: PortValue;
  baud: SerialBaud;
  host: string;
  tcpPort: number;
  profile: TicketProfile;
  answersStatus: boolean;
  timeToLive: number;
};

const KINDS = ['none', 'serial', 'tcp', 'simulated'] as const;
/** A person who waits longer for the paper looks for a fault. */
const SLOW_SECONDS = 4;

function draftOf({ ticketPrinter: now, ticketTimeToLiveSeconds }: DeviceSettings): Draft {
  return {
    kind: now.kind,
    port: now.kind === 'serial' ? { path: now.path, match: now.match } : { path: '', match: null },
    baud: now.kind === 'serial' ? now.baud : 115200,
    host: now.kind === 'tcp' ? now.host : '',
    tcpPort: now.kind === 'tcp' ? now.port : 9100,
    profile: now.kind === 'none' ? 'mm80' : now.profile,
    answersStatus: now.kind === 'serial' || now.kind === 'tcp' ? now.answersStatus : true,
    timeToLive: ticketTimeToLiveSeconds,
  };
}

function choiceOf(draft: Draft): Choice {
  const { kind, profile, answersStatus } = draft;
  switch (kind) {
    case 'none':
      return { kind };
    case 'serial': {
      const { path, match } = draft.port;
      return { kind, path: path.trim(), match, baud: draft.baud, profile, answersStatus };
    }
    case 'tcp':
      return { kind, host: draft.host.trim(), port: draft.tcpPort, profile, answersStatus };
    case 'simulated':
      return { kind, profile };
  }
}

function isComplete({ kind, port, host }: Draft): boolean {
  if (kind === 'serial') return isPortPath(port.path);
  return kind !== 'tcp' || isHost(host);
}

const isHost = (host: string) => /^[A-Za-z0-9]([A-Za-z0-9.:-]{0,251}[A-Za-z0-9])?$/.test(host.trim());

/** Which ticket printer this station has; nothing changes until it is saved. */
export function PrinterForm(props: { state: DevicesState }) {
  const t = useTexts();
  const office = useOffice();
  const station = useStation();
  const cache = useQueryClient();
  const { settings, ports, portsProblem, transmission } = props.state;
  const { draft, change, checked, check } = useDraftOf(settings, draftOf);
  const save = useMutation({
    mutationFn: () =>
      office.devices.change({
        ...station,
        ticketPrinter: choiceOf(draft),
        ticketTimeToLiveSeconds: draft.timeToLive,
      }),
    onSuccess: () => {
      notifyDone(t('devices.printer.saved'));
      void cache.invalidateQueries({ queryKey: queryKeys.devices });
    },
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    check();
    if (isComplete(draft) && !save.isPending) save.mutate();
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <KindRadios kinds={KINDS} value={draft.kind} onChange={(kind) => change({ kind })} />
        {draft.kind === 'serial' && (
          <PortFields
            ports={ports}
            portsProblem={portsProblem}
            value={draft.port}
            baud={draft.baud}
            checked={checked}
            onPort={(port) => change({ port })}
            onBaud={(baud) => change({ baud })}
          />
        )}
        {draft.kind === 'tcp' && (
          <div className={classes.fields}>
            <div data-wide>
              <TextField
                label={t('devices.printer.host')}
                description={t('devices.printer.hostText')}
                value={draft.host}
                onChange={(event) => change({ host: event.currentTarget.value })}
                error={checked && !isHost(draft.host) ? t('devices.printer.hostBad') : undefined}
              />
            </div>
            <NumberInput
              label={t('devices.printer.tcpPort')}
              description="9100"
              value={draft.tcpPort}
              min={1}
              max={65_535}
              allowDecimal={false}
              clampBehavior="strict"
              onChange={(value) => change({ tcpPort: typeof value === 'number' ? value : 9100 })}
            />
          </div>
        )}
        {draft.kind !== 'none' && (
          <div className={classes.fields}>
            <NativeSelect
              label={t('devices.printer.profile')}
              value={draft.profile}
              data={(['mm80', 'mm58'] as const).map((value) => ({
                value,
                label: t(`devices.printer.profiles.${value}`),
              }))}
              onChange={(event) =>
                change({ profile: event.currentTarget.value === 'mm58' ? 'mm58' : 'mm80' })
              }
            />
            <div data-wide>
              <NumberInput
                label={t('devices.printer.timeToLive')}
                value={draft.timeToLive}
                min={10}
                max={1800}
                allowDecimal={false}
                clampBehavior="blur"
                onChange={(value) => change({ timeToLive: typeof value === 'number' ? value : 120 })}
              />
            </div>
          </div>
        )}
        {draft.kind === 'serial' && (
          <Transmission transmission={transmission} profile={draft.profile} baud={draft.baud} />
        )}
        {(draft.kind === 'serial' || draft.kind === 'tcp') && (
          <Checkbox
            label={t('devices.printer.answersStatus')}
            description={t('devices.printer.answersStatusText')}
            checked={draft.answersStatus}
            onChange={(event) => change({ answersStatus: event.currentTarget.checked })}
          />
        )}
        <FormEnd error={save.error} saving={save.isPending} />
      </Stack>
    </form>
  );
}

/** How long a ticket takes on the line, with a word where that is long. */
function Transmission(props: {
  transmission: DevicesState['transmission'];
  profile: TicketProfile;
  baud: SerialBaud;
}) {
  const t = useTexts();
  const formats = useFormats();
  const { transmission, profile, baud } = props;
  const found = transmission.find((one) => one.profile === profile && one.baud === baud);
  if (found === undefined) return null;
  const seconds = formats.number(Math.max(1, Math.round(found.seconds)));
  return found.seconds > SLOW_SECONDS ? (
    <Text size="sm" role="status" c="var(--tram-attention)" fw={500}>
      {t('devices.printer.slow', { seconds, baud: String(baud) })}
    </Text>
  ) : (
    <Text size="sm" className={classes.dim ?? ''}>
      {t('devices.printer.takes', { seconds })}
    </Text>
  );
}
