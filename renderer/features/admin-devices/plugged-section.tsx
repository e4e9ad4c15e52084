import { Stack, Text } from '@mantine/core';
import { IconPlug } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { Section } from '#renderer/ui/index.ts';
import type { HidFound, Plugged, SerialPortFound } from '#shared/contract/index.ts';
import classes from './devices.module.css';

/** What is plugged into this PC, each thing in words. */
export function PluggedSection(props: { plugged: Plugged }) {
  const t = useTexts();
  const { ports, portsProblem, hid, hidProblem, printers, modules } = props.plugged;
  const missing = modules.filter(({ loads }) => !loads).map(({ name }) => name);
  const system = printers.filter(({ kind }) => kind === 'system');
  return (
    <Section title={t('devices.plugged.title')} icon={<IconPlug size="1.125rem" />}>
      <Stack gap="sm">
        {missing.length > 0 && (
          <Text size="sm" role="alert" c="var(--tram-bad)">
            {t('devices.plugged.missing', { names: missing.join(', ') })}
          </Text>
        )}
        <Things
          title={t('devices.plugged.ports')}
          problem={portsProblem}
          empty={t('devices.plugged.noPorts')}
          things={ports.map((port) => ({ key: port.path, shown: <Port port={port} /> }))}
        />
        <Things
          title={t('devices.plugged.hid')}
          problem={hidProblem}
          empty={t('devices.plugged.noHid')}
          things={hid.map((device, at) => ({ key: String(at), shown: <Hid device={device} /> }))}
        />
        <Things
          title={t('devices.plugged.printers')}
          problem={null}
          empty={t('devices.plugged.noPrinters')}
          things={system.map((printer) => ({
            key: printer.id,
            shown: (
              <>
                {printer.name}{' '}
                <span className={classes.dim}>· {t(`admin.printing.states.${printer.state}`)}</span>
              </>
            ),
          }))}
        />
      </Stack>
    </Section>
  );
}

function Things(props: {
  title: string;
  problem: string | null;
  empty: string;
  things: { key: string; shown: ReactNode }[];
}) {
  return (
    <div>
      <h3 className={classes.heading}>{props.title}</h3>
      {props.problem !== null && (
        <Text size="sm" lang="vi" c="var(--tram-attention)">
          {props.problem}
        </Text>
      )}
      {props.problem === null && props.things.length === 0 && (
        <Text size="sm" className={classes.dim ?? ''}>
          {props.empty}
        </Text>
      )}
      {props.things.length > 0 && (
        <ul className={classes.list}>
          {props.things.map(({ key, shown }) => (
            <li key={key}>{shown}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Port(props: { port: SerialPortFound }) {
  const t = useTexts();
  const { path, description, match } = props.port;
  const known =
    match === null
      ? t('devices.plugged.nothingKnown')
      : [
          t('devices.plugged.make', { make: `${match.vendorId}:${match.productId}` }),
          match.serialNumber === null
            ? t('devices.plugged.noSerial')
            : t('devices.plugged.serial', { serial: match.serialNumber }),
        ].join(', ');
  return (
    <>
      {path} {description !== '' && <>· {description} </>}
      <span className={classes.dim}>· {known}</span>
    </>
  );
}

function Hid(props: { device: HidFound }) {
  const t = useTexts();
  const { description, vendorId, productId, kinds } = props.device;
  return (
    <>
      {description === '' ? t('devices.plugged.unnamed') : description}{' '}
      <span className={classes.dim}>
        · {kinds.map((kind) => t(`devices.plugged.hidKinds.${kind}`)).join(', ')} ·{' '}
        {t('devices.plugged.make', { make: `${vendorId}:${productId}` })}
      </span>
    </>
  );
}
