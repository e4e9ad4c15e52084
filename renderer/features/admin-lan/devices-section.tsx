import { Button, Table, Text } from '@mantine/core';
import { IconDevices } from '@tabler/icons-react';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { EmptyState, Section, StateBadge, useConfirm } from '#renderer/ui/index.ts';
import type { PairedDevice } from '#shared/contract/index.ts';
import { useLanChange } from './use-lan.ts';

/** The devices that may come in, and how one is shut out. */
export function DevicesSection(props: { devices: readonly PairedDevice[] }) {
  const t = useTexts();
  const { devices } = props;
  return (
    <Section title={t('lan.devices')} icon={<IconDevices size="1.125rem" />}>
      {devices.length === 0 ? (
        <EmptyState title={t('lan.noDevices')} text={t('lan.noDevicesText')} />
      ) : (
        <>
          {devices.some(({ mustPairAgain }) => mustPairAgain) && (
            <Text size="sm">{t('lan.pairAgainText')}</Text>
          )}
          <Table.ScrollContainer minWidth="30rem">
            <Table verticalSpacing="xs" fz="sm">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">{t('lan.name')}</Table.Th>
                  <Table.Th scope="col">{t('lan.kind')}</Table.Th>
                  <Table.Th scope="col">{t('lan.lastSeen')}</Table.Th>
                  <Table.Th scope="col">{t('lan.state')}</Table.Th>
                  <Table.Td />
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {devices.map((device) => (
                  <DeviceRow key={device.id} device={device} />
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </>
      )}
    </Section>
  );
}

function DeviceRow(props: { device: PairedDevice }) {
  const t = useTexts();
  const formats = useFormats();
  const confirm = useConfirm();
  const { device } = props;
  const { name } = device;
  const revoke = useLanChange((lan) => lan.revoke({ device: device.id }), {
    done: () => t('lan.revoked', { name }),
  });

  async function ask(): Promise<void> {
    const sure = await confirm({
      title: t('lan.revokeAsk', { name }),
      text: t('lan.revokeText'),
      yes: t('lan.revoke'),
      dangerous: true,
    });
    if (sure) revoke.mutate(undefined);
  }

  return (
    <Table.Tr>
      <Table.Th scope="row" fw={500}>
        {name}
      </Table.Th>
      <Table.Td>{t(`lan.kinds.${device.kind}`)}</Table.Td>
      <Table.Td>{device.lastSeenAt === null ? '' : formats.shortMoment(device.lastSeenAt)}</Table.Td>
      <Table.Td>
        <DeviceState device={device} />
      </Table.Td>
      <Table.Td ta="right">
        <Button
          size="compact-sm"
          variant="default"
          loading={revoke.isPending}
          aria-label={`${t('lan.revoke')} ${name}`}
          onClick={() => void ask()}
        >
          {t('lan.revoke')}
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}

function DeviceState(props: { device: PairedDevice }) {
  const t = useTexts();
  const { live, lastSeenAt, mustPairAgain } = props.device;
  if (mustPairAgain) return <StateBadge tone="bad">{t('lan.pairAgain')}</StateBadge>;
  if (lastSeenAt === null) return <StateBadge tone="working">{t('lan.notFetched')}</StateBadge>;
  return <StateBadge tone={live ? 'good' : 'neutral'}>{t(live ? 'lan.live' : 'lan.away')}</StateBadge>;
}
