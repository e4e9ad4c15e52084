import { useQuery } from '@tanstack/react-query';
import { queryKeys, useOffice } from '#renderer/office/index.ts';
import type { PrintJob } from '#shared/contract/index.ts';

/**
 * A print job as it stands now: events write it into the cache, and after a reconnect it is asked for. Null where there
 * is none.
 */
export function usePrintJob(dossierId: string, job: PrintJob | null): PrintJob | null {
  const office = useOffice();
  const { data } = useQuery({
    queryKey: queryKeys.printJob(job?.id ?? ''),
    queryFn: async (): Promise<PrintJob | null> => {
      const { jobs } = await office.dossiers.get({ id: dossierId });
      return jobs.find((one) => one.id === job?.id) ?? job;
    },
    initialData: job,
    enabled: job !== null,
  });
  return job === null ? null : data;
}
