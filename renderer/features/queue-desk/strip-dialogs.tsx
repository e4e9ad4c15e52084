import { useRef } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { useSession } from '#renderer/office/index.ts';
import { Dialog, useConfirm, useKey } from '#renderer/ui/index.ts';
import type { Desk } from '#shared/contract/index.ts';
import type { Ticket } from '#shared/queue/index.ts';
import { BackChoice, PauseChoice, SitChoice, TransferChoice } from './dialogs.tsx';
import { IssueTicket } from './issue-ticket.tsx';
import { QUEUE_KEYS } from './queue-keys.ts';
import { type PaneAction, QueuePane } from './queue-pane.tsx';
import type { TicketJobs } from './ticket-jobs.tsx';
import type { QueueActions } from './use-queue-actions.ts';
import type { Opened } from './use-strip-actions.ts';

/** The lists and the questions of the strip; what had the cursor before has it again after each. */
export function StripDialogs(props: {
  desk: Desk;
  actions: QueueActions;
  opened: Opened | null;
  onOpen: (opened: Opened | null) => void;
  /** Already chosen to be taken back. */
  back: Ticket | null;
  onBack: (ticket: Ticket | null) => void;
  all: readonly PaneAction[];
  tickets: TicketJobs | undefined;
}) {
  const t = useTexts();
  const confirm = useConfirm();
  const { desk, actions, opened, onOpen, back } = props;
  const ticket = desk.counter?.ticket ?? null;
  // Which ticket it was asked about: it may leave the counter while the question stands.
  const asked = useRef(ticket);
  if (opened === null) asked.current = ticket;
  const { user } = useSession();
  const close = (): void => {
    props.onBack(null);
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
    actions.leave(counter.number);
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
          onReturn={(found) => {
            props.onBack(found);
            if (ticket === null) then(() => actions.takeBack(found, null));
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
          key={back?.id ?? 'list'}
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

/** Held down, the key that opened the list must not close it again, nor act on what it shows. */
function ClosesBy(props: { keyName: string; onClose: () => void }) {
  useKey(props.keyName, (event) => {
    if (!event.repeat) props.onClose();
  });
  return null;
}
