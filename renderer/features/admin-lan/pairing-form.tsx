import { Button, Group, Radio, Stack, Text } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { TextField } from '#renderer/ui/index.ts';
import type { DeviceKind } from '#shared/contract/index.ts';
import { useLanChange } from './use-lan.ts';

const KINDS: readonly DeviceKind[] = ['kiosk', 'board', 'counter'];

/** What is to be let in, and under which name. */
export function PairingForm() {
  const t = useTexts();
  const [kind, setKind] = useState<DeviceKind>('kiosk');
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const begin = useLanChange((lan, wanted: { kind: DeviceKind; name: string }) => lan.beginPairing(wanted));

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (name.trim() === '') {
      setProblem(t('lan.nameMissing'));
      field.current?.focus();
      return;
    }
    begin.mutate({ kind, name: name.trim() });
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Text size="sm">{t('lan.pairingText')}</Text>
        <Radio.Group
          label={t('lan.kind')}
          value={kind}
          onChange={(value) => setKind(KINDS.find((one) => one === value) ?? 'kiosk')}
        >
          <Stack gap={6} mt={4}>
            {KINDS.map((one) => (
              <Radio
                key={one}
                value={one}
                label={t(`lan.kinds.${one}`)}
                description={t(`lan.kindHints.${one}`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        <TextField
          ref={field}
          label={t('lan.name')}
          description={t('lan.nameHint')}
          maxLength={100}
          value={name}
          onChange={(event) => {
            setName(event.currentTarget.value);
            setProblem(null);
          }}
          error={problem}
        />
        <Group>
          <Button type="submit" loading={begin.isPending}>
            {t('lan.make')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
