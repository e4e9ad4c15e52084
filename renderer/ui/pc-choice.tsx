import { Group, NativeSelect } from '@mantine/core';
import { useTexts } from '#renderer/i18n/index.ts';
import type { DeviceStation } from '#shared/contract/index.ts';
import { StateBadge } from './state-badge.tsx';

/** Which PC's devices are set up: the office's own or a counter's, with whether it is connected. */
export function PcChoice(props: {
  label: string;
  stations: readonly DeviceStation[];
  chosen: DeviceStation;
  onChoose: (station: string) => void;
}) {
  const t = useTexts();
  const { stations, chosen } = props;
  const nameOf = ({ name, here }: DeviceStation) =>
    [name ?? t('devices.station.office'), ...(here ? [t('devices.station.here')] : [])].join(' ');
  return (
    <Group gap="sm" align="flex-end">
      <NativeSelect
        label={props.label}
        value={chosen.station}
        data={stations.map((one) => ({ value: one.station, label: nameOf(one) }))}
        onChange={(event) => props.onChoose(event.currentTarget.value)}
      />
      <div role="status">
        <StateBadge tone={chosen.connected ? 'good' : 'attention'}>
          {t(chosen.connected ? 'devices.station.connected' : 'devices.station.away')}
        </StateBadge>
      </div>
    </Group>
  );
}

/** The one that was chosen; else the counter at which the administrator sits, where it is connected; else the office's own. */
export function findChosenPc(
  stations: readonly DeviceStation[],
  wanted: string | null,
): DeviceStation | undefined {
  const named = stations.find(({ station }) => station === wanted);
  return named ?? stations.find(({ here, connected }) => here && connected) ?? stations[0];
}
