import { z } from 'zod';
import { QueueSettings, TicketStep } from '../../queue/index.ts';
import { defineEntryKind } from '../kind.ts';

const Id = z.string().min(1).max(200);
const Key = z.string().min(1).max(40);
const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const Counter = z.int().min(1).max(99);

/** Somebody took a number. Nothing of the person is in it. */
export const ticketIssued = defineEntryKind({
  kind: 'ticket-issued',
  chain: 'local',
  v: 1,
  body: z.strictObject({
    id: Id,
    letter: z.string().regex(/^[A-Z]$/),
    serial: z.int().min(1).max(999),
    group: Key,
    day: Day,
    priority: Key.nullable(),
    /** The visit that the dossiers received for it belong to. */
    visit: Id,
    request: Id,
  }),
});

/** A ticket was called, held, sent on, finished …, at which counter. */
export const ticketMoved = defineEntryKind({
  kind: 'ticket-moved',
  chain: 'local',
  v: 1,
  body: z.strictObject({
    id: Id,
    step: TicketStep,
    counter: Counter,
    /** Where a transfer leads; null for every other step. */
    to: z.union([z.strictObject({ group: Key }), z.strictObject({ counter: Counter })]).nullable(),
    /** Null where no person asked for it: the counter was left. */
    request: Id.nullable(),
  }),
});

/** Somebody sat down at a counter, paused it, went on, or left it. */
export const counterChanged = defineEntryKind({
  kind: 'counter-changed',
  chain: 'local',
  v: 1,
  body: z.strictObject({
    counter: Counter,
    state: z.enum(['open', 'paused', 'closed']),
    /** Id of who sits there; null where closed. */
    person: Id.nullable(),
    /** Why it pauses; null otherwise. */
    reason: z.string().min(1).max(120).nullable(),
  }),
});

/** Groups, counters, grounds of priority and the board, as an administrator set them. */
export const queueChanged = defineEntryKind({
  kind: 'queue-changed',
  chain: 'local',
  v: 1,
  body: z.strictObject({ settings: QueueSettings }),
});

/** A new day began: what was left of the days before. */
export const queueDayEnded = defineEntryKind({
  kind: 'queue-day-ended',
  chain: 'local',
  v: 1,
  body: z.strictObject({
    /** The new day. */
    day: Day,
    /** Tickets that still waited or were held. */
    lapsed: z.array(Id),
    /** Tickets that still stood at a counter. */
    finished: z.array(Id),
    /** Counters that nobody had left. */
    closed: z.array(Counter),
  }),
});
