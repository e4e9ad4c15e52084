import type { Tone } from '#renderer/ui/index.ts';
import type { DossierRow } from '#shared/contract/index.ts';

/** The state of a row in one word, and how it is meant. What is settled does not ask for anybody's attention. */
export function rowState(row: Pick<DossierRow, 'state' | 'cancelled' | 'followed'>) {
  if (row.cancelled) return { key: 'find.row.cancelled', tone: 'bad' } as const;
  if (row.followed) return { key: 'dossier.slip.followed', tone: 'neutral' } as const;
  return { key: `dossier.states.${row.state}`, tone: STATE_TONES[row.state] } as const;
}

/** Whether required papers are still to be brought. What is settled owes none; of a slip they are what it asks for. */
export function owesPapers(
  row: Pick<DossierRow, 'missing' | 'slip' | 'cancelled' | 'followed' | 'erased'>,
): boolean {
  return row.missing > 0 && row.slip === null && !row.cancelled && !row.followed && row.erased === null;
}

/** What each national state means for the person who reads it. */
export const STATE_TONES: Record<DossierRow['state'], Tone> = {
  submitted: 'neutral',
  received: 'neutral',
  refused: 'bad',
  processing: 'working',
  'supplement-requested': 'attention',
  'payment-requested': 'attention',
  withdrawn: 'neutral',
  stopped: 'bad',
  solved: 'good',
  returned: 'good',
};
