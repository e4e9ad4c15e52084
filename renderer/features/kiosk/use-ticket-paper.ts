import { useTicketJob } from '#renderer/ui/index.ts';
import type { TicketJob } from '#shared/contract/index.ts';

/**
 * What became of the paper, as a person before the kiosk needs it: `coming`, `printed`, `doubt` (perhaps printed),
 * `trouble` (the printer is), `none`: no ticket printer is set up.
 */
export type PaperOutcome = 'coming' | 'printed' | 'doubt' | 'trouble' | 'none';

/** What a person at the kiosk is told of the order of their paper; null: nothing is known of it yet. */
export function outcomeOf(job: Pick<TicketJob, 'state' | 'problem'> | null): PaperOutcome {
  if (job === null) return 'coming';
  switch (job.state) {
    case 'printed':
      return 'printed';
    case 'unknown':
      return 'doubt';
    case 'failed':
    case 'expired':
      return 'trouble';
    case 'waiting':
    case 'printing':
      // Whoever stands there may not wait for somebody to bring paper.
      return job.problem === null ? 'coming' : 'trouble';
  }
}

/** Whether a paper is there or coming; otherwise the number must be noted down. */
export function isOnPaper(paper: PaperOutcome): boolean {
  return paper === 'coming' || paper === 'printed';
}

/** The paper of the ticket just given. */
export function useTicketPaper(jobId: string | null): PaperOutcome {
  const job = useTicketJob(jobId);
  return jobId === null ? 'none' : outcomeOf(job);
}
