import { Button, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import type { PrintJob } from '#shared/contract/index.ts';
import { notifyDone, notifyProblem } from '../notify.ts';
import { JobState } from './job-state.tsx';
import classes from './jobs-in-doubt.module.css';
import { needsPerson } from './jobs-in-doubt.tsx';

/** Print jobs that go on by themselves, each of which may be given up. Stands below the jobs that ask something. */
export function JobsOnTheWay(props: { jobs: readonly PrintJob[] }) {
  const jobs = props.jobs.filter((job) => !needsPerson(job) && job.state !== 'printed');
  if (jobs.length === 0) return null;
  return (
    <ul className={classes.onTheWay}>
      {jobs.map((job) => (
        <OnTheWay key={job.id} job={job} />
      ))}
    </ul>
  );
}

function OnTheWay(props: { job: PrintJob }) {
  const t = useTexts();
  const office = useOffice();
  const cache = useQueryClient();
  const errorText = useErrorText();
  const { job } = props;
  const cancel = useMutation({
    mutationFn: () => office.printing.cancel({ jobId: job.id }),
    onSuccess: ({ job: changed }) => {
      cache.setQueryData(queryKeys.printJob(changed.id), changed);
      void cache.invalidateQueries({ queryKey: queryKeys.openJobs });
      void cache.invalidateQueries({ queryKey: queryKeys.status });
      void cache.invalidateQueries({ queryKey: queryKeys.dossier(changed.dossierId) });
      notifyDone(t('dossier.jobs.cancelled'));
    },
    onError: (thrown) => notifyProblem(errorText(toOfficeError(thrown))),
  });
  return (
    <li className={classes.line}>
      <JobState job={job} />{' '}
      <span className={classes.title}>
        {job.title}
        {job.problem !== null && <Text size="sm">{job.problem}</Text>}
      </span>
      <Button
        size="compact-sm"
        variant="default"
        loading={cancel.isPending}
        aria-label={t('dossier.jobs.cancelOf', { title: job.title })}
        onClick={() => cancel.mutate()}
      >
        {t('dossier.jobs.cancel')}
      </Button>
    </li>
  );
}
