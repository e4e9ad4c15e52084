import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Desk } from '#shared/contract/index.ts';
import { queryKeys } from './query-keys.ts';
import { useOffice } from './react.tsx';

/** The ticket of the hall that a form was begun under; `id` null (and no `number`): none was served then. */
export type FormTicket = { id: string | null; number: string };

/** The ticket that this person's counter serves now. Undefined while nobody knows. */
export type ServedTicket = () => FormTicket | undefined;

const NO_TICKET: FormTicket = { id: null, number: '' };

function servedAt({ counter }: Desk): FormTicket {
  const ticket = counter?.ticket ?? null;
  return ticket === null ? NO_TICKET : { id: ticket.id, number: ticket.number };
}

/**
 * The ticket of a form after a change: the one that was served when its first field was filled, whoever is called
 * meanwhile. `begun`: something about somebody stands in it; emptied by hand it is begun anew. Null: not begun, or not known.
 */
export function ticketAfter(
  ticket: FormTicket | null,
  begun: boolean,
  served: ServedTicket,
): FormTicket | null {
  return begun ? (ticket ?? served() ?? null) : null;
}

/**
 * What a form says of its ticket while another one is served: its own number (null: none) and the one served. Undefined
 * where they are the same, where nobody is served, and where its number is not known.
 */
export function ticketBeside(
  ticket: FormTicket | null,
  served: FormTicket | undefined,
): { own: string | null; served: string } | undefined {
  if (ticket === null || served === undefined || served.id === null || ticket.id === served.id)
    return undefined;
  if (ticket.id === null) return { own: null, served: served.number };
  return ticket.number === '' ? undefined : { own: ticket.number, served: served.number };
}

/** What the office told last of the counter of this person, as the strip of the queue shows it: for a form that changes. */
export function useServedTicket(): ServedTicket {
  const cache = useQueryClient();
  return useCallback(() => {
    const desk = cache.getQueryData<Desk>(queryKeys.queueDesk);
    return desk === undefined ? undefined : servedAt(desk);
  }, [cache]);
}

/** The same, for what is drawn anew when another one is called. It asks nothing: the strip does. */
export function useTicketNow(): FormTicket | undefined {
  const office = useOffice();
  const desk = useQuery({
    queryKey: queryKeys.queueDesk,
    queryFn: () => office.queue.desk({}),
    enabled: false,
    select: servedAt,
  });
  return desk.data;
}
