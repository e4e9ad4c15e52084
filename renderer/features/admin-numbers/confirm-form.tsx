import { Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useErrorText, useFormats, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { dossierCodeIn, notifyDone, TextField } from '#renderer/ui/index.ts';
import type { NumbersState } from '#shared/contract/index.ts';

/** The last printed code, typed or scanned (a scanner ends with Enter), and that the other copy receives no more. */
export function ConfirmForm(props: { frozen: NonNullable<NumbersState['frozen']> }) {
  const t = useTexts();
  const formats = useFormats();
  const office = useOffice();
  const cache = useQueryClient();
  const errorText = useErrorText();
  const { frozen } = props;
  const [code, setCode] = useState('');
  const [otherStopped, setOtherStopped] = useState(false);
  const confirm = useMutation({
    mutationFn: () => office.numbers.confirmLastCode({ code: dossierCodeIn(code), otherStopped }),
    onSuccess: ({ given, kept }) => {
      notifyDone(
        kept === 0
          ? t('numbers.confirm.done', { given: formats.number(given) })
          : t('numbers.confirm.doneSome', { given: formats.number(given), kept: formats.number(kept) }),
      );
      void cache.invalidateQueries({ queryKey: queryKeys.numbers });
      void cache.invalidateQueries({ queryKey: queryKeys.status });
    },
  });
  const failure = confirm.error === null ? null : toOfficeError(confirm.error);
  const errorAt = (field: string | null) =>
    failure !== null && failure.field === field ? errorText(failure) : undefined;

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!confirm.isPending) confirm.mutate();
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <TextField
          label={t('numbers.confirm.code')}
          description={
            frozen.knownLast === null
              ? t('numbers.confirm.codeTextNone', { example: frozen.example })
              : t('numbers.confirm.codeText', { last: frozen.knownLast })
          }
          autoFocus
          autoCapitalize="characters"
          data-scan-codes
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          error={errorAt('code')}
        />
        {frozen.asksOtherStopped && (
          <Checkbox
            label={t('numbers.confirm.otherStopped')}
            checked={otherStopped}
            onChange={(event) => setOtherStopped(event.currentTarget.checked)}
            error={errorAt('otherStopped')}
          />
        )}
        {failure !== null && failure.field !== 'code' && failure.field !== 'otherStopped' && (
          <Text size="sm" c="var(--tram-bad)" role="alert">
            {errorText(failure)}
          </Text>
        )}
        <Group>
          <Button type="submit" loading={confirm.isPending}>
            {t('numbers.confirm.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
