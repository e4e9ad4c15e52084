import { Button } from '@mantine/core';
import { IconCheck, IconPrinter } from '@tabler/icons-react';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { KeyHint, notifyDone, StateBadge } from '#renderer/ui/index.ts';
import type { SlipKind } from '#shared/dossier/index.ts';
import { isUntouched, type ReceiveForm } from './model/form.ts';
import type { FieldProblems } from './model/form-fields.ts';
import { missingCounts } from './model/paper-rows.ts';
import classes from './receive-page.module.css';
import { useReception } from './use-reception.tsx';

const SLIPS = [
  ['supplement', 'F6'],
  ['refusal', 'F7'],
] as const satisfies readonly [SlipKind, string][];

/** What stands in the way, the ways out without a reception, and the one button that commits. */
export function ActionBar(props: {
  problems: FieldProblems;
  onReceive: () => void;
  onSlip: (kind: SlipKind) => void;
  onDiscard: () => void;
  onStop: () => void;
}) {
  const t = useTexts();
  const { form, submission, attempted } = useReception();
  // With nothing entered there is nothing to keep or to throw away.
  const nothing = submission.phase === 'editing' && form.scanProblem === null && isUntouched(form);
  const sending = submission.phase === 'sending';
  const taken = submission.phase === 'taken';
  return (
    <footer className={classes.actions}>
      <div className={classes.message} role="status">
        <Message
          attempted={attempted}
          idle={nothing ? '' : t('receive.actions.kept')}
          problems={props.problems}
        />
      </div>
      {sending && submission.attempt > 1 ? (
        <Button onClick={props.onStop} variant="default">
          {t('receive.actions.stopWaiting')}
        </Button>
      ) : nothing ? null : (
        <Button
          disabled={sending}
          onClick={props.onDiscard}
          rightSection={<KeyHint keys="Escape" />}
          variant="default"
        >
          {t(taken ? 'drafts.begin' : 'receive.actions.discard')}
        </Button>
      )}
      <div className={classes.detours}>
        {SLIPS.map(([kind, key]) => (
          <Button
            disabled={sending || taken}
            key={kind}
            onClick={() => props.onSlip(kind)}
            rightSection={<KeyHint keys={key} />}
            size="compact-sm"
            variant="subtle"
          >
            <span className={classes.long}>{t(`slips.actions.${kind}`)}</span>
            <span className={classes.short}>{t(`slips.shortActions.${kind}`)}</span>
          </Button>
        ))}
      </div>
      <Button
        className={classes.receive}
        disabled={taken}
        leftSection={
          form.atOnce && !form.printReceipt ? (
            <IconCheck aria-hidden size="1.2rem" stroke={1.8} />
          ) : (
            <IconPrinter aria-hidden size="1.2rem" stroke={1.8} />
          )
        }
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
        {t(receiveText(form))}
      </Button>
    </footer>
  );
}

/** What F2 does to the form as it stands. */
function receiveText({ atOnce, printReceipt }: ReceiveForm) {
  if (!atOnce) return 'receive.actions.receive';
  return printReceipt ? 'receive.actions.atOncePrint' : 'receive.actions.atOnce';
}

/** Where the request stands, or what is in its way; `idle` where there is nothing to say. */
export function Message(props: { problems: FieldProblems; attempted: boolean; idle: string }) {
  const t = useTexts();
  const formats = useFormats();
  const { form, submission, missingAsked, refusal, openedFrom, sheet } = useReception();
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
  if (refusal !== null)
    return (
      <StateBadge tone="bad">
        <span data-long>{refusal}</span>
      </StateBadge>
    );
  if (props.attempted && props.problems.size > 0)
    return (
      <StateBadge tone="bad">{t('receive.actions.problems', { count: props.problems.size })}</StateBadge>
    );
  const idle = <span data-idle>{props.idle}</span>;
  if (sheet !== null) return idle;
  if (missingAsked)
    return (
      <StateBadge tone="attention">
        <span data-long>
          {t('receive.actions.missingAsk', { count: missingCounts(form.papers).required })}
        </span>
      </StateBadge>
    );
  if (openedFrom !== null) return t('drafts.opened', { when: formats.shortMoment(openedFrom) });
  return idle;
}
