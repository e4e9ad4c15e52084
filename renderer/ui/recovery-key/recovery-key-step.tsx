import { Button, CopyButton, Group, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTexts } from '#renderer/i18n/index.ts';
import { TextField } from '../field.tsx';
import { Section } from '../section.tsx';
import { lastGroup } from './last-group.ts';
import classes from './recovery-key-step.module.css';

/** Shows a recovery key once, to print; its last group, typed back, proves that it was written down. */
export function RecoveryKeyStep(props: {
  recoveryKey: string;
  officeName: string;
  /** Its place among the steps of the set-up. */
  number?: number;
  /** What the button does. */
  done: string;
  /** One more line on the sheet. */
  sheetNote?: string | undefined;
  busy?: boolean;
  /** Why the last try failed. */
  failure?: string | undefined;
  /** With the last group as it was typed. */
  onDone: (typed: string) => void;
  /** Leaves without doing it. */
  onCancel?: (() => void) | undefined;
}) {
  const t = useTexts();
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const right = lastGroup(typed) !== '' && lastGroup(typed) === lastGroup(props.recoveryKey);
  const error = tried && !right ? t('setup.keyWrong') : props.failure;

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (right && props.busy !== true) props.onDone(typed);
  }

  return (
    <>
      <form onSubmit={submit} noValidate>
        <Section
          title={t('setup.keyTitle')}
          {...(props.number === undefined ? {} : { number: props.number })}
        >
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
              maw="28rem"
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              error={error}
            />
            <Group>
              <Button type="submit" loading={props.busy === true}>
                {props.done}
              </Button>
              {props.onCancel !== undefined && (
                <Button variant="default" onClick={props.onCancel}>
                  {t('common.cancel')}
                </Button>
              )}
            </Group>
          </Stack>
        </Section>
      </form>
      {/* Beside the program, not in it: on paper everything but the sheet is left out. */}
      {createPortal(
        <div className={classes.sheet} aria-hidden>
          <h2>{t('setup.keySheetTitle')}</h2>
          <p>{props.officeName}</p>
          <p className={classes.key}>{props.recoveryKey}</p>
          <p>{t('setup.keySheetText')}</p>
          {props.sheetNote !== undefined && <p>{props.sheetNote}</p>}
        </div>,
        document.body,
      )}
    </>
  );
}
