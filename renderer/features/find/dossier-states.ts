import type { Tone } from '#renderer/ui/index.ts';
import type { DossierRow } from '#shared/contract/index.ts';

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
