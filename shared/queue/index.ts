export { PriorityGround, QueueCounter, QueueGroup, QueueSettings } from './settings.ts';
export { Ticket, TicketPaper, TicketState } from './ticket.ts';
