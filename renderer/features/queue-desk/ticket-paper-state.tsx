import { useTexts } from '#renderer/i18n/index.ts';
import { StateBadge, type Tone, useTicketJob } from '#renderer/ui/index.ts';
import type { TicketJobState } from '#shared/contract/index.ts';

const TONES: Record<TicketJobState, Tone> = {
  waiting: 'working',
  printing: 'working',
  printed: 'good',
  unknown: 'attention',
  failed: 'bad',
  expired: 'bad',
};

/** What became of the paper of a ticket; without a ticket printer the number must be told. */
export function TicketPaperState(props: { jobId: string | null }) {
  const t = useTexts();
  const job = useTicketJob(props.jobId);
  if (props.jobId === null) return <StateBadge tone="attention">{t('queue.issue.noPaper')}</StateBadge>;
  const state = job?.state ?? 'waiting';
  const problem = job?.problem ?? null;
  return (
    <StateBadge tone={problem !== null && state === 'waiting' ? 'attention' : TONES[state]}>
      {t(`queue.paper.${state}`)}
      {problem !== null && `: ${problem}`}
    </StateBadge>
  );
}
