import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { WellFormedText } from '../dossier/index.ts';
import {
  PriorityGround,
  QueueCounter,
  QueueGroup,
  QueueSettings,
  Ticket,
  TicketMove,
} from '../queue/index.ts';
import { procedure } from './define.ts';

const id = WellFormedText.min(1).max(50);

/** A counter as it stands now. */
export const CounterNow = QueueCounter.extend({
  /** `closed`: nobody sits there. */
  state: z.enum(['open', 'paused', 'closed']),
  /** Name of who sits there; null where closed. For people who are signed in only. */
  person: z.string().nullable(),
  pauseReason: z.string().nullable(),
  /** The ticket that it serves. */
  ticket: Ticket.nullable(),
});
export type CounterNow = z.infer<typeof CounterNow>;

/** The queue as a counter sees it. */
export const Desk = z.object({
  /** Where this person sits, in whichever session: seats belong to persons. Null: nowhere. */
  counter: CounterNow.nullable(),
  /** The counter that bears the number of the person's own one ("Quầy 2"): offered first; null where there is none. */
  suggestedCounter: z.int().nullable(),
  /** People waiting whom this counter may call; of the whole office while nobody sits down. */
  waiting: z.int(),
  /** By group: how many wait, and since when the first of them. */
  groups: z.array(QueueGroup.extend({ waiting: z.int(), priority: z.int(), since: z.string().nullable() })),
  /** Who was sent away for a moment, and who did not come when called today, newest first; at most 50 each. */
  held: z.array(Ticket),
  noShows: z.array(Ticket),
  /** Finished at this counter today, newest first; at most 5: a press too many can be taken back. */
  finished: z.array(Ticket),
  counters: z.array(CounterNow),
  pauseReasons: z.array(z.string()),
  priorities: z.array(PriorityGround),
  callsBeforeNoShow: z.int(),
});
export type Desk = z.infer<typeof Desk>;

/** One call on the board: a number and where to. */
export const BoardCall = z.object({
  ticket: z.string(),
  number: z.string(),
  counter: z.int(),
  /** Rises with each call and recall: what was not spoken yet is told from what was. */
  call: z.int(),
  at: z.string(),
});
export type BoardCall = z.infer<typeof BoardCall>;

/** All that a board shows: numbers, never names. */
export const Board = z.object({
  office: z.string(),
  sample: z.boolean(),
  counters: z.array(
    z.object({
      number: z.int(),
      name: z.string(),
      state: z.enum(['open', 'paused', 'closed']),
      ticket: z.string().nullable(),
    }),
  ),
  /** Newest first: what is called now and the last ones before. */
  calls: z.array(BoardCall),
  waiting: z.int(),
  spokenTimes: z.int(),
  now: z.string(),
});
export type Board = z.infer<typeof Board>;

/** What a kiosk offers. */
export const KioskOptions = z.object({
  office: z.string(),
  authority: z.string(),
  sample: z.boolean(),
  groups: z.array(QueueGroup.extend({ waiting: z.int(), estimateMinutes: z.int().nullable() })),
  priorities: z.array(PriorityGround),
});
export type KioskOptions = z.infer<typeof KioskOptions>;

export const IssuedTicket = z.object({
  ticket: Ticket,
  ahead: z.int(),
  estimateMinutes: z.int().nullable(),
  qr: z.string(),
  /** Order of its paper; null where no ticket printer is set up: the number must be noted down. */
  jobId: z.string().nullable(),
});
export type IssuedTicket = z.infer<typeof IssuedTicket>;

