import { z } from 'zod';
import { WellFormedText } from '../dossier/index.ts';
import { procedure } from './define.ts';

export const PrintJobState = z.enum([
  'waiting',
  'making',
  'printing',
  'printed',
  'unknown',
  'failed',
  'expired',
]);
export type PrintJobState = z.infer<typeof PrintJobState>;

/** One print order; `unknown` means the printer may or may not have printed it, and a person is asked. */
export const PrintJob = z.object({
  id: z.string(),
  dossierId: z.string(),
  title: z.string(),
  state: PrintJobState,
  printer: z.string(),
  /** Id of the archived paper once its PDF is made. */
  paperId: z.string().nullable(),
  /** The revision of the dossier that the paper tells. */
  revision: z.int().default(1),
  reprint: z.int(),
  createdAt: z.string(),
  /** What is wrong and what to do, in Vietnamese; null when nothing is. */
  problem: z.string().nullable(),
});
export type PrintJob = z.infer<typeof PrintJob>;

export const Printer = z.object({
  /** `pdf-folder`, `system:NAME`. */
  id: z.string(),
  name: z.string(),
  kind: z.enum(['pdf-folder', 'system']),
  state: z.enum(['ready', 'busy', 'stopped', 'unknown']),
  detail: z.string(),
});
export type Printer = z.infer<typeof Printer>;

export const PrintSettings = z.object({
  printerId: WellFormedText.max(300),
  /** `a5`: each liên on its own A5 sheet; `a4-two`: both side by side on one A4. */
  layout: z.enum(['a5', 'a4-two']),
  /** Folder of the built-in PDF printer; empty: `prints` beside the data. */
  pdfFolder: WellFormedText.max(500),
});
export type PrintSettings = z.infer<typeof PrintSettings>;

/** A paired counter whose PC has printers of its own; left out: the office's own PC. */
const station = z.string().min(1).max(100).optional();

/** The choice of a counter that prints at the office's own PC. */
export const OFFICE_PRINTER_ID = 'office';

export const printing = {
  printers: procedure({
    title: 'Máy in',
    description:
      'The printers of a PC and what is chosen for it. The list is empty while that PC is not connected.',
    access: ['administrator'],
    input: z.object({ station }),
    output: z.object({ printers: z.array(Printer), settings: PrintSettings }),
    errors: ['not-found'],
  }),
  choose: procedure({
    title: 'Chọn máy in',
    description:
      'Chooses the printer, the layout and the folder of PDFs; `office` for a counter that prints at the office’s own PC.',
    access: ['administrator'],
    input: PrintSettings.extend({ station }),
    output: z.object({}),
    errors: ['printer-missing', 'not-found'],
  }),
  testPage: procedure({
    title: 'In thử',
    description:
      'Prints a page that says it is a test, and tells how that ended. Leaves no order and no entry.',
    access: ['administrator'],
    input: z.object({
      printerId: WellFormedText.max(300),
      layout: z.enum(['a5', 'a4-two']),
      station,
    }),
    output: z.object({
      outcome: z.enum(['printed', 'unknown', 'failed']),
      /** What is wrong and what to do, in Vietnamese. */
      problem: z.string().nullable(),
    }),
    errors: ['not-found'],
  }),
  openJobs: procedure({
    title: 'Lệnh in chưa xong',
    description: 'Jobs that are not settled, newest first.',
    access: 'signed-in',
    input: z.object({}),
    output: z.object({ jobs: z.array(PrintJob) }),
  }),
  retry: procedure({
    title: 'In lại lệnh in',
    description: 'Prints a job that failed, expired or is in doubt once more.',
    access: 'signed-in',
    input: z.object({ jobId: WellFormedText.max(50) }),
    output: z.object({ job: PrintJob }),
    errors: ['not-found'],
  }),
  cancel: procedure({
    title: 'Bỏ lệnh in',
    description:
      'Drops a waiting job and gives up one at the printer; its end, known or not, comes with an event.',
    access: 'signed-in',
    input: z.object({ jobId: WellFormedText.max(50) }),
    output: z.object({ job: PrintJob }),
    errors: ['not-found'],
  }),
  confirm: procedure({
    title: 'Xác nhận đã in hay chưa',
    description: "The clerk's answer about a job in doubt.",
    access: 'signed-in',
    input: z.object({ jobId: WellFormedText.max(50), printed: z.boolean() }),
    output: z.object({ job: PrintJob }),
    errors: ['not-found'],
  }),
};
