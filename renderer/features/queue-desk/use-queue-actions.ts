import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import {
  newRequestId,
  type OfficeError,
  queryKeys,
  sendUntilAnswered,
  toOfficeError,
  useConnection,
  useOffice,
  waitForNextTry,
} from '#renderer/office/index.ts';
import { notifyProblem } from '#renderer/ui/index.ts';
import type { Desk } from '#shared/contract/index.ts';
import type { Ticket, TicketMove } from '#shared/queue/index.ts';
import { pressGuard } from './press-guard.ts';

/** Where a ticket is sent. `name`: as it is said to the clerk. */
export type Target = { to: { group: string } | { counter: number }; name: string };

export type QueueActions = {
  /** What is said of the last thing done, for the eye and for screen readers; empty at first. */
  said: string;
  /** Something is being written; 1 for the first try, more while no answer comes. 0: nothing. */
  attempt: number;
  /** Gives up waiting for an answer. */
  stop(): void;
  /** `finishing`: the ticket that the strip shows at this counter; it is done. */
  callNext(finishing: Ticket | null): void;
  move(ticket: Ticket, move: Exclude<TicketMove, 'return'>): void;
  transfer(ticket: Ticket, target: Target): void;
  /** Takes somebody back; `aside`: what becomes of the ticket that is served now, for a counter serves one. */
  takeBack(ticket: Ticket, aside: { ticket: Ticket; move: 'hold' | 'finish' } | null): void;
  /** `takeOver`: in the place of somebody who went without leaving. */
  sit(counter: number, takeOver: boolean): void;
  leave(counter: number): void;
  pause(reason: string): void;
  goOn(): void;
};

/**
 * Everything a clerk does with the queue. Each press is sent under one id until it is answered, one at a time; nothing
 * of it touches the form. `onNoCounter`: the office knows of no counter of this person (any more).
 */
export function useQueueActions(options: {
  onCalled: (ticket: Ticket | null) => void;
  onNoCounter: () => void;
}): QueueActions {
  const t = useTexts();
  const office = useOffice();
  const connection = useConnection();
  const cache = useQueryClient();
  const errorText = useErrorText();
  const [said, setSaid] = useState('');
  const [attempt, setAttempt] = useState(0);
  const [guard] = useState(() => pressGuard(() => performance.now()));
  const ending = useRef<AbortController | null>(null);
  const latest = useRef(options);
  latest.current = options;
  useEffect(() => () => ending.current?.abort(), []);

  const actions = useMemo(() => {
    async function run(
      name: string,
      send: (requestId: string) => Promise<Desk>,
      outcome: (desk: Desk) => string,
    ): Promise<void> {
      const may = guard.press(name);
      if (may !== 'go') return setSaid(t(`queue.said.${may}`));
      const controller = new AbortController();
      ending.current = controller;
      const stopped = controller.signal;
      let done = false;
      try {
        const desk = await sendUntilAnswered(newRequestId(), {
          send,
          onAttempt: setAttempt,
          waitForNext: () => waitForNextTry(connection, stopped),
        });
        done = true;
        if (stopped.aborted) return;
        cache.setQueryData(queryKeys.queueDesk, desk);
        setSaid(outcome(desk));
      } catch (thrown) {
        if (stopped.aborted) return;
        failed(toOfficeError(thrown));
      } finally {
        guard.settled(name, done);
        if (ending.current === controller) setAttempt(0);
      }
    }

    function failed(failure: OfficeError): void {
      setSaid('');
      void cache.invalidateQueries({ queryKey: queryKeys.queue });
      const seated = cache.getQueryData<Desk>(queryKeys.queueDesk)?.counter ?? null;
      // A counter that pauses refuses by the same word, and says so itself.
      if (failure.code === 'no-counter' && seated?.state !== 'paused') latest.current.onNoCounter();
      else notifyProblem(errorText(failure));
    }

    return {
      stop() {
        ending.current?.abort();
        setSaid(t('queue.said.stopped'));
        void cache.invalidateQueries({ queryKey: queryKeys.queue });
      },
      callNext: (finishing: Ticket | null) =>
        void run(
          'call',
          (requestId) => office.queue.callNext({ finishing: finishing?.id ?? null, requestId }),
          ({ counter }) => {
            const ticket = counter?.ticket ?? null;
            latest.current.onCalled(ticket);
            return ticket === null
              ? t('queue.said.nobody')
              : t('queue.said.called', { number: ticket.number, counter: counter?.number ?? '' });
          },
        ),
      move: (ticket: Ticket, move: Exclude<TicketMove, 'return'>) =>
        void run(
          `${move} ${ticket.id}`,
          (requestId) => office.queue.move({ ticket: ticket.id, move, requestId }),
          () => t(`queue.said.${move}`, { number: ticket.number }),
        ),
      transfer: (ticket: Ticket, target: Target) =>
        void run(
          `transfer ${ticket.id}`,
          (requestId) => office.queue.transfer({ ticket: ticket.id, to: target.to, requestId }),
          () => t('queue.said.transfer', { number: ticket.number, target: target.name }),
        ),
      takeBack: (ticket: Ticket, aside: { ticket: Ticket; move: 'hold' | 'finish' } | null) =>
        void run(
          `return ${ticket.id}`,
          (requestId) =>
            office.queue.takeBack({
              ticket: ticket.id,
              aside: aside === null ? null : { ticket: aside.ticket.id, move: aside.move },
              requestId,
            }),
          ({ counter }) =>
            t('queue.said.return', { number: ticket.number, counter: String(counter?.number ?? '') }),
        ),
      sit: (counter: number, takeOver: boolean) =>
        void run(
          `sit ${counter}`,
          () => office.queue.sit({ counter, takeOver }),
          () => t('queue.said.sat', { counter }),
        ),
      leave: (counter: number) =>
        void run(
          'leave',
          () => office.queue.leave({ counter }),
          () => t('queue.said.left'),
        ),
      pause: (reason: string) =>
        void run(
          'pause',
          () => office.queue.pause({ reason }),
          () => t('queue.said.paused'),
        ),
      goOn: () =>
        void run(
          'go-on',
          () => office.queue.goOn({}),
          () => t('queue.said.wentOn'),
        ),
    };
  }, [office, connection, cache, guard, t, errorText]);
  return { ...actions, said, attempt };
}
