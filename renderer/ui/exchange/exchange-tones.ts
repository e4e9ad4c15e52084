import type { ExchangeState, ExchangeSummary, LineState } from '#shared/contract/index.ts';
import type { Tone } from '../state-badge.tsx';

/** What each state of an entry means for the person who reads it; each has an icon of its own. */
export const EXCHANGE_TONES: Record<ExchangeState, Tone> = {
  held: 'neutral',
  sent: 'working',
  accepted: 'good',
  rejected: 'bad',
  conflict: 'attention',
};

export const LINE_TONES: Record<LineState, Tone> = {
  none: 'neutral',
  paused: 'attention',
  'not-tried': 'neutral',
  reached: 'good',
  unreachable: 'attention',
  silent: 'attention',
  'not-the-province': 'attention',
  refused: 'bad',
};

const TROUBLES = ['paused', 'unreachable', 'silent', 'not-the-province', 'refused'] as const;
export type LineTrouble = (typeof TROUBLES)[number];

/** What is wrong with the line, where something is. */
export function findTrouble(line: LineState): LineTrouble | undefined {
  return TROUBLES.find((trouble) => trouble === line);
}

/** Everything that the province has not acknowledged: what is on its way is still here, and counts as kept. */
export function keptOf({ counts }: Pick<ExchangeSummary, 'counts'>): number {
  return counts.held + counts.sent;
}

/** Taking in an answer writes entries itself (numbers taken, ended): they go with the next stick and nobody has to hurry. */
const ADDED_BY_AN_ANSWER = 3;

/**
 * How the status bar means the exchange. Good is said only where everything was acknowledged and nothing is wrong;
 * urgent is what only a person can go on with.
 */
export function exchangeTone(summary: ExchangeSummary): { tone: Tone; urgent: boolean } {
  const { enrolled, line, counts, attention, lastAnswerAt } = summary;
  if (!enrolled) return { tone: 'attention', urgent: false };
  if (counts.rejected > 0 || counts.conflict > 0) {
    // What was sent again or decided waits for the province, no longer for a person.
    return attention > 0 ? { tone: 'bad', urgent: true } : { tone: 'attention', urgent: false };
  }
  if (line === 'refused') return { tone: 'bad', urgent: true };
  if (attention > 0 || findTrouble(line) !== undefined) return { tone: 'attention', urgent: false };
  if (keptOf(summary) === 0) return { tone: lastAnswerAt === null ? 'neutral' : 'good', urgent: false };
  if (line === 'none' && counts.sent === 0 && lastAnswerAt !== null && counts.held <= ADDED_BY_AN_ANSWER)
    return { tone: 'neutral', urgent: false };
  return { tone: line === 'reached' ? 'working' : 'attention', urgent: false };
}
