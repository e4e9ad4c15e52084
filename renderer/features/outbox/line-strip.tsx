import { Anchor, Button } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconSend } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { useSession } from '#renderer/office/index.ts';
import {
  fileSizeText,
  KeyHint,
  LineBadge,
  LineWords,
  notifyDone,
  notifyProblem,
  ProgressWithStop,
  paths,
  useExchangeAction,
  useKey,
} from '#renderer/ui/index.ts';
import type { ExchangeOverview } from '#shared/contract/index.ts';
import classes from './outbox.module.css';

/** The line in words with what to do, the last answer, the work under way; sending at once, pausing, going on. */
export function LineStrip(props: { overview: ExchangeOverview }) {
  const t = useTexts();
  const formats = useFormats();
  const session = useSession();
  const { overview } = props;
  const { line, lastAnswerAt } = overview.summary;
  const { paused } = overview.settings;
  const send = useExchangeAction((exchange, _input: undefined) => exchange.sendNow({}), {
    onDone: (summary) =>
      summary.line === 'reached'
        ? notifyDone(t('outbox.line.sent'))
        : notifyProblem(
            `${t(`exchange.line.states.${summary.line}`)}. ${t(`exchange.line.texts.${summary.line}`)}`,
          ),
  });
  const pause = useExchangeAction(
    (exchange, stop: boolean) => exchange.setSettings({ ...overview.settings, paused: stop }),
    { onDone: (_output, stop) => notifyDone(t(stop ? 'outbox.line.paused' : 'outbox.line.wentOn')) },
  );
  const canSend = line !== 'none' && !paused;
  const sendNow = (): void => {
    if (!send.isPending) send.mutate(undefined);
  };
  useKey('F2', sendNow, { label: t('outbox.line.sendNow'), enabled: canSend });
  const administrator = session.user?.role === 'administrator';
  return (
    <section className={classes.line} aria-label={t('outbox.line.heading')}>
      <div className={classes.lineWords} role="status">
        <LineBadge line={line} /> <LineWords overview={overview} />{' '}
        {administrator && line === 'refused' && (
          <>
            <Anchor component={Link} to={paths.province} inherit>
              {t('outbox.line.toProvince')}
            </Anchor>{' '}
          </>
        )}
        <span className={classes.dim}>
          {lastAnswerAt === null
            ? t('outbox.line.neverAnswered')
            : t('outbox.line.lastAnswer', { when: formats.moment(lastAnswerAt) })}{' '}
          {line !== 'reached' &&
            overview.nextTryAt !== null &&
            t('outbox.line.next', { when: formats.time(overview.nextTryAt) })}{' '}
          {overview.files.waiting > 0 &&
            t('outbox.line.files', {
              count: formats.number(overview.files.waiting),
              size: fileSizeText(overview.files.bytes),
            })}
        </span>
      </div>
      <div className={classes.lineButtons}>
        {administrator && line !== 'none' && (
          <Button
            variant="default"
            leftSection={
              paused ? (
                <IconPlayerPlay size="1rem" aria-hidden />
              ) : (
                <IconPlayerPause size="1rem" aria-hidden />
              )
            }
            loading={pause.isPending}
            onClick={() => pause.mutate(!paused)}
          >
            {t(paused ? 'outbox.line.goOn' : 'outbox.line.pause')}
          </Button>
        )}
        {canSend && (
          <Button
            leftSection={<IconSend size="1rem" aria-hidden />}
            rightSection={<KeyHint keys="F2" onAccent />}
            loading={send.isPending}
            onClick={sendNow}
          >
            {t('outbox.line.sendNow')}
          </Button>
        )}
      </div>
      {overview.work !== null && (
        <div className={classes.work}>
          <Work work={overview.work} />
        </div>
      )}
    </section>
  );
}

function Work(props: { work: NonNullable<ExchangeOverview['work']> }) {
  const t = useTexts();
  const formats = useFormats();
  const { phase, done, total } = props.work;
  return (
    <ProgressWithStop
      label={t(`outbox.line.phases.${phase}`, { done: formats.number(done), total: formats.number(total) })}
      percent={total === 0 ? null : Math.min(100, Math.floor((done / total) * 100))}
    />
  );
}
