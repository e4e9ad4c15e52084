import { useQuery } from '@tanstack/react-query';
import { useTexts } from '#renderer/i18n/index.ts';
import { queryKeys } from '#renderer/office/index.ts';
import type { PrintJob, PrintJobState } from '#shared/contract/index.ts';
import { StateBadge, type Tone } from '../state-badge.tsx';

const TONES: Record<PrintJobState, Tone> = {
  waiting: 'neutral',
  making: 'working',
  printing: 'working',
  printed: 'good',
  unknown: 'attention',
  failed: 'bad',
  expired: 'bad',
};

/** The state of one print job, live: events of the office overwrite what was asked. */
export function JobState(props: { job: PrintJob }) {
  const t = useTexts();
  const live = useQuery<PrintJob>({
    queryKey: queryKeys.printJob(props.job.id),
    queryFn: () => props.job,
    initialData: props.job,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const { state } = live.data;
  return (
    <span role="status">
      <StateBadge tone={TONES[state]}>{t(`dossier.jobs.states.${state}`)}</StateBadge>
    </span>
  );
}
