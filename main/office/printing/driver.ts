/** A printer as its driver sees it now. */
export type FoundPrinter = {
  /** Name within the driver, e.g. the CUPS queue. */
  name: string;
  description: string;
  isDefault: boolean;
  state: 'ready' | 'busy' | 'stopped' | 'unknown';
};

/** One paper to print. The bytes are the archived PDF; a driver never changes them. */
export type PrintOrder = {
  /** Names this very print; a retry by a person is another one. */
  id: string;
  /** Not begun after this moment, milliseconds since 1970; a driver that is far away has to look. */
  expiresAt: number;
  pdf: Uint8Array;
  printer: string;
  copies: number;
  paper: 'A5' | 'A4';
  /** Shown in the spooler's list; the dossier's code, no personal data. */
  title: string;
  /** Given up when it aborts: what is not begun must not come out later. */
  signal: AbortSignal;
};

/** Why a paper is not known to be printed. Each has its sentence for the clerk in problems.ts. */
export type PrintProblem =
  | 'printer-missing'
  | 'printer-stopped'
  | 'printer-rejected'
  | 'printer-silent'
  | 'spooler-missing'
  | 'temporary-unwritable'
  | 'folder-unwritable'
  | 'cancelled'
  | 'cancelled-on-the-way'
  // Of a printer at the PC of a counter:
  | 'station-away'
  | 'station-lost'
  | 'paper-incomplete'
  | 'expired'
  | 'interrupted'
  | 'internal';

/**
 * How an order ended. `printed`: all that this driver can vouch for has happened: CUPS completed the job, Windows or the
 * host took the whole of it, the file is on the disk; `failed`: it is certain that no paper came out and none will;
 * `unknown`: a person has to look.
 */
export type PrintResult =
  | { outcome: 'printed'; problem: null }
  | { outcome: 'unknown' | 'failed'; problem: PrintProblem };

/** One way to print. Methods never throw for what printers do; they reject only for mistakes in the program. */
export type PrinterDriver = {
  list(): Promise<FoundPrinter[]>;
  /** The printer's present state; undefined when there is none of that name. */
  findStatus(printer: string): Promise<FoundPrinter | undefined>;
  print(order: PrintOrder): Promise<PrintResult>;
};

export const PRINTED: PrintResult = { outcome: 'printed', problem: null };

export function failed(problem: PrintProblem): PrintResult {
  return { outcome: 'failed', problem };
}

export function unknown(problem: PrintProblem): PrintResult {
  return { outcome: 'unknown', problem };
}

/** An order given up before a byte went out. A time that ran out is the printer's fault, not somebody's wish. */
export function givenUpBefore(signal: AbortSignal): PrintResult {
  return failed(isTimeout(signal) ? 'printer-stopped' : 'cancelled');
}

/** An order given up when bytes may have gone out. */
export function givenUpOnTheWay(signal: AbortSignal): PrintResult {
  return unknown(isTimeout(signal) ? 'printer-silent' : 'cancelled-on-the-way');
}

function isTimeout({ reason }: AbortSignal): boolean {
  return reason instanceof Error && reason.name === 'TimeoutError';
}
