import { NativeSelect, Text } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { TextField } from '#renderer/ui/index.ts';
import type { SerialBaud, SerialPortFound } from '#shared/contract/index.ts';
import { findPort } from '#shared/devices/index.ts';
import classes from './devices.module.css';
import { isPortPath, type PortValue } from './port-of.ts';

const BAUDS: readonly SerialBaud[] = [115200, 57600, 38400, 19200, 9600];
const OTHER = ' other';

/** Port and speed of a serial device, and by what it will be recognised again. */
export function PortFields(props: {
  ports: readonly SerialPortFound[];
  portsProblem: string | null;
  value: PortValue;
  baud: SerialBaud;
  /** Whether to say what is wrong with the path. */
  checked: boolean;
  onPort: (value: PortValue) => void;
  onBaud: (baud: SerialBaud) => void;
}) {
  const t = useTexts();
  const { ports, value } = props;
  const [typing, setTyping] = useState(ports.length === 0 && value.path === '');
  const found = typing ? undefined : findPort(ports, value);
  const isGone = !typing && found === undefined && value.path !== '';
  const choose = (path: string): void => {
    const port = ports.find((one) => one.path === path);
    setTyping(path === OTHER);
    if (port !== undefined) props.onPort({ path, match: port.match });
    else if (path === OTHER) props.onPort({ path: '', match: null });
  };
  return (
    <>
      <div className={classes.fields}>
        <div data-wide>
          <NativeSelect
            label={t('devices.port.label')}
            value={typing ? OTHER : (found?.path ?? value.path)}
            onChange={(event) => choose(event.currentTarget.value)}
            data={[
              ...(isGone ? [{ value: value.path, label: t('devices.port.gone', { path: value.path }) }] : []),
              ...(!typing && !isGone && found === undefined ? [{ value: '', label: '' }] : []),
              ...ports.map(({ path, description }) => ({
                value: path,
                label: description === '' ? path : `${path} – ${description}`,
              })),
              { value: OTHER, label: t('devices.port.other') },
            ]}
            error={props.checked && !typing && value.path === '' ? t('devices.port.pathBad') : undefined}
          />
        </div>
        <NativeSelect
          label={t('devices.port.baud')}
          value={String(props.baud)}
          data={BAUDS.map(String)}
          onChange={(event) =>
            props.onBaud(BAUDS.find((baud) => String(baud) === event.currentTarget.value) ?? 115200)
          }
        />
      </div>
      {typing && (
        <TextField
          label={t('devices.port.path')}
          description={t('devices.port.pathText')}
          value={value.path}
          onChange={(event) => props.onPort({ path: event.currentTarget.value, match: null })}
          error={props.checked && !isPortPath(value.path) ? t('devices.port.pathBad') : undefined}
        />
      )}
      {props.portsProblem !== null && (
        <Text size="sm" lang="vi" c="var(--tram-attention)">
          {props.portsProblem}
        </Text>
      )}
      {value.path !== '' && <RecognisedBy value={value} />}
    </>
  );
}

function RecognisedBy(props: { value: PortValue }) {
  const t = useTexts();
  const { match } = props.value;
  const make = match === null ? '' : `${match.vendorId}:${match.productId}`;
  const how = match === null ? 'byPath' : match.serialNumber === null ? 'byMake' : 'bySerial';
  return (
    <Text size="sm" className={classes.dim ?? ''}>
      {t(`devices.port.${how}`, { make, serial: match?.serialNumber ?? '' })}
    </Text>
  );
}
