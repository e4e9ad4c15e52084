import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import type { PrintJob } from '#shared/contract/index.ts';
import { notifyProblem } from '../notify.ts';

/** Whether a job goes its way by itself, and so can be stopped. */
export function isOnItsWay(job: PrintJob): boolean {
  return job.state === 'waiting' || job.state === 'making' || job.state === 'printing';
}

/** Stops a job that waits or is being printed; how that one ended comes by an event. */
export function StopPrint(props: { job: PrintJob }) {
  const t = useTexts();
  const office = useOffice();
  const cache = useQueryClient();
  const errorText = useErrorText();
  const { job } = props;
  const stop = useMutation({
    mutationFn: () => office.printing.cancel({ jobId: job.id }),
    onSuccess: ({ job: changed }) => {
      // One at the printer is still being stopped: its event may have come before this answer.
      if (!isOnItsWay(changed)) cache.setQueryData(queryKeys.printJob(changed.id), changed);
      void cache.invalidateQueries({ queryKey: queryKeys.openJobs });
      void cache.invalidateQueries({ queryKey: queryKeys.status });
      void cache.invalidateQueries({ queryKey: queryKeys.dossier(changed.dossierId) });
    },
    onError: (thrown) => notifyProblem(errorText(toOfficeError(thrown))),
  });
  return (
    <Button size="compact-xs" variant="default" disabled={stop.isPending} onClick={() => stop.mutate()}>
      {t('dossier.jobs.stop')}
    </Button>
  );
}
