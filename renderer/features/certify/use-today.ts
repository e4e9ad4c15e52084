import { useQuery } from '@tanstack/react-query';
import { type OfficeClient, useOffice, useSession } from '#renderer/office/index.ts';
import type { Procedure } from '#shared/catalog/index.ts';
import type { DossierRow } from '#shared/contract/index.ts';
import { type Certified, certifiedOf } from './certified.ts';
import type { CertifyStore } from './certify-store.ts';

const PAGE = 100;
/** More than one counter certifies in a day; beyond it the list says so. */
const MOST = 1000;

/**
 * Reads what this person recorded today into the store: only what this window does not know yet, and what was cancelled
 * since. `day`: the office's, null until it is known. Tells whether the list is whole.
 */
export function useToday(
  store: CertifyStore,
  procedure: Procedure | null,
  day: string | null,
): { isPending: boolean; isError: boolean; refetch: () => void } {
  const office = useOffice();
  const clerkId = useSession().user?.id ?? '';
  const read = useQuery({
    queryKey: ['certify', clerkId, day, procedure?.code],
    queryFn: async () => {
      if (procedure === null || day === null) return 0;
      const rows = await rowsOfDay(office, { day, clerkId, procedureCode: procedure.code });
      const found = new Map<string, Certified>();
      for (const row of rows) {
        const known = store.get().lines.get(row.id);
        if (known !== undefined) found.set(row.id, { ...known, cancelled: row.cancelled });
        else if (row.erased === null) {
          const { dossier } = await office.dossiers.get({ id: row.id });
          found.set(row.id, certifiedOf(dossier, procedure, null));
        }
      }
      store.update((now) => ({ ...now, lines: new Map([...now.lines, ...found]) }));
      return rows.length;
    },
    enabled: procedure !== null && day !== null,
    // Each time the screen is opened: a line may have been cancelled on its page.
    gcTime: 0,
    refetchOnMount: 'always',
  });
  return { isPending: read.isPending, isError: read.isError, refetch: () => void read.refetch() };
}

async function rowsOfDay(
  office: OfficeClient,
  asked: { day: string; clerkId: string; procedureCode: string },
): Promise<DossierRow[]> {
  const { day, clerkId, procedureCode } = asked;
  const rows: DossierRow[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<OfficeClient['dossiers']['search']>> = await office.dossiers.search({
      query: '',
      cursor,
      limit: PAGE,
      filters: { from: day, to: day, clerkId, procedureCode },
    });
    rows.push(...page.rows.filter(({ slip }) => slip === null));
    cursor = page.nextCursor;
  } while (cursor !== null && rows.length < MOST);
  return rows;
}
