/**
 * Printing: orders that are rows with states, made into archived PDFs after their commit, handed to a driver, and
 * every outcome an entry of the journal. `createPrinting` is the door.
 */
export { type Archive, ArchiveError, openArchive } from './archive.ts';
export { addArchiveKeyInTx, archiveKeysIn, putBackArchiveKeyInTx } from './archive-keys.ts';
export type { FoundPrinter, PrinterDriver, PrintOrder, PrintProblem, PrintResult } from './driver.ts';
export { createCupsDriver } from './drivers/cups.ts';
export { createHostDriver } from './drivers/host.ts';
export { createPdfFolderDriver, PDF_FOLDER_NAME } from './drivers/pdf-folder.ts';
export { createWindowsDriver } from './drivers/windows.ts';
export type { PaperErasure } from './erase-papers.ts';
export { PrintingError } from './errors.ts';
export { moveJobsInTx } from './jobs-table.ts';
export { findKnownPaper, type KnownPaper, knownPapers } from './known-papers.ts';
export { findArchivedOriginal } from './orders.ts';
export type { PaperSource, PrintingPorts, StationPrinters } from './ports.ts';
export { printedPapersProjector } from './printed-papers.ts';
export { createPrinting, type Printing } from './printing.ts';
export { createSystemPrinters } from './system-printers.ts';
