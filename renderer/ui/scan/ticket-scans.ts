import { newestListener } from '#renderer/office/index.ts';
import type { TicketMark } from '#shared/queue/index.ts';

/** Tickets of the hall that were scanned, whatever screen is open: they are the queue's, not the screen's. */
export const ticketScans = newestListener<TicketMark>();
