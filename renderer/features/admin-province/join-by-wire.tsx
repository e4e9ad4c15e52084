import { Button, Group, Stack, Text } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { toOfficeError } from '#renderer/office/index.ts';
import {
  notifyDone,
  ProgressWithStop,
  TextField,
  useExchangeAction,
  useExchangeErrorText,
} from '#renderer/ui/index.ts';
import { fieldOfProblem } from './join-problem.ts';

/** Address and code, as the province gave them; what is wrong stands at the field it is about. */
export function JoinByWire(props: { address: string }) {
  const t = useTexts();
  const errorText = useExchangeErrorText();
  const [address, setAddress] = useState(props.address);
  const [code, setCode] = useState('');
  const [tried, setTried] = useState(false);
  const addressField = useRef<HTMLInputElement>(null);
  const codeField = useRef<HTMLInputElement>(null);
  const join = useExchangeAction(
    (exchange, input: { address: string; code: string }) => exchange.enrol(input),
    {
      quiet: true,
      onDone: ({ provinceName }) => notifyDone(t('province.wire.done', { name: provinceName })),
    },
  );
  const failure = join.error === null ? null : toOfficeError(join.error);
  const failedField = failure === null ? null : fieldOfProblem(failure);
  const problem = failure === null ? undefined : errorText(failure);

  // The cursor goes to what is to be mended, also for somebody without a mouse: the button it was on was gone meanwhile.
  useEffect(() => {
    if (failedField === 'address') addressField.current?.focus();
    if (failedField === 'code') codeField.current?.focus();
  }, [failedField]);

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (join.isPending) return;
    if (address.trim() === '') addressField.current?.focus();
    else if (code.trim() === '') codeField.current?.focus();
    else join.mutate({ address: address.trim(), code: code.trim() });
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Text size="sm">{t('province.wire.before')}</Text>
        <TextField
          ref={addressField}
          label={t('province.wire.address')}
          description={t('province.wire.addressExample')}
          inputMode="url"
          maxLength={300}
          value={address}
          onChange={(event) => {
            setAddress(event.currentTarget.value);
            join.reset();
          }}
          errorProps={{ role: 'alert' }}
          error={
            tried && address.trim() === ''
              ? t('province.wire.addressMissing')
              : failedField === 'address'
                ? problem
                : undefined
          }
        />
        <TextField
          ref={codeField}
          label={t('province.wire.code')}
          description={t('province.wire.codeText')}
          autoCapitalize="characters"
          maxLength={60}
          value={code}
          onChange={(event) => {
            setCode(event.currentTarget.value);
            join.reset();
          }}
          errorProps={{ role: 'alert' }}
          error={
            tried && code.trim() === ''
              ? t('province.wire.codeMissing')
              : failedField === 'code'
                ? problem
                : undefined
          }
        />
        {failedField === 'form' && (
          <Text size="sm" role="alert" c="var(--tram-bad)">
            {problem}
          </Text>
        )}
        {join.isPending ? (
          <ProgressWithStop label={t('common.working')} percent={null} />
        ) : (
          <Group>
            <Button type="submit">{t('province.wire.join')}</Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}
