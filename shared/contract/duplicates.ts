import { z } from 'zod';
import { ApplicantKind, DossierState, MinuteText, SlipKind, WellFormedText } from '../dossier/index.ts';
import { procedure } from './define.ts';

/** Somebody in whose name a dossier is about to be received. */
export const DuplicateSubject = z.object({
  /** Where they stand in the form: `applicant`, `coApplicants.0`. */
  place: WellFormedText.max(30),
  kind: ApplicantKind,
  name: WellFormedText.max(200),
  idNumber: WellFormedText.max(20).nullable(),
  oldNumber: WellFormedText.max(20).nullable(),
  birth: WellFormedText.max(10).nullable(),
});
export type DuplicateSubject = z.infer<typeof DuplicateSubject>;

/**
 * Why somebody may be two, or a dossier be there already. `other-name`: the number was received under another name;
 * `other-number`: name and birth were received under another number; `open-dossier`: the same procedure of the same
 * applicant is not at its end; with `slip`, papers were asked for and nobody came back with them yet.
 */
export const DuplicateFound = z.object({
  place: z.string(),
  kind: z.enum(['other-name', 'other-number', 'open-dossier']),
  /** The name there. */
  name: z.string(),
  /** The number there, masked but for the last four characters; empty where there is none. */
  idNumberMasked: z.string(),
  /** Which slip the dossier is; null for what was received. */
  slip: SlipKind.nullable().default(null),
  dossier: z.object({
    id: z.string(),
    code: z.string(),
    procedureName: z.string(),
    receivedAt: z.string(),
    /** Null where nothing is promised: a slip. */
    dueAt: MinuteText.nullable(),
    state: DossierState,
  }),
});
export type DuplicateFound = z.infer<typeof DuplicateFound>;

export const duplicates = {
  find: procedure({
    title: 'Tìm người và hồ sơ trùng',
    description:
      'Before a form is received: applicants who were received under another name or number, and dossiers of the same applicant and procedure that are still open. Stops nothing.',
    access: ['clerk', 'administrator'],
    input: z.object({
      applicants: z.array(DuplicateSubject).max(51),
      procedureCode: WellFormedText.max(20).nullable(),
    }),
    output: z.object({ found: z.array(DuplicateFound) }),
  }),
};
