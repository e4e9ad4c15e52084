import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { queryKeys } from '#renderer/office/index.ts';
import type { Desk } from '#shared/contract/index.ts';
import type { ServedTicket } from './model/ticket.ts';

/** What the office told last of the counter of this person, as the strip of the queue shows it. */
export function useServedTicket(): ServedTicket {
  const cache = useQueryClient();
  return useCallback(() => {
    const desk = cache.getQueryData<Desk>(queryKeys.queueDesk);
    if (desk === undefined) return undefined;
    return desk.counter?.ticket?.id ?? null;
  }, [cache]);
}
