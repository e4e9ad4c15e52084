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
  | 'folder-unwritable'
  | 'cancelled';

/**
 * How an order ended. `printed`: the driver was told so by the spooler (or the file is on the disk); `failed`: it is
 * certain that no paper came out and none will; `unknown`: a person has to look.
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
