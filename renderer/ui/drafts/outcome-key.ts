import type { DraftStanding } from '#shared/contract/index.ts';

/** The sentence about what became of a form: received, only a slip given, or erased since. */
export function outcomeKey(
  standing: Extract<DraftStanding, { state: 'received' }>,
): 'receivedAs' | 'slipAs' | 'receivedErased' {
  if (standing.code === null) return 'receivedErased';
  return standing.slip === undefined ? 'receivedAs' : 'slipAs';
}
