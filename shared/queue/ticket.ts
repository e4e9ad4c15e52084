import { z } from 'zod';
import { CalendarDate } from '../citizen/index.ts';

/**
 * `waiting`: in the line; `called`: at a counter; `held`: sent to fill something in, comes back to that counter;
 * `finished`; `no-show`: called and did not come; `lapsed`: its day ended while it waited.
 */
export const TicketState = z.enum(['waiting', 'called', 'held', 'finished', 'no-show', 'lapsed']);
export type TicketState = z.infer<typeof TicketState>;

/** One place in the line. It knows nobody's name. */
export const Ticket = z.object({
  id: z.string(),
  /** `A005`: letter of its group and three digits. */
  number: z.string().regex(/^[A-Z]\d{3}$/),
  group: z.string(),
  /** Local day (+07:00) in whose numbers it stands. */
  day: CalendarDate,
  /** Ground of priority; null for an ordinary ticket. */
  priority: z.string().nullable(),
  state: TicketState,
  /** The counter that called it last, or, while it waits, the only one that may call it after a transfer. */
  counter: z.int().nullable(),
  /** How often it was called out. */
  calls: z.int(),
  /** Office timestamps with +07:00; null where that has not happened. */
  issuedAt: z.string(),
  firstCalledAt: z.string().nullable(),
  lastCalledAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  /** The visit that the dossiers received for it belong to. */
  visit: z.string(),
});
export type Ticket = z.infer<typeof Ticket>;

/** What is printed on a ticket: no name, no personal data. */
export const TicketPaper = z.object({
  number: z.string(),
  groupName: z.string(),
  /** Upper line and name of the office. */
  authority: z.string(),
  office: z.string(),
  priorityName: z.string().nullable(),
  /** How many are called before it, as far as can be told now. */
  ahead: z.int(),
  /** Minutes until its turn; null where there is nothing to reckon from. */
  estimateMinutes: z.int().nullable(),
  /** Office timestamp with +07:00. */
  issuedAt: z.string(),
  /** Text of the QR: opens the ticket at a counter. */
  qr: z.string(),
  /** Made from sample data: "DỮ LIỆU MẪU – KHÔNG CÓ GIÁ TRỊ". */
  sample: z.boolean(),
});
export type TicketPaper = z.infer<typeof TicketPaper>;
