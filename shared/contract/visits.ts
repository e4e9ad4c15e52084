import { z } from 'zod';
import { SlipKind, WellFormedText } from '../dossier/index.ts';
import { procedure } from './define.ts';
import { PrintJob } from './printing.ts';

/** A dossier among those that one applicant handed in at one time. */
export const VisitDossier = z.object({
  id: z.string(),
  code: z.string(),
  checkValue: z.string(),
  procedureName: z.string(),
  receivedAt: z.string(),
  /** Null where nothing is promised: a slip. */
  dueAt: z.string().nullable(),
  /** Which slip it is; null for what was received. */
  slip: SlipKind.nullable().default(null),
  /** The result was handed over at once: it has a receipt only where one was asked for. */
  atOnce: z.boolean().default(false),
  cancelled: z.boolean(),
  /** The newest order of its receipt or slip; null while none was ordered. */
  job: PrintJob.nullable(),
});
export type VisitDossier = z.infer<typeof VisitDossier>;

export const visits = {
  get: procedure({
    title: 'Hồ sơ trong cùng lượt',
    description:
      'The dossiers of the visit in which this one was handed in that are of the same applicant, or handed in by the same filer, in the order of reception.',
    access: 'signed-in',
    input: z.object({ dossierId: WellFormedText.max(50) }),
    output: z.object({ dossiers: z.array(VisitDossier) }),
    errors: ['not-found', 'erased'],
  }),
  print: procedure({
    title: 'In cả tập giấy tiếp nhận',
    description:
      'Orders the receipts and slips of these dossiers of the visit that are not cancelled, one after the other: a paper that came out before as a marked reprint, the others for the first time. Of a result handed over at once nothing is printed unless its receipt was asked for before. All are ordered or none; `requestId` makes a repeat harmless.',
    access: ['clerk', 'administrator'],
    input: z.object({ dossierId: WellFormedText.max(50), requestId: z.uuid() }),
    output: z.object({ jobs: z.array(PrintJob) }),
    errors: ['not-found', 'erased', 'file-damaged'],
  }),
};
