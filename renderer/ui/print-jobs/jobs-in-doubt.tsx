import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import type { PrintJob } from '#shared/contract/index.ts';
import { notifyDone, notifyProblem } from '../notify.ts';
import { paths } from '../paths.ts';
import { JobState } from './job-state.tsx';
import classes from './jobs-in-doubt.module.css';

/** Jobs that go on only when a person says something. */
export function needsPerson(job: PrintJob): boolean {
  return job.state === 'unknown' || job.state === 'failed' || job.state === 'expired';
}

/** Print jobs that wait for a person, each with its question; `empty` when there is none. */
export function JobsInDoubt(props: { jobs: readonly PrintJob[]; empty: string; withLink?: boolean }) {
  const jobs = props.jobs.filter(needsPerson);
  if (jobs.length === 0) return <span>{props.empty}</span>;
  return (
    <ul className={classes.jobs}>
      {jobs.map((job) => (
        <Doubt key={job.id} job={job} withLink={props.withLink ?? true} />
      ))}
    </ul>
  );
}

function Doubt(props: { job: PrintJob; withLink: boolean }) {
  const t = useTexts();
  const office = useOffice();
  const cache = useQueryClient();
  const errorText = useErrorText();
  const { job } = props;
  const done = (changed: PrintJob, message: string): void => {
    cache.setQueryData(queryKeys.printJob(changed.id), changed);
    void cache.invalidateQueries({ queryKey: queryKeys.openJobs });
    void cache.invalidateQueries({ queryKey: queryKeys.status });
    void cache.invalidateQueries({ queryKey: queryKeys.dossier(changed.dossierId) });
    notifyDone(message);
  };
  const onError = (thrown: Error): void => notifyProblem(errorText(toOfficeError(thrown)));
  const answer = useMutation({
    mutationFn: (printed: boolean) => office.printing.confirm({ jobId: job.id, printed }),
    onSuccess: ({ job: changed }) => done(changed, t('dossier.jobs.settled')),
    onError,
  });
  const retry = useMutation({
    mutationFn: () => office.printing.retry({ jobId: job.id }),
    onSuccess: ({ job: changed }) => done(changed, t('dossier.jobs.retried')),
    onError,
  });
  const busy = answer.isPending || retry.isPending;
  const inDoubt = job.state === 'unknown';
  const title =
    job.reprint === 0
      ? job.title
      : `${job.title} (${t('dossier.page.reprintNumber', { number: job.reprint })})`;
  return (
    <li className={classes.job}>
      <div>
        <JobState job={job} />{' '}
        <strong>{inDoubt ? t('dossier.jobs.ask', { title }) : t('dossier.jobs.failed', { title })}</strong>
        {job.problem !== null && <Text size="sm">{job.problem}</Text>}
      </div>
      <Group gap="xs">
        {/* In doubt, printing again could give the citizen two papers: first the answer. */}
        {inDoubt ? (
          <>
            <Button size="compact-sm" disabled={busy} onClick={() => answer.mutate(true)}>
              {t('dossier.jobs.printed')}
            </Button>
            <Button size="compact-sm" variant="default" disabled={busy} onClick={() => answer.mutate(false)}>
              {t('dossier.jobs.notPrinted')}
            </Button>
          </>
        ) : (
          <>
            <Button size="compact-sm" disabled={busy} onClick={() => retry.mutate()}>
              {t('dossier.jobs.retry')}
            </Button>
            <Button size="compact-sm" variant="default" disabled={busy} onClick={() => answer.mutate(true)}>
              {t('dossier.jobs.printedAfterAll')}
            </Button>
          </>
        )}
        {props.withLink && <Link to={paths.dossier(job.dossierId)}>{t('dossier.jobs.open')}</Link>}
      </Group>
    </li>
  );
}
