import { useQuery } from '@tanstack/react-query';
import { queryKeys, useOffice, useSession } from '#renderer/office/index.ts';
import type { Desk } from '#shared/contract/index.ts';

/** The queue as this counter sees it; undefined until the office told it. Its events ask it anew. */
export function useDesk(): Desk | undefined {
  const office = useOffice();
  const { locked } = useSession();
  const desk = useQuery({
    queryKey: queryKeys.queueDesk,
    queryFn: () => office.queue.desk({}),
    enabled: !locked,
  });
  return desk.data;
}
