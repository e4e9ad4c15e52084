import { z } from 'zod';
import { Dossier, GiveSlip, SlipDraft, SlipReasons } from '../dossier/index.ts';
import { FormDocument } from '../forms/index.ts';
import { procedure } from './define.ts';
import { PrintJob } from './printing.ts';

/** When nothing can be received: asking for what is missing, and refusing. */
export const slips = {
  reasons: procedure({
    title: 'Lý do trên phiếu',
    description: 'The reasons to choose from on a request for supplement and on a refusal.',
    access: ['clerk', 'administrator'],
    input: z.object({}),
    output: SlipReasons,
  }),
  preview: procedure({
    title: 'Xem trước phiếu',
    description:
      'The request for supplement or the refusal as it would be printed, with the problems that would make the office refuse it. Writes nothing.',
    access: ['clerk', 'administrator'],
    input: SlipDraft,
    output: z.object({
      document: FormDocument,
      /** Problems by field, in the order of the form. */
      problems: z.array(z.object({ field: z.string(), message: z.string() })),
    }),
  }),
  give: procedure({
    title: 'Lập phiếu yêu cầu bổ sung hoặc từ chối',
    description:
      'Records that papers were asked for, or that the matter was refused, with a number of its own book, and orders its print when asked to. Nothing is received: no dossier code, no due date. The same `requestId` sent again answers with the first outcome.',
    access: ['clerk', 'administrator'],
    input: GiveSlip,
    output: z.object({ dossier: Dossier, job: PrintJob.nullable(), repeated: z.boolean() }),
    errors: ['unknown-procedure', 'request-reused', 'draft-taken', 'erased'],
  }),
};
