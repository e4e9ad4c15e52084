import { useQuery } from '@tanstack/react-query';
import { type OfficeClient, queryKeys, useOffice, useSession } from '#renderer/office/index.ts';
import type { Procedure } from '#shared/catalog/index.ts';
import type { DossierRow } from '#shared/contract/index.ts';
import { type Certified, certifiedOf } from './certified.ts';
import { type CertifyStore, withDayRead } from './certify-store.ts';

/** The reading of the day's list. `isWhole`: nothing of the day is missing in it. */
export type Today = { isPending: boolean; isError: boolean; isWhole: boolean; refetch: () => void };

const PAGE = 100;
/** More than one counter certifies in a day; beyond it the list says so. */
const MOST = 1000;

/**
 * Reads what this person recorded today into the store: of what this window knows already only whether it was cancelled,
 * or is gone; what a correction made of it comes with `useStaleLines`. `day`: the office's, null until it is known. Tells whether the list is whole.
 */
export function useToday(store: CertifyStore, procedure: Procedure | null, day: string | null): Today {
  const office = useOffice();
  const clerkId = useSession().user?.id ?? '';
  const read = useQuery({
    queryKey: [...queryKeys.certified, clerkId, day, procedure?.code],
    queryFn: async ({ signal }) => {
      if (procedure === null || day === null) return true;
      const { code: procedureCode } = procedure;
      const before = new Set(store.get().lines.keys());
      const { rows, whole } = await rowsOfDay(office, { day, clerkId, procedureCode });
      const found: Certified[] = [];
      for (const row of rows) {
        if (row.erased !== null) continue;
        const known = store.get().lines.get(row.id);
        if (known !== undefined) found.push({ ...known, cancelled: row.cancelled });
        else {
          const { dossier } = await office.dossiers.get({ id: row.id });
          found.push(certifiedOf(dossier, procedure, null));
        }
      }
      // Asked anew meanwhile (something was erased): what was read here may be gone by now.
      if (!signal.aborted)
        store.update((now) => withDayRead(now, { day, procedureCode, found, before, whole }));
      return whole;
    },
    enabled: procedure !== null && day !== null,
    // Each time the screen is opened: a line may have been cancelled on its page.
    gcTime: 0,
    refetchOnMount: 'always',
  });
  return {
    isPending: read.isPending,
    isError: read.isError,
    isWhole: read.data === true,
    refetch: () => void read.refetch(),
  };
}

async function rowsOfDay(
  office: OfficeClient,
  asked: { day: string; clerkId: string; procedureCode: string },
): Promise<{ rows: DossierRow[]; whole: boolean }> {
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
  return { rows, whole: cursor === null };
}
