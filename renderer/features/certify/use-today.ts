import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { newRequestId, type OfficeClient, queryKeys, useOffice, useSession } from '#renderer/office/index.ts';
import type { Procedure } from '#shared/catalog/index.ts';
import type { DossierRow } from '#shared/contract/index.ts';
import type { Dossier } from '#shared/dossier/index.ts';
import { type Certified, certifiedOf } from './certified.ts';
import { type CertifyStore, withDayRead, withLast } from './certify-store.ts';
import { type Entry, entryOfDossier } from './entry.ts';

/** The reading of the day's list. `isWhole`: nothing of the day is missing in it. */
export type Today = { isPending: boolean; isError: boolean; isWhole: boolean; refetch: () => void };

const PAGE = 100;
/** More than one counter certifies in a day; beyond it the list says so. */
const MOST = 1000;

/**
 * Reads what this person recorded today into the store: of what this window knows already only whether it was cancelled,
 * or is gone; what a correction made of it comes with `useStaleLines`. A window that knew nothing yet (it was opened or
 * loaded anew) goes on with whom was recorded last. `day`: the office's, null until it is known.
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
      let newest: Dossier | null = null;
      for (const row of rows) {
        if (row.erased !== null) continue;
        const known = store.get().lines.get(row.id);
        if (known !== undefined) found.push({ ...known, cancelled: row.cancelled });
        else {
          const { dossier } = await office.dossiers.get({ id: row.id });
          if (before.size === 0 && dossier.cancelled === null) newest ??= dossier;
          found.push(certifiedOf(dossier, procedure, null));
        }
      }
      // Asked anew meanwhile (something was erased): what was read here may be gone by now.
      if (signal.aborted) return whole;
      store.update((now) => withDayRead(now, { day, procedureCode, found, before, whole }));
      if (newest !== null && store.get().last === null) {
        const last = await lastOf(office, newest);
        store.update((now) => withLast(now, last));
      }
      return whole;
    },
    enabled: procedure !== null && day !== null,
    // Each time the screen is opened: a line may have been cancelled on its page.
    gcTime: 0,
    refetchOnMount: 'always',
  });
  const { refetch } = read;
  return {
    isPending: read.isPending,
    isError: read.isError,
    isWhole: read.data === true,
    refetch: useCallback(() => void refetch(), [refetch]),
  };
}

/** Of whom a dossier is, with what was recorded for them in the same visit. */
async function lastOf(office: OfficeClient, dossier: Dossier): Promise<{ entry: Entry; id: string }> {
  const { dossiers } = await office.visits.get({ dossierId: dossier.id });
  const before = dossiers.map(({ id }) => id).filter((id) => id !== dossier.id);
  return { entry: entryOfDossier(dossier, newRequestId(), before), id: dossier.id };
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
