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
  const cache = useQueryClient();
  const errorText = useErrorText();
  const { settings: now, plugged } = props;
  const [draft, setDraft] = useState(() => draftOf(now));
  const [checked, setChecked] = useState(false);
  // What was saved elsewhere takes the place of what stands here; what was saved here is it already.
  const [known, setKnown] = useState(now);
  if (JSON.stringify(known) !== JSON.stringify(now)) {
    setKnown(now);
    setDraft(draftOf(now));
    setChecked(false);
  }
  const { kind, port, baud, end } = draft;
  const change = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const save = useMutation({
    mutationFn: () =>
      office.scanner.choose({
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
    setChecked(true);
    if ((kind !== 'serial' || isPortPath(port.path)) && !save.isPending) save.mutate();
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Radio.Group
          label={t('devices.choose')}
          value={kind}
          onChange={(value) => change({ kind: KINDS.find((one) => one === value) ?? 'none' })}
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
