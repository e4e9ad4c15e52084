import { useQuery } from '@tanstack/react-query';
import { queryKeys, useOffice } from '#renderer/office/index.ts';

const MOST = 200;
type Mark = 'rejected' | 'conflict';

/**
 * The dossiers of which the province rejected something or has another version, by id; the newest 200 of each. Nothing is
 * asked where the status says that there are none.
 */
export function useExchangeMarks(): ReadonlyMap<string, Mark> {
  const office = useOffice();
  const status = useQuery({ queryKey: queryKeys.status, queryFn: () => office.status.get({}) });
  const counts = status.data?.exchange.counts;
  const marks = useQuery({
    queryKey: [...queryKeys.outbox, 'marks'],
    queryFn: async () => {
      const found = new Map<string, Mark>();
      for (const filter of ['rejected', 'conflict'] as const) {
        const { rows } = await office.exchange.outbox({ filter, day: null, before: null, limit: MOST });
        for (const { dossier } of rows) if (dossier !== null) found.set(dossier.id, filter);
      }
      return found;
    },
    enabled: counts !== undefined && counts.rejected + counts.conflict > 0,
  });
  return counts === undefined || counts.rejected + counts.conflict === 0 ? NONE : (marks.data ?? NONE);
}

const NONE: ReadonlyMap<string, Mark> = new Map();
