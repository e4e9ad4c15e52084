import { z } from 'zod';
import { WellFormedText } from '../dossier/index.ts';
import { procedure } from './define.ts';
import { PrintJob } from './printing.ts';

/** A dossier among those that one applicant handed in at one time. */
export const VisitDossier = z.object({
  id: z.string(),
  code: z.string(),
  checkValue: z.string(),
  procedureName: z.string(),
  receivedAt: z.string(),
  dueAt: z.string(),
  cancelled: z.boolean(),
  /** The newest order of its receipt; null while none was ordered. */
  job: PrintJob.nullable(),
});
export type VisitDossier = z.infer<typeof VisitDossier>;

export const visits = {
  get: procedure({
    title: 'Hồ sơ trong cùng lượt',
    description: 'All dossiers of the visit in which this one was handed in, in the order of reception.',
    access: 'signed-in',
    input: z.object({ dossierId: WellFormedText.max(50) }),
    output: z.object({ dossiers: z.array(VisitDossier) }),
    errors: ['not-found', 'erased'],
  }),
  print: procedure({
    title: 'In cả tập giấy tiếp nhận',
    description:
      'Orders the receipts of all dossiers of the visit that are not cancelled, one after the other: a receipt that came out before as a marked reprint, the others for the first time. `requestId` makes a repeat harmless.',
    access: ['clerk', 'administrator'],
    input: z.object({ dossierId: WellFormedText.max(50), requestId: z.uuid() }),
    output: z.object({ jobs: z.array(PrintJob) }),
    errors: ['not-found', 'erased', 'file-damaged'],
  }),
};
