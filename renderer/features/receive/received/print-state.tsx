import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { KeyHint, notifyProblem, StateBadge, type Tone, useKey } from '#renderer/ui/index.ts';
import type { PrintJob, PrintJobState } from '#shared/contract/index.ts';
import classes from './received-view.module.css';

const TONES: Record<PrintJobState, Tone> = {
  waiting: 'working',
  making: 'working',
  printing: 'working',
  printed: 'good',
  unknown: 'attention',
  failed: 'bad',
  expired: 'attention',
};

/** How the paper fares. Where nobody can know whether it came out, the clerk is asked; where it failed, what to do. */
export function PrintState(props: { job: PrintJob; title: string }) {
  const t = useTexts();
  const errorText = useErrorText();
  const office = useOffice();
  const cache = useQueryClient();
  const { job } = props;
  const answer = useMutation({
    mutationFn: async (what: 'printed' | 'not-printed' | 'retry'): Promise<PrintJob> => {
      if (what === 'printed') return (await office.printing.confirm({ jobId: job.id, printed: true })).job;
      if (what === 'not-printed') await office.printing.confirm({ jobId: job.id, printed: false });
      return (await office.printing.retry({ jobId: job.id })).job;
    },
    onSuccess: (changed) => cache.setQueryData(queryKeys.printJob(job.id), changed),
    onError: (thrown) => notifyProblem(errorText(toOfficeError(thrown))),
  });
  const asks = job.state === 'unknown' && !answer.isPending;
  const fails = (job.state === 'failed' || job.state === 'expired') && !answer.isPending;
  useKey('F6', () => answer.mutate('printed'), { label: t('receive.keys.printed'), enabled: asks });
  useKey('F7', () => answer.mutate(asks ? 'not-printed' : 'retry'), {
    label: t('receive.keys.notPrinted'),
    enabled: asks || fails,
  });
  return (
    <div aria-live="polite" className={classes.print} data-print-state={job.state}>
      <div className={classes.printLine}>
        <span>{props.title}</span>
        <StateBadge tone={TONES[job.state]}>
          {t(`receive.received.job.${job.state}`, { printer: job.printer })}
        </StateBadge>
      </div>
      {job.state === 'waiting' && job.problem !== null && <div className={classes.ask}>{job.problem}</div>}
      {job.state === 'unknown' && (
        <div className={classes.ask}>
          <span>{job.problem ?? t('receive.received.ask', { printer: job.printer })}</span>
          <Button
            disabled={!asks}
            onClick={() => answer.mutate('printed')}
            rightSection={<KeyHint keys="F6" />}
            size="xs"
            variant="default"
          >
            {t('receive.received.askYes')}
          </Button>
          <Button
            disabled={!asks}
            onClick={() => answer.mutate('not-printed')}
            rightSection={<KeyHint keys="F7" />}
            size="xs"
            variant="default"
          >
            {t('receive.received.askNo')}
          </Button>
        </div>
      )}
      {(job.state === 'failed' || job.state === 'expired') && (
        <div className={classes.ask}>
          <span>{job.problem ?? t('receive.received.failedText')}</span>
          <Button
            disabled={!fails}
            onClick={() => answer.mutate('retry')}
            rightSection={<KeyHint keys="F7" />}
            size="xs"
            variant="default"
          >
            {t('receive.received.retry')}
          </Button>
        </div>
      )}
    </div>
  );
}
