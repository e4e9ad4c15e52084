import type { Tone } from '#renderer/ui/index.ts';
import type { PackState } from '#shared/contract/index.ts';

/** What the state of a pack means for who reads it. */
export const PACK_TONES: Readonly<Record<PackState, Tone>> = {
  announced: 'working',
  refused: 'bad',
  waiting: 'attention',
  'in-force': 'good',
  replaced: 'neutral',
  rejected: 'neutral',
  superseded: 'neutral',
};
