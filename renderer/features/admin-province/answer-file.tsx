import { Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { type OfficeClient, toOfficeError } from '#renderer/office/index.ts';
import {
  notifyDone,
  SpokenFingerprint,
  StickFiles,
  useExchangeAction,
  useExchangeErrorText,
  type useStickPlaces,
} from '#renderer/ui/index.ts';
import { Step } from './step.tsx';

type Answer = Awaited<ReturnType<OfficeClient['exchange']['readStickEnrolment']>> & { file: string };

/** The last two steps: an answer file is looked at, and taken only once a person compared the fingerprint. */
export function AnswerFile(props: { sticks: ReturnType<typeof useStickPlaces>; refresh: ReactNode }) {
  const t = useTexts();
  const errorText = useExchangeErrorText();
  const { found, places, lookInto } = props.sticks;
  const [wished, setWished] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const chosen = places.some(({ files }) => files.some(({ file }) => file === wished)) ? wished : null;
  const look = useExchangeAction((exchange, file: string) => exchange.readStickEnrolment({ file }), {
    quiet: true,
    onDone: (read, file) => setAnswer({ ...read, file }),
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    setMissing(chosen === null);
    if (chosen !== null && !look.isPending) look.mutate(chosen);
  }

  return (
    <>
      <Step title={t('province.stick.step3')} text={t('province.stick.step3Text')}>
        <form onSubmit={submit} noValidate>
          <Stack gap="sm">
            <StickFiles
              label={t('outbox.sticks.from')}
              places={places}
              looked={found.isFetched}
              chosen={chosen}
              onChoose={(file) => {
                setWished(file);
                setMissing(false);
                setAnswer(null);
                look.reset();
              }}
              onLook={lookInto}
              error={missing ? t('exchange.sticks.chooseFile') : undefined}
            />
            {look.error !== null && (
              <Text size="sm" role="alert" c="var(--tram-bad)">
                {errorText(toOfficeError(look.error))}
              </Text>
            )}
            <Group>
              <Button type="submit" variant={answer === null ? 'filled' : 'default'} loading={look.isPending}>
                {t('province.stick.read')}
              </Button>
              {props.refresh}
            </Group>
          </Stack>
        </form>
      </Step>
      {answer !== null && <Compare key={answer.file} answer={answer} onOther={() => setAnswer(null)} />}
    </>
  );
}

function Compare(props: { answer: Answer; onOther: () => void }) {
  const t = useTexts();
  const errorText = useExchangeErrorText();
  const { answer } = props;
  const [same, setSame] = useState(false);
  const [tried, setTried] = useState(false);
  const finish = useExchangeAction(
    (exchange, taken: Answer) =>
      exchange.finishStickEnrolment({ file: taken.file, fingerprint: taken.provinceFingerprint }),
    {
      quiet: true,
      onDone: ({ provinceName }) => notifyDone(t('province.wire.done', { name: provinceName })),
    },
  );
  return (
    <Step
      title={t('province.stick.step4')}
      text={t('province.stick.step4Text', { name: answer.provinceName })}
    >
      <SpokenFingerprint label={t('province.stick.theirs')} value={answer.provinceFingerprint} />
      <Text size="sm">{t('province.stick.differs')}</Text>
      <Checkbox
        label={t('province.stick.same')}
        checked={same}
        onChange={(event) => setSame(event.currentTarget.checked)}
        error={tried && !same ? t('province.stick.sameMissing') : undefined}
      />
      {finish.error !== null && (
        <Text size="sm" role="alert" c="var(--tram-bad)">
          {errorText(toOfficeError(finish.error))}
        </Text>
      )}
      <Group>
        <Button
          loading={finish.isPending}
          onClick={() => {
            setTried(true);
            if (same) finish.mutate(answer);
          }}
        >
          {t('province.stick.confirm')}
        </Button>
        <Button variant="default" onClick={props.onOther}>
          {t('province.stick.other')}
        </Button>
      </Group>
    </Step>
  );
}
