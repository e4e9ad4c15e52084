import { Button, Group } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice, useSession } from '#renderer/office/index.ts';
import { notifyProblem, StateBadge, type Tone } from '#renderer/ui/index.ts';
import type { TicketJob, TicketJobState, TicketPrinterState } from '#shared/contract/index.ts';
import classes from './queue-pane.module.css';

export const JOB_TONES: Record<TicketJobState, Tone> = {
  waiting: 'working',
  printing: 'working',
  printed: 'good',
  unknown: 'attention',
  failed: 'bad',
  expired: 'bad',
};

/** The tickets at the printer and how it stands. */
export type TicketJobs = { jobs: readonly TicketJob[]; printer: TicketPrinterState };

/** Tickets that wait for the printer or for a word of a person; undefined until the office told. */
export function useTicketJobs(): TicketJobs | undefined {
  const office = useOffice();
  const { locked } = useSession();
  return useQuery({
    queryKey: [...queryKeys.devices, 'open-tickets'],
    queryFn: () => office.devices.openTicketJobs({}),
    enabled: !locked,
  }).data;
}

/** What must be said on the strip: the printer is in trouble, else how many tickets want a word. Null: nothing. */
export function ticketTrouble(
  tickets: TicketJobs | undefined,
): { kind: 'printer'; detail: string } | { kind: 'tickets'; count: number } | null {
  if (tickets === undefined || tickets.printer.state === 'none') return null;
  const { state, detail } = tickets.printer;
  if (state === 'trouble') return { kind: 'printer', detail };
  const count = tickets.jobs.filter((job) => job.open).length;
  return count === 0 ? null : { kind: 'tickets', count };
}

/** How the ticket printer stands, and each ticket that is not settled with what a person can say of it. */
export function TicketJobList(props: { tickets: TicketJobs }) {
  const t = useTexts();
  const { jobs, printer } = props.tickets;
  return (
    <>
      {printer.state === 'trouble' && <StateBadge tone="bad">{printer.detail}</StateBadge>}
      {printer.state !== 'trouble' && printer.paperNearEnd && (
        <StateBadge tone="attention">{t('queue.paper.nearEnd')}</StateBadge>
      )}
      <ul className={classes.rows}>
        {jobs.map((job) => (
          <li key={job.id} className={classes.row}>
            <span className={classes.number}>{job.number}</span>
            <span className={classes.main}>
              <span>
                <StateBadge tone={JOB_TONES[job.state]}>{t(`queue.paper.${job.state}`)}</StateBadge>
              </span>
              {job.problem !== null && <span className={classes.detail}>{job.problem}</span>}
            </span>
            {job.open && <Answers job={job} />}
          </li>
        ))}
      </ul>
    </>
  );
}

function Answers(props: { job: TicketJob }) {
  const t = useTexts();
  const office = useOffice();
  const cache = useQueryClient();
  const errorText = useErrorText();
  const { job } = props;
  const answer = useMutation({
    mutationFn: (said: 'printed' | 'not-printed' | 'again') =>
      said === 'again'
        ? office.devices.retryTicket({ jobId: job.id })
        : office.devices.confirmTicket({ jobId: job.id, printed: said === 'printed' }),
    onError: (thrown) => notifyProblem(errorText(toOfficeError(thrown))),
    onSettled: () => cache.invalidateQueries({ queryKey: queryKeys.devices }),
  });
  const button = (said: 'printed' | 'not-printed' | 'again', name: string) => (
    <Button
      size="compact-sm"
      variant="default"
      aria-label={`${name} ${job.number}`}
      disabled={answer.isPending}
      onClick={() => answer.mutate(said)}
    >
      {name}
    </Button>
  );
  return (
    <Group gap="xs">
      {job.state === 'unknown' && button('printed', t('queue.paper.didPrint'))}
      {button('again', t('queue.paper.again'))}
      {button('not-printed', t('queue.paper.giveUp'))}
    </Group>
  );
}
