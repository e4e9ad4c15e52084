import type { QueryClient } from '@tanstack/react-query';
import { assertNever } from '#shared/base/index.ts';
import type { OfficeEvent, Status } from '#shared/contract/index.ts';
import { queryKeys } from './query-keys.ts';

/** Puts what the office told into the cache of answers, so that open screens show it. */
export function applyEvent(cache: QueryClient, event: OfficeEvent): void {
  switch (event.kind) {
    case 'status': {
      const before = cache.getQueryData<Status>(queryKeys.status);
      cache.setQueryData(queryKeys.status, event.status);
      // Entries are counted with each one that is written; the exchange itself tells only what became of them.
      if (JSON.stringify(before?.exchange) !== JSON.stringify(event.status.exchange))
        void cache.invalidateQueries({ queryKey: queryKeys.exchange }, { cancelRefetch: false });
      return;
    }
    case 'print-job':
      cache.setQueryData(queryKeys.printJob(event.job.id), event.job);
      void cache.invalidateQueries({ queryKey: queryKeys.openJobs });
      void cache.invalidateQueries({ queryKey: queryKeys.dossier(event.job.dossierId) });
      return;
    case 'dossier':
      void cache.invalidateQueries({ queryKey: queryKeys.dossiers });
      void cache.invalidateQueries({ queryKey: queryKeys.feeReceiptsOf(event.id) });
      void cache.invalidateQueries({ queryKey: queryKeys.clock });
      void cache.invalidateQueries({ queryKey: queryKeys.leases }, { cancelRefetch: false });
      return;
    case 'dossier-erased':
      // Nothing of it may stay in memory: what is shown is asked anew, what is not is dropped.
      cache.removeQueries({ queryKey: queryKeys.dossiers, type: 'inactive' });
      void cache.resetQueries({ queryKey: queryKeys.dossiers, type: 'active' });
      void cache.resetQueries({ queryKey: queryKeys.certified });
      void cache.resetQueries({ queryKey: queryKeys.feeReceipts });
      void cache.invalidateQueries({ queryKey: queryKeys.openJobs });
      return;
    case 'drafts':
      void cache.invalidateQueries({ queryKey: queryKeys.drafts });
      return;
    case 'fee-receipts':
      void cache.invalidateQueries({ queryKey: queryKeys.feeReceipts });
      return;
    case 'numbers':
      void cache.invalidateQueries({ queryKey: queryKeys.numbers });
      void cache.invalidateQueries({ queryKey: queryKeys.leases });
      void cache.invalidateQueries({ queryKey: queryKeys.clock });
      void cache.invalidateQueries({ queryKey: queryKeys.dossiers });
      return;
    case 'copies':
      void cache.invalidateQueries({ queryKey: queryKeys.copies });
      return;
    case 'lan':
      void cache.invalidateQueries({ queryKey: queryKeys.lan });
      return;
    case 'ticket-job':
      cache.setQueryData(queryKeys.ticketJob(event.job.id), event.job);
      void cache.invalidateQueries({ queryKey: queryKeys.devices });
      return;
    case 'devices':
      void cache.invalidateQueries({ queryKey: queryKeys.devices });
      return;
    case 'tokens':
      void cache.invalidateQueries({ queryKey: queryKeys.tokens });
      return;
    case 'signing':
      if (event.batch !== null) cache.setQueryData(queryKeys.signingProgress(event.batch.id), event.batch);
      // Between two files of a running batch only how far it is changes; the rest waits for its end.
      if (event.batch?.state !== 'running')
        void cache.invalidateQueries({ queryKey: queryKeys.signing }, { cancelRefetch: false });
      return;
    case 'exchange':
      cache.setQueryData<Status>(queryKeys.status, (before) =>
        before === undefined ? undefined : { ...before, exchange: event.summary },
      );
      void cache.invalidateQueries({ queryKey: queryKeys.exchange }, { cancelRefetch: false });
      return;
    case 'packs':
      void cache.invalidateQueries({ queryKey: queryKeys.packs });
      // What a form shows of procedures and papers may be another thing now.
      void cache.invalidateQueries({ queryKey: queryKeys.catalog });
      return;
    case 'scan':
      // Goes to the screen that listens, and stays nowhere.
      return;
    case 'queue':
      void cache.invalidateQueries({ queryKey: queryKeys.queue });
      return;
    case 'office':
      void cache.invalidateQueries({ queryKey: queryKeys.officeState });
      // Somebody signed in or out: what they left behind may be offered now.
      void cache.invalidateQueries({ queryKey: queryKeys.drafts });
      return;
    default:
      assertNever(event);
  }
}
