import { z } from 'zod';
import { Procedure } from '../catalog/index.ts';
import {
  CancelDossier,
  CorrectDossier,
  Dossier,
  DossierChanges,
  DossierDue,
  DossierFee,
  MendingReason,
  MendingReasons,
  WellFormedText,
} from '../dossier/index.ts';
import { FormDocument } from '../forms/index.ts';
import { procedure } from './define.ts';
import { PrintJob } from './printing.ts';

const Label = z.object({ vi: z.string(), en: z.string() });

/** What two revisions say differently of one thing, in words; empty where one of them says nothing. */
export const FieldChange = z.object({ key: z.string(), label: Label, before: z.string(), after: z.string() });
export type FieldChange = z.infer<typeof FieldChange>;

/** One revision of a dossier, in words. */
export const DossierRevision = z.object({
  revision: z.int().min(1),
  at: z.string(),
  by: z.string(),
  /** Null for the first one. */
  reason: MendingReason.nullable(),
  /** Whether a receipt of it is on the way or may have come out of a printer. */
  issued: z.boolean(),
  /** Everything that a correction may change; `key` is the same in every revision. Empty where erased. */
  fields: z.array(z.object({ key: z.string(), label: Label, value: z.string() })),
  /** Where the content was erased: "đã xóa theo …". */
  erased: z.string().nullable(),
});
export type DossierRevision = z.infer<typeof DossierRevision>;

/** Whether this person may do it now; otherwise the sentence that says why not and what to do. */
const Permission = z.object({ allowed: z.boolean(), why: z.string() });

const Problem = z.object({ field: z.string(), message: z.string() });

/** Correcting and cancelling what was received. Joined to the procedures on dossiers. */
export const corrections = {
  mending: procedure({
    title: 'Quyền và lựa chọn khi sửa, hủy',
    description:
      'Whether the signed-in person may correct or cancel this dossier (a slip: cancel) now, the reasons to choose from, and the procedure as it was when the dossier was received.',
    access: 'signed-in',
    input: z.object({ id: WellFormedText.max(50) }),
    output: z.object({
      correct: Permission,
      cancel: Permission,
      reasons: MendingReasons,
      /** Null where its catalogue version is not here any more: then nothing that depends on it can be corrected. */
      procedure: Procedure.nullable(),
    }),
    errors: ['not-found'],
  }),
  previewCorrection: procedure({
    title: 'Xem trước khi sửa',
    description:
      'What a correction would make of the dossier: changed fields, due date and fee before and after, problems, and the superseding receipt. Writes nothing.',
    access: ['clerk', 'administrator'],
    input: z.object({
      id: WellFormedText.max(50),
      basedOn: z.int().min(1),
      changes: DossierChanges,
    }),
    output: z.object({
      changes: z.array(FieldChange),
      due: z.object({ before: DossierDue, after: DossierDue, changed: z.boolean() }),
      fee: z.object({ before: DossierFee, after: DossierFee }),
      problems: z.array(Problem),
      warnings: z.array(z.object({ field: z.string().nullable(), message: z.string() })),
      document: FormDocument,
    }),
    errors: ['not-found', 'unknown-procedure', 'corrected-meanwhile', 'dossier-cancelled', 'dossier-closed'],
  }),
  correct: procedure({
    title: 'Sửa hồ sơ đã tiếp nhận',
    description:
      'Writes a new revision beside the old one, and prints its superseding receipt when asked to. The clerk who received it on that day, or an administrator. The same `requestId` sent again answers with the first outcome.',
    access: ['clerk', 'administrator'],
    input: CorrectDossier,
    output: z.object({ dossier: Dossier, job: PrintJob.nullable(), repeated: z.boolean() }),
    errors: [
      'not-found',
      'unknown-procedure',
      'corrected-meanwhile',
      'dossier-cancelled',
      'dossier-closed',
      'nothing-corrected',
      'due-changes',
      'due-needed',
      'due-in-past',
      'fee-needed',
      'exemption-needs-ground',
      'request-reused',
    ],
  }),
  cancel: procedure({
    title: 'Hủy hồ sơ tiếp nhận nhầm',
    description:
      'Marks a dossier that was received by mistake. Its code and register line stay taken for ever. The clerk who received it on that day, or an administrator.',
    access: ['clerk', 'administrator'],
    input: CancelDossier,
    output: z.object({ dossier: Dossier, repeated: z.boolean() }),
    errors: ['not-found', 'corrected-meanwhile', 'dossier-cancelled', 'dossier-closed', 'request-reused'],
  }),
  revisions: procedure({
    title: 'Các bản của hồ sơ',
    description: 'Every revision of a dossier, oldest first, in words.',
    access: 'signed-in',
    input: z.object({ id: WellFormedText.max(50) }),
    output: z.object({ revisions: z.array(DossierRevision) }),
    errors: ['not-found'],
  }),
  findByReceipt: procedure({
    title: 'Mở hồ sơ từ mã trên giấy',
    description:
      'The dossier of a scanned receipt or slip: the content of its QR (of any revision) or of its bar code. Says which revision the paper tells and what became of it.',
    access: 'signed-in',
    input: z.object({ text: WellFormedText.max(4000) }),
    output: z.object({
      id: z.string(),
      code: z.string(),
      /** The revision of the paper; null where only the code was read. */
      revision: z.int().nullable(),
      /** The present revision. */
      current: z.int(),
      /** When the revision after the paper's was made; null where the paper tells the present one. */
      supersededAt: z.string().nullable(),
      cancelledAt: z.string().nullable(),
    }),
    errors: ['not-found', 'erased'],
  }),
};
