import { useEffect, useRef } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { notifyProblem, ticketScans } from '#renderer/ui/index.ts';
import type { Desk } from '#shared/contract/index.ts';
import type { Ticket } from '#shared/queue/index.ts';
import type { QueueActions } from './use-queue-actions.ts';
import type { Opened } from './use-strip-actions.ts';

/**
 * A ticket held under the scanner: who was held or had not come is taken back, with a question where somebody is served
 * at this counter; of any other ticket it is said that there is nothing to take back.
 */
export function useTicketScans(options: {
  desk: Desk;
  actions: QueueActions;
  onOpen: (opened: Opened) => void;
  /** Asks what becomes of who is served, to take this ticket back. */
  onBack: (ticket: Ticket) => void;
}): void {
  const t = useTexts();
  const latest = useRef(options);
  latest.current = options;
  useEffect(
    () =>
      ticketScans.listen(({ number, day }) => {
        const { desk, actions, onOpen, onBack } = latest.current;
        const { counter } = desk;
        if (counter === null) return onOpen('sit');
        const served = counter.ticket;
        if (served?.number === number && served.day === day) return;
        const found = [...desk.held, ...desk.noShows].find(
          (ticket) => ticket.number === number && ticket.day === day,
        );
        if (found === undefined) return notifyProblem(t('queue.scan.nothingToTakeBack', { number }));
        if (counter.state === 'paused') return notifyProblem(t('queue.scan.pausedFirst', { number }));
        if (served === null) actions.takeBack(found, null);
        else onBack(found);
      }),
    [t],
  );
}
