import { z } from 'zod';
import { PaperKind } from '../../dossier/index.ts';
import { defineEntryKind } from '../kind.ts';

/** What stays of a print: that a paper was made and how it ended. Not its hash, which would confirm a guessed paper. */
export const PrintedKept = z.object({
  paperId: z.string(),
  paper: z.string(),
  copies: z.int(),
  reprint: z.int(),
  attempt: z.int(),
  outcome: z.enum(['printed', 'unknown', 'failed']),
});
export type PrintedKept = z.infer<typeof PrintedKept>;

/**
 * How a paper left a printer, told once per attempt and again when a person clears a doubt. The PDF itself lies in
 * the archive under its hash. In the local chain: the province gets dossiers, not this office's sheets of paper.
 */
export const paperPrinted = defineEntryKind({
  kind: 'paper-printed',
  chain: 'local',
  v: 3,
  // Before corrections existed every paper was of the first revision; before slips every paper was a receipt.
  upcasters: { 1: (body) => ({ ...z.looseObject({}).parse(body), revision: 1 }), 2: (body) => body },
  body: z.strictObject({
    /** Id of the paper; the same for every attempt to print it. */
    paperId: z.string().min(1).max(50),
    dossierId: z.string().min(1).max(50),
    paper: PaperKind,
    title: z.string().max(200),
    /** Circular, number and version of the form. */
    form: z.string().max(200),
    /** Of the archived PDF's bytes. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    printer: z.string().max(300),
    copies: z.int().min(1).max(99),
    /** The revision of the dossier that the paper tells. */
    revision: z.int().min(1),
    /** 0 for the first print, n for "BẢN IN LẠI n". */
    reprint: z.int().min(0),
    /** Which attempt at this paper, from 1. */
    attempt: z.int().min(1),
    outcome: z.enum(['printed', 'unknown', 'failed']),
    /** `restart`: the program ended while it printed, so nobody knows. */
    toldBy: z.enum(['printer', 'person', 'restart']),
    /** Code of what was wrong; null where nothing was. */
    problem: z.string().max(100).nullable(),
  }),
  kept: {
    schema: PrintedKept,
    of: ({ paperId, paper, copies, reprint, attempt, outcome }) => ({
      paperId,
      paper,
      copies,
      reprint,
      attempt,
      outcome,
    }),
  },
});
