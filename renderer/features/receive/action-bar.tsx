import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { KeyHint, notifyDone, StateBadge } from '#renderer/ui/index.ts';
import type { FieldProblems } from './model/form-fields.ts';
import { missingCounts } from './model/paper-rows.ts';
import classes from './receive-page.module.css';
import { useReception } from './use-reception.tsx';

/** What stands in the way, and the one button that commits. */
export function ActionBar(props: {
  problems: FieldProblems;
  onReceive: () => void;
  onDiscard: () => void;
  onStop: () => void;
}) {
  const t = useTexts();
  const { submission } = useReception();
  const sending = submission.phase === 'sending';
  const taken = submission.phase === 'taken';
  return (
    <footer className={classes.actions}>
      <div className={classes.message} role="status">
        <Message problems={props.problems} />
      </div>
      {sending && submission.attempt > 1 ? (
        <Button onClick={props.onStop} variant="default">
          {t('receive.actions.stopWaiting')}
        </Button>
      ) : (
        <Button
          disabled={sending}
          onClick={props.onDiscard}
          rightSection={<KeyHint keys="Escape" />}
          variant="default"
        >
          {t(taken ? 'drafts.begin' : 'receive.actions.discard')}
        </Button>
      )}
      <Button
        className={classes.receive}
        disabled={taken}
        leftSection={<IconPrinter aria-hidden size="1.2rem" stroke={1.8} />}
        loading={sending}
        onClick={props.onReceive}
        onKeyDown={(event) => {
          // A scanner ends with Enter: it must never commit, also when the focus stands here.
          if (event.key !== 'Enter') return;
          event.preventDefault();
          notifyDone(t('receive.actions.enterOnly'));
        }}
        rightSection={<KeyHint keys="F2" onAccent />}
      >
        {t('receive.actions.receive')}
      </Button>
    </footer>
  );
}

function Message(props: { problems: FieldProblems }) {
  const t = useTexts();
  const formats = useFormats();
  const { form, submission, attempted, missingAsked, refusal, openedFrom } = useReception();
  if (submission.phase === 'sending')
    return submission.attempt === 1 ? (
      t('receive.actions.sending')
    ) : (
      <StateBadge tone="working">
        {t('receive.actions.unanswered', { attempt: submission.attempt })}
      </StateBadge>
    );
  if (submission.phase === 'unknown')
    return <StateBadge tone="attention">{t('receive.actions.stopped')}</StateBadge>;
  if (submission.phase === 'taken') {
    const { name, counter, since } = submission.by;
    const who = counter === '' ? name : `${name} (${counter})`;
    return <StateBadge tone="attention">{t('drafts.taken', { who, time: formats.time(since) })}</StateBadge>;
  }
  if (refusal !== null) return <StateBadge tone="bad">{refusal}</StateBadge>;
  if (attempted && props.problems.size > 0)
    return (
      <StateBadge tone="bad">{t('receive.actions.problems', { count: props.problems.size })}</StateBadge>
    );
  if (missingAsked)
    return (
      <StateBadge tone="attention">
        {t('receive.actions.missingAsk', { count: missingCounts(form.papers).required })}
      </StateBadge>
    );
  if (openedFrom !== null) return t('drafts.opened', { when: formats.shortMoment(openedFrom) });
  return t('receive.actions.kept');
}
