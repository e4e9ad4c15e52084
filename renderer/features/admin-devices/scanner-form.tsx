import { NativeSelect, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, useOffice } from '#renderer/office/index.ts';
import { FormEnd, notifyDone, useDraftOf } from '#renderer/ui/index.ts';
import type { Plugged, ScanEnd, ScannerSettings, SerialBaud } from '#shared/contract/index.ts';
import classes from './devices.module.css';
import { KindRadios } from './kind-radios.tsx';
import { PortFields } from './port-fields.tsx';
import { isPortPath, type PortValue } from './port-of.ts';
import { useStation } from './station.tsx';

const KINDS = ['none', 'serial', 'simulated'] as const;
const ENDS = ['unknown', 'line', 'none'] as const satisfies readonly ScanEnd[];

type Draft = { kind: ScannerSettings['kind']; port: PortValue; baud: SerialBaud; end: ScanEnd };

function draftOf(now: ScannerSettings): Draft {
  return now.kind === 'serial'
    ? { kind: now.kind, port: { path: now.path, match: now.match }, baud: now.baud, end: now.end }
    : { kind: now.kind, port: { path: '', match: null }, baud: 9600, end: 'unknown' };
}

/** Which scanner this PC reads over a serial line; nothing changes until it is saved. */
export function ScannerForm(props: {
  settings: ScannerSettings;
  plugged: Pick<Plugged, 'ports' | 'portsProblem'>;
}) {
  const t = useTexts();
  const office = useOffice();
  const station = useStation();
  const cache = useQueryClient();
  const { settings: now, plugged } = props;
  const { draft, change, checked, check } = useDraftOf(now, draftOf);
  const { kind, port, baud, end } = draft;
  const save = useMutation({
    mutationFn: () =>
      office.scanner.choose({
        ...station,
        settings:
          kind === 'serial' ? { kind, path: port.path.trim(), match: port.match, baud, end } : { kind },
      }),
    onSuccess: () => {
      notifyDone(t('devices.scanner.saved'));
      void cache.invalidateQueries({ queryKey: queryKeys.devices });
    },
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    check();
    if ((kind !== 'serial' || isPortPath(port.path)) && !save.isPending) save.mutate();
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <KindRadios kinds={KINDS} value={kind} onChange={(next) => change({ kind: next })} />
        {kind === 'serial' && (
          <>
            <PortFields
              ports={plugged.ports}
              portsProblem={plugged.portsProblem}
              value={port}
              baud={baud}
              checked={checked}
              onPort={(next) => change({ port: next })}
              onBaud={(next) => change({ baud: next })}
            />
            <div className={classes.fields}>
              <NativeSelect
                label={t('devices.scanner.end')}
                value={end}
                data={ENDS.map((value) => ({ value, label: t(`devices.scanner.ends.${value}`) }))}
                onChange={(event) =>
                  change({ end: ENDS.find((one) => one === event.currentTarget.value) ?? 'unknown' })
                }
              />
            </div>
          </>
        )}
        <FormEnd error={save.error} saving={save.isPending} />
      </Stack>
    </form>
  );
}
