import type { Clock, Ids } from '#shared/base/index.ts';
import type { PrintJob } from '#shared/contract/index.ts';
import type { PaperKind } from '#shared/dossier/index.ts';
import type { FormDocument } from '#shared/forms/index.ts';
import type { PdfRenderer } from '../forms/index.ts';
import type { Journal } from '../journal/index.ts';
import type { Logger } from '../log/index.ts';
import type { Database } from '../storage/index.ts';
import type { PrinterDriver } from './driver.ts';

/** What a paper says, asked when its turn comes. Throws where the dossier is gone. */
export type PaperSource = {
  /** `form`: key of the template; `at`: milliseconds since 1970 that the file states as its date. */
  documentFor(job: { dossierId: string; paper: PaperKind; revision: number }): {
    documents: FormDocument[];
    form: string;
    at: number;
  };
  /** "BẢN IN LẠI n" in the words of the form; for a cancelled dossier "ĐÃ HỦY" as well. */
  reprintMark(form: string, number: number, dossierId: string): string;
  /** Hash of the signed file of a revision's paper; undefined where nobody signed it. */
  findSigned?(dossierId: string, revision: number): string | undefined;
  /** Whether a paper ordered then lost its place since: the dossier was corrected, or cancelled. */
  isSuperseded(order: { dossierId: string; revision: number; createdAt: number }): boolean;
};

/** The PCs of paired counters that may print papers with printers of their own. */
export type StationPrinters = {
  /** Whether it is a counter of this office now. */
  isCounter(station: string): boolean;
  isConnected(station: string): boolean;
  driverOf(station: string): PrinterDriver;
};

/** Everything the printing room needs; passed in once. */
export type PrintingPorts = {
  db: Database;
  journal: Journal;
  clock: Clock;
  ids: Ids;
  station: string;
  renderer: PdfRenderer;
  papers: PaperSource;
  /** Prints into the folder of the settings, or this one where none is set. */
  defaultPdfFolder: string;
  /** The system's spooler or the host's own printing. */
  systemPrinters: PrinterDriver;
  /** Left out: this PC alone prints. */
  stations?: StationPrinters;
  archiveDirectory: string;
  /** The key of the open database: an archive older than its own keys has one derived from it. */
  databaseKey: Uint8Array;
  /** Called after each commit that changed a job. */
  onJobChanged(job: PrintJob): void;
  log: Logger;
  /** How long an order waits before it is dropped rather than printed late, in milliseconds. */
  timeToLiveMs?: number;
  /** Longest time a driver may take for one paper, in milliseconds. */
  driverTimeoutMs?: number;
  /** Pause before a state that could not be written (disk full, database busy) is written again, in milliseconds. */
  writeAgainMs?: number;
};
