import { z } from 'zod';
import type { Ticket, TicketState } from './ticket.ts';

/** What the person at a counter says of a ticket there. `return`: somebody who was held, had not come, or was finished by mistake, stands there now. */
export const TicketMove = z.enum(['recall', 'skip', 'hold', 'finish', 'no-show', 'return']);
export type TicketMove = z.infer<typeof TicketMove>;

/** Everything that happens to a ticket at a counter. */
export const TicketStep = z.enum(['call', 'transfer', ...TicketMove.options]);
export type TicketStep = z.infer<typeof TicketStep>;

const STEPS: Record<TicketStep, { from: readonly TicketState[]; to: TicketState }> = {
  call: { from: ['waiting'], to: 'called' },
  recall: { from: ['called'], to: 'called' },
  skip: { from: ['called'], to: 'waiting' },
  transfer: { from: ['called'], to: 'waiting' },
  hold: { from: ['called'], to: 'held' },
  finish: { from: ['called', 'held'], to: 'finished' },
  'no-show': { from: ['called', 'held'], to: 'no-show' },
  // Lapsed only where a clock that ran ahead had ended the day too early; it must be of a day that still counts.
  return: { from: ['held', 'no-show', 'finished', 'lapsed'], to: 'called' },
};

/** The state that a step leads to. */
export function stateAfter(step: TicketStep): TicketState {
  return STEPS[step].to;
}

/**
 * The steps that may be taken with a ticket at a counter. `today` is the first local day whose tickets still count. What
 * another counter serves is not this one's; who was held, did not come or was done may stand at any.
 */
export function allowedSteps(
  ticket: Pick<Ticket, 'state' | 'counter' | 'day'>,
  counter: number,
  today: string,
): TicketStep[] {
  if (ticket.state === 'called' && ticket.counter !== counter) return [];
  if (ticket.state !== 'called' && ticket.day < today) return [];
  return TicketStep.options.filter((step) => STEPS[step].from.includes(ticket.state));
}
