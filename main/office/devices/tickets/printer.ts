import type { DeviceProblem } from '#shared/contract/index.ts';
import type { PrinterStatus } from '#shared/escpos/index.ts';

/** A ticket as bytes, and by how many rows of dots it moves the paper. */
export type TicketBytes = { readonly bytes: Uint8Array; readonly rows: number };

/** Which print this is: another one each time a ticket is sent, and until when paper may begin to come out. */
export type PrintOrder = { readonly id: string; readonly expiresAt: number };

/** How a printer stands. `canPrint` without a status: it never told one, so that what is sent stays in doubt. */
export type PrinterCheck = {
  readonly canPrint: boolean;
  readonly problem: DeviceProblem | null;
  readonly status: PrinterStatus | null;
};

/**
 * How a ticket ended. `printed`: the printer said so, or an administrator said that this model never does;
 * `not-begun`: it is certain that not one byte went out; `unknown`: a person has to look, and it is certain, as far as
 * a program can do that, that nothing more of it comes out by itself.
 */
export type PrintEnd =
  | { readonly outcome: 'printed'; readonly problem: null }
  | { readonly outcome: 'unknown' | 'not-begun'; readonly problem: DeviceProblem };

/** One printer of tickets. Calls come one after another; none throws for what printers do. */
export type TicketPrinter = {
  /** Connects where it has to, and asks. */
  check(): Promise<PrinterCheck>;
  /** Prints one ticket. Call it right after a check that said it can. `order` matters to a printer of another PC. */
  print(ticket: TicketBytes, order: PrintOrder): Promise<PrintEnd>;
  /** Nothing waits for it: lets go of a line that others may want. False: there is none to let go of. */
  rest(): Promise<boolean>;
  /** Gives up what is under way. Idempotent. */
  close(): Promise<void>;
};
