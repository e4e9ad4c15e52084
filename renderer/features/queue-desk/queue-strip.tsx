import { Button, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { KeyHint, StateBadge, useKey } from '#renderer/ui/index.ts';
import type { Desk } from '#shared/contract/index.ts';
import type { Ticket } from '#shared/queue/index.ts';
import { deskView, runningTime } from './desk-state.ts';
import { QUEUE_KEYS } from './queue-keys.ts';
import type { PaneAction } from './queue-pane.tsx';
import classes from './queue-strip.module.css';
import { SmallActions } from './small-actions.tsx';
import { StripDialogs } from './strip-dialogs.tsx';
import { ticketTrouble, useTicketJobs } from './ticket-jobs.tsx';
import { useDesk } from './use-desk.ts';
import { type QueueActions, useQueueActions } from './use-queue-actions.ts';
import { useSecondsSince } from './use-seconds-since.ts';
import { type Opened, useStripActions } from './use-strip-actions.ts';
import { useTicketScans } from './use-ticket-scans.ts';

/**
 * The queue at the head of every screen: who is served and for how long, how many wait, F9. A small line where no queue
 * is in use; nothing until the office told of it. `onCalled`: the next one was called (null: nobody waited).
 */
export function QueueStrip(props: { onCalled: (ticket: Ticket | null) => void }) {
  const desk = useDesk();
  const [opened, setOpened] = useState<Opened | null>(null);
  const actions = useQueueActions({ onCalled: props.onCalled, onNoCounter: () => setOpened('sit') });
  if (desk === undefined) return null;
  return <Strip desk={desk} actions={actions} opened={opened} onOpen={setOpened} />;
}

function Strip(props: {
  desk: Desk;
  actions: QueueActions;
  opened: Opened | null;
  onOpen: (opened: Opened | null) => void;
}) {
  const t = useTexts();
  const { desk, actions, opened, onOpen } = props;
  const { quiet, primary } = deskView(desk);
  const counter = desk.counter;
  const ticket = counter?.ticket ?? null;
  const tickets = useTicketJobs();
  const trouble = ticketTrouble(tickets);
  const rest = useStripActions({ desk, actions, onOpen });
  // Whom it was asked about; it stands with the question.
  const [back, setBack] = useState<Ticket | null>(null);
  function openBack(found: Ticket): void {
    setBack(found);
    onOpen('back');
  }
  useTicketScans({ desk, actions, onOpen, onBack: openBack });

  function runPrimary(): void {
    if (primary.kind === 'call') actions.callNext(ticket);
    else if (primary.kind === 'sit') actions.sit(primary.counter, false);
    else if (primary.kind === 'go-on') actions.goOn();
    else onOpen('sit');
  }
  const primaryText = {
    call: () => t('queue.primary.call'),
    'go-on': () => t('queue.primary.goOn'),
    choose: () => t('queue.primary.choose'),
    sit: () => t('queue.primary.sit', { number: primary.kind === 'sit' ? primary.counter : '' }),
  }[primary.kind]();
  useKey(
    QUEUE_KEYS.primary,
    (event) => {
      if (!event.repeat) runPrimary();
    },
    {
      label: t(primary.kind === 'sit' || primary.kind === 'choose' ? 'queue.keys.sit' : 'queue.keys.call'),
      reach: 'screens',
    },
  );
  const all: PaneAction[] = [
    { key: QUEUE_KEYS.primary, name: primaryText, run: runPrimary },
    ...rest.filter((action) => action.key !== QUEUE_KEYS.pane),
  ];

  return (
    <section
      aria-label={t('queue.label')}
      className={classes.strip}
      data-quiet={quiet || undefined}
      data-queue
    >
      {quiet ? (
        <span className={classes.dim}>{t('queue.quiet')}</span>
      ) : (
        <div className={classes.now}>
          {counter !== null && (
            <span className={classes.counter}>{t('queue.counter', { number: counter.number })}</span>
          )}
          {counter === null && <StateBadge tone="neutral">{t('queue.noCounter')}</StateBadge>}
          {counter?.state === 'paused' && (
            <span className={classes.paused} title={counter.pauseReason ?? ''}>
              <StateBadge tone="attention">
                {t('queue.paused', { reason: counter.pauseReason ?? '' })}
              </StateBadge>
            </span>
          )}
          {ticket !== null && <Serving desk={desk} ticket={ticket} />}
          {ticket === null && counter?.state === 'open' && (
            <span className={classes.dim}>{t('queue.idle')}</span>
          )}
          <span className={classes.waiting} data-some={desk.waiting > 0 || undefined}>
            {t('queue.waiting', { count: desk.waiting })}
          </span>
        </div>
      )}
      <Button
        className={classes.primary ?? ''}
        size="compact-sm"
        variant={quiet ? 'subtle' : 'filled'}
        aria-keyshortcuts={QUEUE_KEYS.primary}
        rightSection={<KeyHint keys={QUEUE_KEYS.primary} onAccent={!quiet} />}
        // The cursor stays where the clerk types.
        onMouseDown={(event) => event.preventDefault()}
        onClick={runPrimary}
      >
        {primaryText}
      </Button>
      {trouble !== null && (
        <button
          type="button"
          className={classes.trouble}
          title={trouble.kind === 'printer' ? trouble.detail : undefined}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onOpen('pane')}
        >
          <StateBadge tone={trouble.kind === 'printer' ? 'bad' : 'attention'}>
            {trouble.kind === 'printer'
              ? t('queue.paper.printerTrouble')
              : t('queue.paper.open', { count: trouble.count })}
          </StateBadge>
        </button>
      )}
      <SmallActions actions={rest} quiet={quiet} />
      <Said actions={actions} />
      <StripDialogs
        desk={desk}
        actions={actions}
        opened={opened}
        onOpen={onOpen}
        back={back}
        onBack={setBack}
        all={all}
        tickets={tickets}
      />
    </section>
  );
}

/** The ticket at this counter, and how long it has been there. */
function Serving(props: { desk: Desk; ticket: Ticket }) {
  const t = useTexts();
  const { desk, ticket } = props;
  const seconds = useSecondsSince(ticket.lastCalledAt ?? ticket.issuedAt);
  const ground = desk.priorities.find((one) => one.id === ticket.priority);
  return (
    <>
      <span className={classes.number} data-ticket>
        {ticket.number}
      </span>
      <span>
        {t('queue.serving')} <time className={classes.time}>{runningTime(seconds)}</time>
      </span>
      {ground !== undefined && (
        <span className={classes.ground} title={ground.name}>
          <StateBadge tone="attention">{t('queue.priority')}</StateBadge>
        </span>
      )}
    </>
  );
}

/** What was done last; and while no answer comes, that it is asked again. */
function Said(props: { actions: QueueActions }) {
  const t = useTexts();
  const { said, attempt, stop } = props.actions;
  return (
    <>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
      {attempt > 1 && (
        <>
          <StateBadge tone="working">{t('queue.resending')}</StateBadge>
          <Button size="compact-sm" variant="default" onClick={stop}>
            {t('queue.stop')}
          </Button>
        </>
      )}
    </>
  );
}
