import { z } from 'zod';
import { defineEntryKind } from '../kind.ts';

const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** A serial of an agency and day, used or possibly used. */
export const SerialUsed = z.strictObject({ agencyCode: z.string(), day: Day, number: z.int().min(1) });
export type SerialUsed = z.infer<typeof SerialUsed>;

/**
 * Numbers may have been issued that this database does not know: until it is released, dossiers get provisional codes.
 * In the exchange chain, because who grants ranges must know.
 */
export const serialsFrozen = defineEntryKind({
  kind: 'serials-frozen',
  chain: 'exchange',
  v: 1,
  body: z.strictObject({
    reason: z.enum(['behind-mark', 'other-machine', 'other-file', 'unknown-mark', 'restored']),
    /** From the day of the last entry of this database on; null when it had none. */
    fromDay: Day.nullable(),
    /** The highest serial of each agency and day that was known outside. */
    known: z.array(SerialUsed).max(200),
  }),
});

/**
 * A person vouched for the last printed code: numbering goes on behind it. What lies between is possibly issued, is
 * never used, and no day before that of the code gets a number of the range any more.
 */
export const serialsReleased = defineEntryKind({
  kind: 'serials-released',
  chain: 'exchange',
  v: 1,
  body: z.strictObject({
    /** Null: no code was ever printed. */
    last: SerialUsed.nullable(),
    /** The confirmed code as printed. */
    code: z.string().max(50).nullable(),
    /** The person vouched that the other copy of this office, if there is one, receives no more. */
    otherStopped: z.boolean(),
    /** The last code that this database knew, or that was known outside, when it was confirmed. */
    knownLast: SerialUsed.nullable(),
  }),
});

/** A dossier received under a provisional code got its own; the provisional one finds it for ever. */
export const dossierCodeGiven = defineEntryKind({
  kind: 'dossier-code-given',
  chain: 'exchange',
  v: 1,
  body: z.strictObject({ code: z.string().max(50), serial: SerialUsed }),
  kept: {
    schema: z.strictObject({ code: z.string(), serial: SerialUsed }),
    of: ({ code, serial }) => ({ code, serial }),
  },
});
