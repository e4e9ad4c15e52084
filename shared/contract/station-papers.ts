import { oc } from '@orpc/contract';
import { z } from 'zod';

/** The documents' printers (A5, A4) of a station's PC. */

/** Of one paper: signed ones with their pictures are some hundred kB. */
export const STATION_PAPER_BYTES = 4 * 1024 * 1024;
/** Of one piece; in base64 it stays well below `STATION_MESSAGE_BYTES`. */
export const STATION_PIECE_BYTES = 192 * 1024;

const name = z.string().max(300);
const order = z.string().min(1).max(100);

export const StationPaperPrinter = z.object({
  name,
  description: name,
  isDefault: z.boolean(),
  state: z.enum(['ready', 'busy', 'stopped', 'unknown']),
});
export type StationPaperPrinter = z.infer<typeof StationPaperPrinter>;

/** Why a paper is not known to be printed; as `PrintProblem` of the office's own printers. */
export const StationPaperProblem = z.enum([
  'printer-missing',
  'printer-stopped',
  'printer-rejected',
  'printer-silent',
  'spooler-missing',
  'temporary-unwritable',
  'folder-unwritable',
  'cancelled',
  'cancelled-on-the-way',
  'expired',
  'interrupted',
  'paper-incomplete',
  'internal',
]);

/** `failed`: certainly no paper came out and none will; `unknown`: a person has to look. */
export const StationPaperEnd = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('printed'), problem: z.null() }),
  z.object({ outcome: z.enum(['unknown', 'failed']), problem: StationPaperProblem }),
]);
export type StationPaperEnd = z.infer<typeof StationPaperEnd>;

export const stationPapers = {
  /** The printers of that PC's system. */
  list: oc.input(z.object({})).output(z.array(StationPaperPrinter).max(100)),
  /**
   * A piece of a paper that is printed next; offset 0 begins anew. Held in memory only, for this connection only.
   * `taken` false: it does not follow on what is there.
   */
  send: oc
    .input(
      z.object({
        order,
        offset: z.int().min(0).max(STATION_PAPER_BYTES),
        bytes: z.base64().max(Math.ceil(STATION_PIECE_BYTES / 3) * 4),
      }),
    )
    .output(z.object({ taken: z.boolean() })),
  /**
   * Prints what was sent under this order, once: the same order again gives the answer of the first time. What came too
   * late is not begun, and nothing waits at the station.
   */
  print: oc
    .input(
      z.object({
        order,
        printer: name,
        copies: z.int().min(1).max(20),
        paper: z.enum(['A5', 'A4']),
        /** Shown in the spooler's list; no personal data. */
        title: z.string().max(200),
        /** Of the whole paper, hexadecimal. */
        sha256: z.string().length(64),
        now: z.int(),
        expiresAt: z.int(),
      }),
    )
    .output(StationPaperEnd),
  /** Gives up what is under way; its end is the answer of `print`. `late`: its time has run out, nobody wished it. */
  cancel: oc.input(z.object({ order, late: z.boolean() })).output(z.object({})),
};
