import { Button, Group, Stack, Text } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { toOfficeError, useOffice } from '#renderer/office/index.ts';
import { TextField } from '#renderer/ui/index.ts';
import { isWholeCode, writtenCode } from './code.ts';
import classes from './pair.module.css';

/** What the office answers to the right code: the secret of the request, and what people compare. */
export type Asked = { request: string; digits: string };

/** Where the code is typed; case, spaces and hyphens don't matter. */
export function CodeForm(props: { gone: boolean; onAsked: (asked: Asked) => void }) {
  const t = useTexts();
  const office = useOffice();
  const errorText = useErrorText();
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(props.gone ? t('pair.gone') : null);
  const field = useRef<HTMLInputElement>(null);

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (busy) return;
    if (!isWholeCode(code)) {
      setProblem(t('pair.codeMissing'));
      field.current?.focus();
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      props.onAsked(await office.lan.pair({ code }));
    } catch (thrown) {
      setProblem(errorText(toOfficeError(thrown)));
      setBusy(false);
      field.current?.select();
    }
  }

  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <Stack gap="sm">
        <Text size="sm">{t('pair.codeText')}</Text>
        <TextField
          ref={field}
          label={t('pair.code')}
          size="lg"
          autoFocus
          autoCapitalize="characters"
          maxLength={20}
          classNames={{ input: classes.code ?? '' }}
          value={code}
          onChange={(event) => setCode(writtenCode(event.currentTarget.value))}
          error={problem}
        />
        <Group>
          <Button type="submit" size="md" loading={busy}>
            {t('pair.send')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
