import { z } from 'zod';
import { Actor } from '../../dossier/index.ts';
import { Collected, ReceiptDay, ReceiptNumber } from '../../fee-receipts/index.ts';
import { defineEntryKind } from '../kind.ts';

const Id = z.string().min(1).max(100);
const Words = z.string().max(300);
const Request = z.object({ id: Id, digest: z.string().max(100) });

/*
 * In the exchange chain, under the dossier: money taken is part of what happened to it, and comes back with it where a
 * PC is lost. Who paid stands in the reception that travels already; an erasure of the dossier takes it from here, too.
 */

/** What stays of money taken, for the till: nothing of it leads to a person. A charge may name somebody. */
export const RequestedKept = z.object({
  id: z.string(),
  amount: z.int(),
  method: z.enum(['cash', 'transfer']),
  collectedOn: z.string(),
  requestId: z.string(),
});
export type RequestedKept = z.infer<typeof RequestedKept>;

/** Money was taken for a dossier; its receipt waits for the provider's number. */
export const feeReceiptRequested = defineEntryKind({
  kind: 'fee-receipt-requested',
  chain: 'exchange',
  v: 1,
  body: Collected.extend({ id: Id, by: Actor, request: Request }),
  kept: {
    schema: RequestedKept,
    of: ({ id, amount, method, collectedOn, request }) => ({
      id,
      amount,
      method,
      collectedOn,
      requestId: request.id,
    }),
  },
});

/** What stays of a number: that it is taken. */
export const NumberedKept = z.object({ id: z.string(), number: ReceiptNumber, requestId: z.string() });
export type NumberedKept = z.infer<typeof NumberedKept>;

/** The number that the provider gave. `corrects`: why it takes the place of one that was entered wrongly. */
export const feeReceiptNumbered = defineEntryKind({
  kind: 'fee-receipt-numbered',
  chain: 'exchange',
  v: 1,
  body: z.strictObject({
    id: Id,
    number: ReceiptNumber,
    /** Typed by a person, read from a file, or told by the provider's system. */
    source: z.enum(['typed', 'file', 'provider']),
    corrects: Words.min(1).nullable(),
    by: Actor,
    request: Request,
  }),
  kept: {
    schema: NumberedKept,
    of: ({ id, number, request }) => ({ id, number, requestId: request.id }),
  },
});

/** What stays of it. */
export const WithdrawnKept = z.object({ id: z.string(), requestId: z.string() });
export type WithdrawnKept = z.infer<typeof WithdrawnKept>;

/** Before it had a number: the money was given back, or was never taken. */
export const feeReceiptWithdrawn = defineEntryKind({
  kind: 'fee-receipt-withdrawn',
  chain: 'exchange',
  v: 1,
  body: z.strictObject({ id: Id, reason: Words.min(1), by: Actor, request: Request }),
  kept: { schema: WithdrawnKept, of: ({ id, request }) => ({ id, requestId: request.id }) },
});

/** What stays of it: the outcome and the number in its place. */
export const EndedKept = z.object({
  id: z.string(),
  replacement: ReceiptNumber.nullable(),
  on: z.string(),
  requestId: z.string(),
});
export type EndedKept = z.infer<typeof EndedKept>;

/** The provider cancelled a receipt that had a number, or put another in its place. */
export const feeReceiptEnded = defineEntryKind({
  kind: 'fee-receipt-ended',
  chain: 'exchange',
  v: 1,
  body: z.strictObject({
    id: Id,
    /** Null: cancelled. */
    replacement: ReceiptNumber.nullable(),
    /** The provider's record, notice or request of it. */
    reference: z.string().max(100),
    reason: Words.min(1),
    on: ReceiptDay,
    by: Actor,
    request: Request,
  }),
  kept: {
    schema: EndedKept,
    of: ({ id, replacement, on, request }) => ({ id, replacement, on, requestId: request.id }),
  },
});

/** What waits was written to a file for the provider. In the local chain: no other office's business; only ids. */
export const feeReceiptsExported = defineEntryKind({
  kind: 'fee-receipts-exported',
  chain: 'local',
  v: 1,
  body: z.strictObject({ format: z.enum(['csv', 'json']), receipts: z.array(Id).min(1).max(5_000) }),
});
