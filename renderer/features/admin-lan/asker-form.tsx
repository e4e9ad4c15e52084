import { Button, Group, Stack, Text } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { TextField } from '#renderer/ui/index.ts';
import type { PairingNow } from '#shared/contract/index.ts';
import { browserName } from './browser-name.ts';
import classes from './lan-page.module.css';
import { useLanChange } from './use-lan.ts';
import { useSecondsLeft } from './use-seconds-left.ts';

/** Who typed the code. It is let in by the digits that it shows: whoever is not looked at can't be let in by mistake. */
export function AskerForm(props: { pairing: PairingNow; asker: NonNullable<PairingNow['asker']> }) {
  const t = useTexts();
  const { pairing, asker } = props;
  const [digits, setDigits] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const heading = useRef<HTMLParagraphElement>(null);
  const field = useRef<HTMLInputElement>(null);
  // It appears by itself: whoever works by keyboard or screen reader is brought there, and Enter decides nothing yet.
  useEffect(() => heading.current?.focus(), []);
  useSecondsLeft(pairing.until);
  const admit = useLanChange((lan, typed: string) => lan.decide({ pairing: pairing.id, digits: typed }), {
    done: () => t('lan.admitted'),
    onProblem(text) {
      setProblem(text);
      field.current?.select();
    },
  });
  const refuse = useLanChange((lan) => lan.decide({ pairing: pairing.id, digits: null }), {
    done: () => t('lan.refused'),
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (digits.length !== 4) {
      setProblem(t('lan.digitsMissing'));
      field.current?.focus();
      return;
    }
    if (!admit.isPending) admit.mutate(digits);
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <p ref={heading} tabIndex={-1} className={classes.asks}>
          {t('lan.asks', { kind: t(`lan.kinds.${pairing.kind}`), name: pairing.name })}
        </p>
        <dl className={classes.facts}>
          <dt>{t('lan.from')}</dt>
          <dd>{asker.address}</dd>
          <dt>{t('lan.browser')}</dt>
          <dd title={asker.browser}>{browserName(asker.browser) ?? t('lan.unknownBrowser')}</dd>
        </dl>
        <Text size="sm">{t('lan.asksText')}</Text>
        <TextField
          ref={field}
          label={t('lan.digits')}
          inputMode="numeric"
          autoComplete="off"
          classNames={{ input: classes.digits ?? '' }}
          value={digits}
          onChange={(event) => {
            setDigits(event.currentTarget.value.replace(/\D/g, '').slice(0, 4));
            setProblem(null);
          }}
          error={problem}
        />
        <Group>
          <Button type="submit" loading={admit.isPending} disabled={refuse.isPending}>
            {t('lan.admit')}
          </Button>
          <Button
            variant="default"
            loading={refuse.isPending}
            disabled={admit.isPending}
            onClick={() => refuse.mutate(undefined)}
          >
            {t('lan.refuse')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