export const queue = {
  options: procedure({
    title: 'Nhóm thủ tục để lấy số',
    description: 'Groups with how many wait, grounds of priority: what a ticket is asked for with.',
    access: ['clerk', 'administrator', 'kiosk'],
    input: z.object({}),
    output: KioskOptions,
  }),
  issue: procedure({
    title: 'Lấy số',
    description:
      'Gives the next number of the group and orders its paper, in one step. `requestId` makes a repeat harmless: it answers with the same ticket.',
    access: ['clerk', 'administrator', 'kiosk'],
    input: z.object({ group: id, priority: id.nullable(), requestId: z.uuid() }),
    output: IssuedTicket,
    errors: ['not-found', 'queue-full'],
  }),
  desk: procedure({
    title: 'Hàng đợi tại quầy',
    description: 'The queue as this person sees it: their counter, its ticket, who waits.',
    access: ['clerk', 'administrator'],
    input: z.object({}),
    output: Desk,
  }),
  ticket: procedure({
    title: 'Tra một số',
    description:
      'What became of a number of a day, null where it was never given; and which day it is today.',
    access: ['clerk', 'administrator'],
    input: z.object({ number: z.string().regex(/^[A-Z]\d{3}$/), day: z.iso.date() }),
    output: z.object({ ticket: Ticket.nullable(), today: z.string() }),
  }),
  sit: procedure({
    title: 'Ngồi vào quầy',
    description:
      'This person serves at that counter until they leave it, sit down at another, or the local day ends. `takeOver`: an administrator takes the place of somebody who went without leaving; the ticket there stays.',
    access: ['clerk', 'administrator'],
    input: z.object({ counter: z.int(), takeOver: z.boolean().optional() }),
    output: Desk,
    errors: ['not-found', 'counter-taken'],
  }),
  leave: procedure({
    title: 'Rời quầy',
    description:
      'The counter closes; a ticket still at it is finished. Harmless to repeat: where this person sits at `counter` no more, nothing happens.',
    access: ['clerk', 'administrator'],
    input: z.object({ counter: z.int() }),
    output: Desk,
  }),
  callNext: procedure({
    title: 'Gọi tiếp',
    description:
      'Finishes the ticket at this counter and calls the next one by order and priority; with nobody waiting only the first. `finishing` is the ticket that the screen shows at the counter, null for none: where another stands there (one account at two PCs) nothing happens. `requestId` makes a repeat harmless.',
    access: ['clerk', 'administrator'],
    input: z.object({ finishing: id.nullable(), requestId: z.uuid() }),
    output: Desk,
    errors: ['no-counter', 'ticket-moved'],
  }),
  move: procedure({
    title: 'Gọi lại, giữ, bỏ lượt, xong',
    description:
      'What happens to one ticket: called once more, sent to the end of the line, held, finished, did not come, came back (also who was finished by mistake today).',
    access: ['clerk', 'administrator'],
    input: z.object({ ticket: id, move: TicketMove, requestId: z.uuid() }),
    output: Desk,
    errors: ['not-found', 'no-counter', 'ticket-moved'],
  }),
  takeBack: procedure({
    title: 'Đón lại',
    description:
      'Somebody who was held, had not come or was finished by mistake stands here again; the ticket that is served (`aside`) is finished or held for it, both or neither.',
    access: ['clerk', 'administrator'],
    input: z.object({
      ticket: id,
      aside: z.object({ ticket: id, move: z.enum(['hold', 'finish']) }).nullable(),
      requestId: z.uuid(),
    }),
    output: Desk,
    errors: ['not-found', 'no-counter', 'ticket-moved'],
  }),
  transfer: procedure({
    title: 'Chuyển quầy',
    description:
      'Sends the ticket at this counter to another group or another counter; it keeps its number and the time since when it waits.',
    access: ['clerk', 'administrator'],
    input: z.object({
      ticket: id,
      to: z.union([z.object({ group: id }), z.object({ counter: z.int() })]),
      requestId: z.uuid(),
    }),
    output: Desk,
    errors: ['not-found', 'no-counter', 'ticket-moved'],
  }),
  pause: procedure({
    title: 'Tạm dừng quầy',
    description:
      "The counter calls nobody until it goes on; the reason stands in the journal: one of the settings', or up to 60 characters in one line without anybody's number.",
    access: ['clerk', 'administrator'],
    input: z.object({ reason: WellFormedText.trim().min(1).max(120) }),
    output: Desk,
    errors: ['no-counter'],
  }),
  goOn: procedure({
    title: 'Quầy làm việc tiếp',
    description: 'Ends a pause.',
    access: ['clerk', 'administrator'],
    input: z.object({}),
    output: Desk,
    errors: ['no-counter'],
  }),
  board: procedure({
    title: 'Bảng gọi số',
    description: 'The board now and after each change. WebSocket and MessagePort only.',
    access: ['clerk', 'administrator', 'board'],
    input: z.object({}),
    output: eventIterator(Board),
  }),
  today: procedure({
    title: 'Số đã cấp trong ngày',
    description: 'Tickets of one local day, newest first, a page at a time, with waiting and service times.',
    access: ['clerk', 'administrator'],
    input: z.object({
      day: z.iso.date(),
      cursor: z.string().max(50).nullable(),
      limit: z.int().min(1).max(100),
    }),
    output: z.object({
      tickets: z.array(
        Ticket.extend({
          /**
           * Seconds from issue to first call; and at counters, all pieces together without what it was held or waited
           * between. Null where not known (yet).
           */
          waitedSeconds: z.int().nullable(),
          servedSeconds: z.int().nullable(),
          /** Codes of the dossiers received for it. */
          dossiers: z.array(z.object({ id: z.string(), code: z.string() })),
        }),
      ),
      nextCursor: z.string().nullable(),
    }),
  }),
  settings: procedure({
    title: 'Thiết lập hàng đợi',
    description: 'Groups, counters, grounds of priority, board.',
    access: ['administrator'],
    input: z.object({}),
    output: QueueSettings,
  }),
  change: procedure({
    title: 'Đổi thiết lập hàng đợi',
    description:
      'Replaces the settings as a whole. Letters, ids and counter numbers are each their own; a group with people waiting, served or held, or no-shows of today, stays.',
    access: ['administrator'],
    input: QueueSettings,
    output: QueueSettings,
    errors: ['queue-settings-wrong'],
  }),
};
