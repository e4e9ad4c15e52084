import { useQuery } from '@tanstack/react-query';
import { queryKeys, useOffice } from '#renderer/office/index.ts';
import type { PrintJob } from '#shared/contract/index.ts';

/** A print job as it stands now: events write it into the cache, and after a reconnect it is asked for. */
export function usePrintJob(job: PrintJob): PrintJob {
  const office = useOffice();
  const { data } = useQuery({
    queryKey: queryKeys.printJob(job.id),
    queryFn: async (): Promise<PrintJob> => {
      const { jobs } = await office.dossiers.get({ id: job.dossierId });
      return jobs.find((one) => one.id === job.id) ?? job;
    },
    initialData: job,
  });
  return data;
}
