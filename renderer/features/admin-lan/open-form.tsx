import { Button, Group, NativeSelect, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { TextField, useConfirm } from '#renderer/ui/index.ts';
import type { LanState } from '#shared/contract/index.ts';
import { useLanChange } from './use-lan.ts';

const EVERY_ADDRESS = '0.0.0.0';

/** Where the office is to listen. */
export function OpenForm(props: { state: LanState }) {
  const t = useTexts();
  const confirm = useConfirm();
  const { hostAddresses, address: last, port: lastPort } = props.state;
  const [address, setAddress] = useState(
    hostAddresses.includes(last) || last === EVERY_ADDRESS ? last : (hostAddresses[0] ?? EVERY_ADDRESS),
  );
  const [port, setPort] = useState(String(lastPort));
  const [problem, setProblem] = useState<string | null>(null);
  const open = useLanChange((lan, where: { address: string; port: number }) => lan.open(where), {
    done: () => t('lan.opened'),
    onProblem: setProblem,
  });

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const number = /^\d{1,5}$/.test(port) ? Number(port) : 0;
    if (number < 1 || number > 65_535) {
      setProblem(t('lan.portWrong'));
      return;
    }
    setProblem(null);
    const shown = address === EVERY_ADDRESS ? hostAddresses.join(', ') : address;
    const sure = await confirm({
      title: t('lan.openAsk'),
      text: t('lan.openAskText', { where: `${shown} (${number})` }),
      yes: t('lan.open'),
    });
    if (sure) open.mutate({ address, port: number });
  }

  if (hostAddresses.length === 0) return <Text size="sm">{t('lan.noAddress')}</Text>;
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Group align="flex-start">
        <NativeSelect
          label={t('lan.address')}
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
          data={[
            ...hostAddresses.map((one) => ({ value: one, label: one })),
            { value: EVERY_ADDRESS, label: t('lan.everyAddress') },
          ]}
        />
        <TextField
          label={t('lan.port')}
          inputMode="numeric"
          maxLength={5}
          w="7rem"
          value={port}
          onChange={(event) => setPort(event.currentTarget.value)}
        />
      </Group>
      {problem !== null && (
        <Text size="sm" c="red" role="alert" mt="xs">
          {problem}
        </Text>
      )}
      <Button type="submit" mt="md" loading={open.isPending}>
        {t('lan.open')}
      </Button>
    </form>
  );
}
