import { Button, VisuallyHidden } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { useSession } from '#renderer/office/index.ts';
import { Dialog, KeyHint, StateBadge, useConfirm, useKey } from '#renderer/ui/index.ts';
import type { Desk } from '#shared/contract/index.ts';
import type { Ticket } from '#shared/queue/index.ts';
import { deskView, runningTime } from './desk-state.ts';
import { BackChoice, PauseChoice, SitChoice, TransferChoice } from './dialogs.tsx';
import { IssueTicket } from './issue-ticket.tsx';
import { QUEUE_KEYS } from './queue-keys.ts';
import { type PaneAction, QueuePane } from './queue-pane.tsx';
import classes from './queue-strip.module.css';
import { SmallActions } from './small-actions.tsx';
import { type TicketJobs, ticketTrouble, useTicketJobs } from './ticket-jobs.tsx';
import { useDesk } from './use-desk.ts';
import { type QueueActions, useQueueActions } from './use-queue-actions.ts';
import { useSecondsSince } from './use-seconds-since.ts';
import { type Opened, useStripActions } from './use-strip-actions.ts';

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

  function runPrimary(): void {
    if (primary.kind === 'call') actions.callNext();
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

function StripDialogs(props: {
  desk: Desk;
  actions: QueueActions;
  opened: Opened | null;
  onOpen: (opened: Opened | null) => void;
  all: readonly PaneAction[];
  tickets: TicketJobs | undefined;
}) {
  const t = useTexts();
  const confirm = useConfirm();
  const { desk, actions, opened, onOpen } = props;
  const ticket = desk.counter?.ticket ?? null;
  // Which ticket it was asked about: it may leave the counter while the question stands.
  const asked = useRef(ticket);
  if (opened === null) asked.current = ticket;
  const [back, setBack] = useState<Ticket | null>(null);
  const { user } = useSession();
  const close = (): void => {
    setBack(null);
    onOpen(null);
  };
  const then = (act: () => void): void => {
    close();
    act();
  };

  async function leave(): Promise<void> {
    close();
    const counter = desk.counter;
    if (counter === null) return;
    if (counter.ticket !== null) {
      const sure = await confirm({
        title: t('queue.pane.leaveAsk', { number: counter.number }),
        text: t('queue.pane.leaveText', { ticket: counter.ticket.number }),
        yes: t('queue.pane.leave'),
      });
      if (!sure) return;
    }
    actions.leave();
  }

  async function sit(counter: number, holder: string | null): Promise<void> {
    close();
    if (holder !== null) {
      const sure = await confirm({
        title: t('queue.sit.takeOverAsk', { name: holder, number: counter }),
        text: t('queue.sit.takeOverText'),
        yes: t('queue.sit.takeOver'),
        dangerous: true,
      });
      if (!sure) return;
    }
    actions.sit(counter, holder !== null);
  }

  const moved = asked.current;
  return (
    <>
      <Dialog
        opened={opened === 'pane'}
        onClose={close}
        title={t('queue.pane.title')}
        size="min(68rem, 94vw)"
      >
        <ClosesBy keyName={QUEUE_KEYS.pane} onClose={close} />
        {props.all.map((action) => (
          <ClosesBy key={action.key} keyName={action.key} onClose={() => then(action.run)} />
        ))}
        <QueuePane
          desk={desk}
          actions={props.all.map((action) => ({ ...action, run: () => then(action.run) }))}
          tickets={props.tickets}
          onReturn={(back) => {
            setBack(back);
            if (ticket === null) then(() => actions.takeBack(back, null));
            else onOpen('back');
          }}
          onSit={() => onOpen('sit')}
          onLeave={() => void leave()}
        />
      </Dialog>
      <Dialog opened={opened === 'sit'} onClose={close} title={t('queue.sit.title')}>
        <SitChoice
          desk={desk}
          mayTakeOver={user?.role === 'administrator'}
          onChoose={(counter, holder) => void sit(counter, holder)}
        />
      </Dialog>
      <Dialog
        opened={opened === 'transfer' && moved !== null}
        onClose={close}
        title={t('queue.transfer.title', { number: moved?.number ?? '' })}
      >
        {moved !== null && (
          <TransferChoice
            desk={desk}
            ticket={moved}
            onChoose={(target) => then(() => actions.transfer(moved, target))}
          />
        )}
      </Dialog>
      <Dialog opened={opened === 'pause'} onClose={close} title={t('queue.pause.title')}>
        <PauseChoice reasons={desk.pauseReasons} onChoose={(reason) => then(() => actions.pause(reason))} />
      </Dialog>
      <Dialog opened={opened === 'back'} onClose={close} title={t('queue.back.title')}>
        <BackChoice
          desk={desk}
          chosen={back}
          onChoose={(ticket, aside) => then(() => actions.takeBack(ticket, aside))}
        />
      </Dialog>
      <Dialog opened={opened === 'issue'} onClose={close} title={t('queue.issue.title')}>
        <IssueTicket desk={desk} onDone={close} />
      </Dialog>
    </>
  );
}

function ClosesBy(props: { keyName: string; onClose: () => void }) {
  useKey(props.keyName, props.onClose);
  return null;
}
