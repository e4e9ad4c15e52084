import { useCallback, useEffect, useRef } from 'react';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { useOffice } from '#renderer/office/index.ts';
import { notifyProblem, ticketScans } from '#renderer/ui/index.ts';
import type { Desk } from '#shared/contract/index.ts';
import type { Ticket, TicketMark } from '#shared/queue/index.ts';
import type { QueueActions } from './use-queue-actions.ts';
import type { Opened } from './use-strip-actions.ts';

/**
 * A ticket held under the scanner: who was held or had not come is taken back, with a question where somebody is served
 * at this counter; of any other ticket it is said what became of it.
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
  const tell = useTellWhatBecame();
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
        if (found === undefined) return void tell({ number, day });
        if (counter.state === 'paused') return notifyProblem(t('queue.scan.pausedFirst', { number }));
        if (served === null) actions.takeBack(found, null);
        else onBack(found);
      }),
    [t, tell],
  );
}

/** Says of a ticket that cannot be taken back by a scan when and where it was done, or what else to do. */
function useTellWhatBecame(): (mark: TicketMark) => Promise<void> {
  const t = useTexts();
  const formats = useFormats();
  const office = useOffice();
  return useCallback(
    async ({ number, day }) => {
      // What the office does not answer is no reason to say nothing.
      const { ticket, today } = await office.queue
        .ticket({ number, day })
        .catch(() => ({ ticket: null, today: '' }));
      const words = { number, counter: String(ticket?.counter ?? '') };
      // A ticket of another day is over whatever became of it.
      if (ticket?.state === 'finished' && ticket.endedAt !== null && day === today)
        notifyProblem(t('queue.scan.finished', { ...words, time: formats.time(ticket.endedAt) }));
      else if (ticket?.state === 'called') notifyProblem(t('queue.scan.called', words));
      else notifyProblem(t('queue.scan.nothingToTakeBack', { number }));
    },
    [t, formats, office],
  );
}
