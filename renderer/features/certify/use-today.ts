import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import {
  newRequestId,
  type OfficeClient,
  queryKeys,
  toOfficeError,
  useOffice,
  useSession,
} from '#renderer/office/index.ts';
import type { Procedure } from '#shared/catalog/index.ts';
import type { Dossier } from '#shared/dossier/index.ts';
import { type Certified, certifiedOf, linesOfDay } from './certified.ts';
import { type CertifyStore, withDayRead, withLast } from './certify-store.ts';
import { type Entry, entryOfDossier } from './entry.ts';
import { type DayLines, type ReadDayOptions, readDay } from './read-day.ts';

/** The reading of the day's list. `isWhole`: nothing of the day is missing in it. */
export type Today = {
  isPending: boolean;
  isError: boolean;
  isWhole: boolean;
  refetch: () => void;
  /** Every line of the day, newest first, however many; the list itself holds no more than a screen bears. */
  readAll: (onProgress: (requests: number) => void, signal: AbortSignal) => Promise<Certified[]>;
};

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
      const { found, whole, newest } = await readDayOf(office, store, procedure, {
        day,
        clerkId,
        most: MOST,
      });
      // Asked anew meanwhile (something was erased): what was read here may be gone by now.
      if (signal.aborted) return whole;
      store.update((now) => withDayRead(now, { day, procedureCode, found, before, whole }));
      if (before.size === 0 && newest !== null && store.get().last === null) {
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
    readAll: async (onProgress, signal) => {
      if (procedure === null || day === null) return [];
      const { code: procedureCode } = procedure;
      const before = new Set(store.get().lines.keys());
      const asked = { day, clerkId, most: null, onProgress, signal };
      const { found } = await readDayOf(office, store, procedure, asked);
      // With what was recorded meanwhile. It stays out of the store: the screen would have to draw it all.
      const { lines } = withDayRead(store.get(), { day, procedureCode, found, before, whole: true });
      return linesOfDay(lines, day, procedureCode);
    },
  };
}

function readDayOf(
  office: OfficeClient,
  store: CertifyStore,
  procedure: Procedure,
  asked: { day: string; clerkId: string } & Pick<ReadDayOptions, 'most' | 'onProgress' | 'signal'>,
): Promise<DayLines> {
  const { day, clerkId, ...rest } = asked;
  const filters = { from: day, to: day, clerkId, procedureCode: procedure.code };
  return readDay({
    ...rest,
    search: (cursor) => office.dossiers.search({ query: '', cursor, limit: PAGE, filters }),
    read: (id) =>
      office.dossiers.get({ id }).then(
        ({ dossier }) => dossier,
        (thrown: unknown) => {
          const { code } = toOfficeError(thrown);
          if (code === 'erased' || code === 'not-found') return undefined;
          throw thrown;
        },
      ),
    known: store.get().lines,
    lineOf: (dossier) => certifiedOf(dossier, procedure, null),
  });
}

/** Of whom a dossier is, with what was recorded for them in the same visit. */
async function lastOf(office: OfficeClient, dossier: Dossier): Promise<{ entry: Entry; id: string }> {
  const { dossiers } = await office.visits.get({ dossierId: dossier.id });
  const before = dossiers.map(({ id }) => id).filter((id) => id !== dossier.id);
  return { entry: entryOfDossier(dossier, newRequestId(), before), id: dossier.id };
}
