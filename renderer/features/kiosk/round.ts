import type { IssuedTicket } from '#shared/contract/index.ts';

/** What is asked of the office; a repeat under the same id gives the same ticket. */
export type Asked = { group: string; priority: string | null; requestId: string };

/** One person at the kiosk: from the first touch to the number. */
export type Round =
  | { step: 'groups' }
  | { step: 'grounds'; group: string; requestId: string }
  | { step: 'issuing'; asked: Asked; attempt: number }
  | { step: 'issued'; issued: IssuedTicket }
  | { step: 'failed'; asked: Asked; full: boolean };

export type RoundAction =
  /** `requestId`: fresh. `hasGrounds`: somebody may be called earlier, so it is asked. */
  | { kind: 'group-touched'; group: string; requestId: string; hasGrounds: boolean }
  | { kind: 'ground-touched'; priority: string | null }
  | { kind: 'tried'; attempt: number }
  | { kind: 'issued'; issued: IssuedTicket }
  | { kind: 'failed'; full: boolean }
  | { kind: 'retried' }
  /** Back, done, or nobody touched it for a while. */
  | { kind: 'begun-anew' };

/** The kiosk after something happened. What comes too late, or twice, changes nothing. */
export function nextRound(round: Round, action: RoundAction): Round {
  switch (action.kind) {
    case 'group-touched': {
      if (round.step !== 'groups') return round;
      const { group, requestId } = action;
      if (action.hasGrounds) return { step: 'grounds', group, requestId };
      return { step: 'issuing', asked: { group, priority: null, requestId }, attempt: 0 };
    }
    case 'ground-touched': {
      if (round.step !== 'grounds') return round;
      const { group, requestId } = round;
      return { step: 'issuing', asked: { group, priority: action.priority, requestId }, attempt: 0 };
    }
    case 'tried':
      return round.step === 'issuing' ? { ...round, attempt: action.attempt } : round;
    case 'issued':
      return round.step === 'issuing' ? { step: 'issued', issued: action.issued } : round;
    case 'failed':
      return round.step === 'issuing' ? { step: 'failed', asked: round.asked, full: action.full } : round;
    case 'retried':
      // Under the same id: if the number was given after all, it is the same one.
      return round.step === 'failed' ? { step: 'issuing', asked: round.asked, attempt: 0 } : round;
    case 'begun-anew':
      return round.step === 'issuing' ? round : { step: 'groups' };
  }
}

/** Seconds until the kiosk returns to its beginning by itself; null: it does not. */
export function patienceOf(round: Round, hasPaper: boolean, inVietnamese: boolean): number | null {
  // Who chose another language and went away leaves the next one Vietnamese.
  if (round.step === 'groups') return inVietnamese ? null : 40;
  if (round.step === 'grounds') return 40;
  if (round.step === 'failed') return 25;
  // Without paper the number must be noted down or photographed.
  if (round.step === 'issued') return hasPaper ? 12 : 30;
  return null;
}
