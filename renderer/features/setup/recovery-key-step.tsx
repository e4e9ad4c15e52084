import { Button, CopyButton, Group, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { Section, TextField } from '#renderer/ui/index.ts';
import { lastGroup } from './office-draft.ts';
import classes from './setup.module.css';

/** Shows the key once; its last group, typed back, proves that it was written down. */
export function RecoveryKeyStep(props: { recoveryKey: string; officeName: string; onDone: () => void }) {
  const t = useTexts();
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const right = lastGroup(typed) !== '' && lastGroup(typed) === lastGroup(props.recoveryKey);

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (right) props.onDone();
  }

  return (
    <>
      <form onSubmit={submit} noValidate className={classes.screen}>
        <Section title={t('setup.keyTitle')} number={3}>
          <Stack gap="md">
            <Text size="sm">{t('setup.keyText')}</Text>
            <p className={classes.key} translate="no">
              {props.recoveryKey}
            </p>
            <Group>
              <Button variant="default" onClick={() => window.print()}>
                {t('common.print')}
              </Button>
              <CopyButton value={props.recoveryKey}>
                {({ copied, copy }) => (
                  <Button variant="default" onClick={copy}>
                    {copied ? t('common.copied') : t('common.copy')}
                  </Button>
                )}
              </CopyButton>
            </Group>
            <TextField
              label={t('setup.keyConfirm')}
              autoFocus
              autoCapitalize="characters"
              maw="22rem"
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              error={tried && !right ? t('setup.keyWrong') : undefined}
            />
            <Group>
              <Button type="submit">{t('setup.keyDone')}</Button>
            </Group>
          </Stack>
        </Section>
      </form>
      <div className={classes.sheet} aria-hidden>
        <h2>{t('setup.keySheetTitle')}</h2>
        <p>{props.officeName}</p>
        <p className={classes.key}>{props.recoveryKey}</p>
        <p>{t('setup.keySheetText')}</p>
      </div>
    </>
  );
}
