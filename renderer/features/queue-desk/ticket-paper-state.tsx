import { useTexts } from '#renderer/i18n/index.ts';
import { StateBadge, useTicketJob } from '#renderer/ui/index.ts';
import { JOB_TONES } from './ticket-jobs.tsx';

/** What became of the paper of a ticket; without a ticket printer the number must be told. */
export function TicketPaperState(props: { jobId: string | null }) {
  const t = useTexts();
  const job = useTicketJob(props.jobId);
  if (props.jobId === null) return <StateBadge tone="attention">{t('queue.issue.noPaper')}</StateBadge>;
  const state = job?.state ?? 'waiting';
  const problem = job?.problem ?? null;
  return (
    <StateBadge tone={problem !== null && state === 'waiting' ? 'attention' : JOB_TONES[state]}>
      {t(`queue.paper.${state}`)}
      {problem !== null && `: ${problem}`}
    </StateBadge>
  );
}
