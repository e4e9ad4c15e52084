import { Code, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, useOffice } from '#renderer/office/index.ts';
import { PcChoice } from '#renderer/ui/index.ts';
import type { DeviceStation } from '#shared/contract/index.ts';
import classes from './devices.module.css';

/** Which PC's devices are set up; absent where there is only one. */
export function StationChoice(props: {
  stations: readonly DeviceStation[];
  chosen: DeviceStation;
  onChoose: (station: string) => void;
}) {
  const t = useTexts();
  return (
    <div className={classes.station}>
      <PcChoice label={t('devices.station.label')} {...props} />
      {!props.chosen.connected && <HowToConnect />}
    </div>
  );
}

/** What is run at a counter's PC, with the office's own address. */
function HowToConnect() {
  const t = useTexts();
  const office = useOffice();
  const { data } = useQuery({ queryKey: queryKeys.lan, queryFn: () => office.lan.state({}) });
  const url = data?.urls[0] ?? 'https://…';
  return (
    <Text size="sm">
      {t('devices.station.awayText')} <Code>npm start -- --station {url}</Code>
    </Text>
  );
}
