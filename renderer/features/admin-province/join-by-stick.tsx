import { Button, Group, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { toOfficeError } from '#renderer/office/index.ts';
import {
  folderToUse,
  SpokenFingerprint,
  StickFolder,
  useExchangeAction,
  useExchangeErrorText,
  useStickPlaces,
} from '#renderer/ui/index.ts';
import type { ExchangeOverview } from '#shared/contract/index.ts';
import { AnswerFile } from './answer-file.tsx';
import classes from './province.module.css';
import { Step } from './step.tsx';

/** Four steps: write the request, read the fingerprint aloud, read the answer, compare and confirm. */
export function JoinByStick(props: { pending: ExchangeOverview['pending'] }) {
  const t = useTexts();
  const formats = useFormats();
  const sticks = useStickPlaces();
  const { pending } = props;
  const [again, setAgain] = useState(false);
  const refresh = (
    <Button
      size="compact-sm"
      variant="default"
      loading={sticks.found.isFetching}
      onClick={() => void sticks.found.refetch()}
    >
      {t('exchange.sticks.refresh')}
    </Button>
  );
  return (
    <ol className={classes.steps}>
      <Step title={t('province.stick.step1')} text={t('province.stick.step1Text')}>
        {pending !== null && (
          <Text size="sm">
            {t('province.stick.written', { file: pending.file })} ·{' '}
            {t('province.stick.writtenAt', { when: formats.moment(pending.createdAt) })}
          </Text>
        )}
        {pending === null || again ? (
          <RequestFile sticks={sticks} refresh={refresh} onWritten={() => setAgain(false)} />
        ) : (
          <Group>
            <Button variant="default" size="compact-sm" onClick={() => setAgain(true)}>
              {t('province.stick.again')}
            </Button>
          </Group>
        )}
      </Step>
      {pending !== null && (
        <>
          <Step title={t('province.stick.step2')} text={t('province.stick.step2Text')}>
            <SpokenFingerprint label={t('province.stick.ours')} value={pending.fingerprint} />
          </Step>
          <AnswerFile sticks={sticks} refresh={refresh} />
        </>
      )}
    </ol>
  );
}

function RequestFile(props: {
  sticks: ReturnType<typeof useStickPlaces>;
  refresh: ReactNode;
  onWritten: () => void;
}) {
  const t = useTexts();
  const errorText = useExchangeErrorText();
  const { found, places } = props.sticks;
  const [wished, setWished] = useState<string | null | undefined>();
  const [other, setOther] = useState('');
  const [missing, setMissing] = useState(false);
  const chosen = folderToUse(places, wished);
  const write = useExchangeAction((exchange, folder: string) => exchange.beginStickEnrolment({ folder }), {
    quiet: true,
    onDone: props.onWritten,
  });

  function submit(): void {
    const folder = (chosen ?? other).trim();
    setMissing(folder === '');
    if (folder !== '' && !write.isPending) write.mutate(folder);
  }

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap="sm">
        <StickFolder
          label={t('outbox.sticks.to')}
          places={places}
          looked={found.isFetched}
          chosen={chosen}
          other={other}
          onChoose={(folder) => {
            setWished(folder);
            setMissing(false);
          }}
          onOther={(typed) => {
            setWished(null);
            setOther(typed);
            setMissing(false);
          }}
          error={
            missing
              ? t('exchange.sticks.missing')
              : write.error === null
                ? undefined
                : errorText(toOfficeError(write.error))
          }
        />
        <Group>
          <Button type="submit" loading={write.isPending}>
            {t('province.stick.write')}
          </Button>
          {props.refresh}
        </Group>
      </Stack>
    </form>
  );
}
