/** The hall's queue: settings, tickets and the rules of numbers, order, states, times and estimates. Pure. */
export { checkQueueSettings, type QueueInUse, type SettingsProblem } from './check-settings.ts';
export { formatTicketNumber, LAST_SERIAL, nextSerial, parseTicketNumber } from './number.ts';
export { chooseNext, countAfterCall, type OrdinarySince, ticketsAhead, type Waiting } from './order.ts';
export { LONGEST_OWN_REASON, pauseReasonProblem } from './pause-reason.ts';
export { PriorityGround, QueueCounter, QueueGroup, QueueSettings } from './settings.ts';
export { allowedSteps, stateAfter, TicketMove, TicketStep } from './steps.ts';
export { Ticket, TicketPaper, TicketState } from './ticket.ts';
export { readTicketQr, TicketMark, ticketQr } from './ticket-qr.ts';
export { estimateMinutes, servedPieceMs, servedSeconds, waitedSeconds } from './times.ts';
