import { z } from 'zod';
import { WellFormedText } from '../dossier/index.ts';
import { procedure } from './define.ts';

const Known = z.object({
  /** Office time. */
  at: z.string(),
  /** The last code of the office's own then; null when none was known. */
  code: z.string().nullable(),
});

/** A station under which this database was written: a PC's run of entries, and why it began. */
export const StationRow = z.object({
  station: z.string(),
  begunAt: z.string(),
  reason: z.enum([
    'set-up',
    'first-mark',
    'behind-mark',
    'other-machine',
    'other-file',
    'unknown-mark',
    'restored',
  ]),
  previous: z.string().nullable(),
  /** The last entry of the database itself. */
  lastInside: Known.nullable(),
  /** The last that was known outside; `exact`: nothing can have come after it. */
  lastOutside: Known.extend({ exact: z.boolean() }).nullable(),
  /** How many chains are known outside to go further than this database. */
  missingChains: z.int(),
});
export type StationRow = z.infer<typeof StationRow>;

/** A confirmation of the last printed code. */
export const ReleaseRow = z.object({
  at: z.string(),
  by: z.string(),
  code: z.string().nullable(),
  /** Codes between these may have been issued by another copy; nobody knows, and none is used again. */
  unknown: z.object({ after: z.string().nullable(), to: z.string() }).nullable(),
});
export type ReleaseRow = z.infer<typeof ReleaseRow>;

/** What an administrator needs to see before confirming. */
export const NumbersState = z.object({
  /** Null: numbers are given as usual. */
  frozen: z
    .object({
      since: z.string(),
      reason: z.enum(['behind-mark', 'other-machine', 'other-file', 'unknown-mark', 'restored']),
      /** Another copy may still be at work: it must be vouched for that it is not. */
      asksOtherStopped: z.boolean(),
      /** The province grants numbers: its next lease ends the freeze, nobody needs to confirm anything. */
      waitsForLease: z.boolean(),
      /** The last code that is known to be given; the confirmed one is not before it. Null: none is known. */
      knownLast: z.string().nullable(),
      /** How a code of this office looks, for today. */
      example: z.string(),
    })
    .nullable(),
  /** The newest code that was given, and when (office time). Null in a new office. */
  lastCode: z.object({ code: z.string(), at: z.string() }).nullable(),
  /** The newest slip of each book and when it was given, the newest year first: "HDHS/2026" → "07/2026/HDHS". */
  lastSlips: z.array(z.object({ volume: z.string(), code: z.string(), at: z.string() })),
  /** Dossiers that have a provisional code only. */
  provisional: z.int(),
  station: z.string(),
  stations: z.array(StationRow),
  releases: z.array(ReleaseRow),
});
export type NumbersState = z.infer<typeof NumbersState>;

export const numbers = {
  state: procedure({
    title: 'Trạm và dải số',
    description:
      'Whether numbers are frozen because this is a restored or copied database, what was found, and earlier confirmations.',
    access: ['administrator'],
    input: z.object({}),
    output: NumbersState,
  }),
  confirmLastCode: procedure({
    title: 'Xác nhận mã in sau cùng',
    description:
      'Ends the freeze: the last printed code, typed or scanned (empty: none was ever printed). Dossiers with a provisional code get their own behind it. Harmless to repeat.',
    access: ['administrator'],
    input: z.object({ code: WellFormedText.max(500), otherStopped: z.boolean() }),
    output: z.object({
      /** Codes given to dossiers that had a provisional one only. */
      given: z.int(),
      /** Dossiers that keep their provisional code: numbers of their day are not known any more. */
      kept: z.int(),
    }),
  }),
};

/** A stretch of time in which the PC's clock was in doubt, by that clock. */
export const ClockSpan = z.object({
  trouble: z.enum(['set-back', 'far-ahead', 'before-build']),
  beganAt: z.string(),
  /** Null: it lasts. */
  endedAt: z.string().nullable(),
  /** Who said that the clock is right, where a person did. */
  endedBy: z.string().nullable(),
});
export type ClockSpan = z.infer<typeof ClockSpan>;

/** Something issued while the clock was in doubt. */
export const DoubtfulPaper = z.object({
  dossierId: z.string(),
  code: z.string(),
  /** `dossier`: received then; `paper`: printed then. */
  kind: z.enum(['dossier', 'paper']),
  title: z.string(),
  at: z.string(),
});
export type DoubtfulPaper = z.infer<typeof DoubtfulPaper>;

export const clock = {
  state: procedure({
    title: 'Đồng hồ của máy',
    description:
      'Whether the clock is in doubt, when it was, and what was issued meanwhile, newest first (at most 500).',
    access: 'signed-in',
    input: z.object({}),
    output: z.object({
      trouble: z.enum(['set-back', 'far-ahead', 'before-build']).nullable(),
      now: z.string(),
      /** The latest time that nobody doubts; null in a new office. */
      trusted: z.string().nullable(),
      spans: z.array(ClockSpan),
      papers: z.array(DoubtfulPaper),
      more: z.boolean(),
    }),
  }),
  confirm: procedure({
    title: 'Xác nhận giờ máy đúng',
    description:
      'An administrator says that the clock is right now (after a long pause, or when earlier entries were ahead). Not where it surely is wrong.',
    access: ['administrator'],
    input: z.object({}),
    output: z.object({}),
  }),
};
