import { Button, Group, NativeSelect, Radio, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { notifyDone } from '#renderer/ui/index.ts';
import type { Plugged, ScanEnd, ScannerSettings, SerialBaud } from '#shared/contract/index.ts';
import classes from './devices.module.css';
import { PortFields } from './port-fields.tsx';
import { isPortPath, type PortValue } from './port-of.ts';

const KINDS = ['none', 'serial', 'simulated'] as const;
const ENDS = ['unknown', 'line', 'none'] as const satisfies readonly ScanEnd[];

/** Which scanner this PC reads over a serial line; nothing changes until it is saved. */
export function ScannerForm(props: {
  settings: ScannerSettings;
  plugged: Pick<Plugged, 'ports' | 'portsProblem'>;
}) {
  const t = useTexts();
  const office = useOffice();
  const cache = useQueryClient();
  const errorText = useErrorText();
  const { settings: now, plugged } = props;
  const [kind, setKind] = useState(now.kind);
  const [port, setPort] = useState<PortValue>(
    now.kind === 'serial' ? { path: now.path, match: now.match } : { path: '', match: null },
  );
  const [baud, setBaud] = useState<SerialBaud>(now.kind === 'serial' ? now.baud : 9600);
  const [end, setEnd] = useState<ScanEnd>(now.kind === 'serial' ? now.end : 'unknown');
  const [checked, setChecked] = useState(false);
  const save = useMutation({
    mutationFn: () =>
      office.scanner.choose(
        kind === 'serial' ? { kind, path: port.path.trim(), match: port.match, baud, end } : { kind },
      ),
    onSuccess: () => {
      notifyDone(t('devices.scanner.saved'));
      void cache.invalidateQueries({ queryKey: queryKeys.devices });
    },
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    setChecked(true);
    if ((kind !== 'serial' || isPortPath(port.path)) && !save.isPending) save.mutate();
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Radio.Group
          label={t('devices.choose')}
          value={kind}
          onChange={(value) => setKind(KINDS.find((one) => one === value) ?? 'none')}
        >
          <div className={classes.choices}>
            {KINDS.map((one) => (
              <Radio key={one} value={one} label={t(`devices.kinds.${one}`)} />
            ))}
          </div>
        </Radio.Group>
        {kind === 'serial' && (
          <>
            <PortFields
              ports={plugged.ports}
              portsProblem={plugged.portsProblem}
              value={port}
              baud={baud}
              checked={checked}
              onPort={setPort}
              onBaud={setBaud}
            />
            <div className={classes.fields}>
              <NativeSelect
                label={t('devices.scanner.end')}
                value={end}
                data={ENDS.map((value) => ({ value, label: t(`devices.scanner.ends.${value}`) }))}
                onChange={(event) =>
                  setEnd(ENDS.find((one) => one === event.currentTarget.value) ?? 'unknown')
                }
              />
            </div>
          </>
        )}
        {save.error !== null && (
          <Text size="sm" role="alert" c="var(--tram-bad)">
            {errorText(toOfficeError(save.error))}
          </Text>
        )}
        <Group>
          <Button type="submit" loading={save.isPending}>
            {t('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
