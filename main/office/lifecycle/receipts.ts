import { epochOfOfficeTimestamp } from '#shared/base/index.ts';
import type { Dossier } from '#shared/dossier/index.ts';
import {
  chooseSlipTemplate,
  chooseTemplate,
  type FormDocument,
  findTemplate,
  formKey,
  type LookupAddress,
  layoutReceipt,
  layoutSlip,
  type ReceiptTemplate,
  receiptValuesOf,
  type SlipTemplate,
  slipValuesOf,
} from '#shared/forms/index.ts';
import { findDossier, findRevision, receiptHeadOf } from '../dossiers/index.ts';
import type { Journal } from '../journal/index.ts';
import type { PaperSource } from '../printing/index.ts';
import type { OfficeSettings } from '../settings/index.ts';
import type { ReadableDb } from '../storage/index.ts';

type PaperParts = {
  /** Every template that a paper may have been given under. */
  templates: () => { receipts: readonly ReceiptTemplate[]; slips: readonly SlipTemplate[] };
  settings: () => OfficeSettings;
  /** Where the QR of a receipt made now leads. */
  lookUp: () => LookupAddress;
  /** The revisions of a dossier of which a receipt is on the way or may have come out. */
  issuedRevisions: (dossierId: string) => readonly number[];
};

/** The filled receipt or slip of a dossier: its own values on the form it was given under. */
export function paperOf(parts: PaperParts, dossier: Dossier): FormDocument {
  const { receipts, slips } = parts.templates();
  const { profile } = parts.settings();
  const head = receiptHeadOf(profile);
  if (dossier.slip !== undefined) {
    return layoutSlip(slipTemplateOf(slips, dossier), slipValuesOf(dossier, head));
  }
  const values = receiptValuesOf(dossier, head);
  const supersedes = isFirstPaper(parts, dossier) ? null : values.supersedes;
  return layoutReceipt(receiptTemplateOf(receipts, dossier), { ...values, supersedes }, parts.lookUp());
}

/** What was handed over at once mostly had no paper: a corrected receipt then takes the place of none. */
function isFirstPaper({ issuedRevisions }: PaperParts, { id, atOnce, correction }: Dossier): boolean {
  if (atOnce !== true || correction === null) return false;
  return !issuedRevisions(id).includes(correction.supersedes.revision);
}

/** What printing asks for when the turn of a receipt or slip has come. */
export function createPaperSource(
  parts: PaperParts & { db: ReadableDb; journal: Pick<Journal, 'history'> },
): PaperSource {
  const { db, journal } = parts;
  return {
    documentFor({ dossierId, revision }) {
      const present = findDossier(db, dossierId);
      const dossier = present === undefined ? undefined : findRevision(journal, present, revision);
      if (dossier === undefined) throw new Error('a print order without its dossier');
      const { receipts, slips } = parts.templates();
      return {
        documents: [paperOf(parts, dossier)],
        form: formKey(
          dossier.slip === undefined ? receiptTemplateOf(receipts, dossier) : slipTemplateOf(slips, dossier),
        ),
        at: epochOfOfficeTimestamp(dossier.correction?.at ?? dossier.receivedAt),
      };
    },
    reprintMark(form, number, dossierId) {
      const { receipts, slips } = parts.templates();
      const template =
        findTemplate<ReceiptTemplate | SlipTemplate>([...receipts, ...slips], form) ?? receipts[0];
      if (template === undefined) throw new Error('no receipt template is installed');
      const { reprintMark, cancelledMark } = template.words;
      const mark = reprintMark.replace('{number}', String(number));
      const cancelled = findDossier(db, dossierId)?.cancelled != null;
      return cancelled ? `${cancelledMark} · ${mark}` : mark;
    },
    isSuperseded({ dossierId, revision, createdAt }) {
      const dossier = findDossier(db, dossierId);
      if (dossier === undefined) return false;
      const { cancelled } = dossier;
      // Printed after the cancellation it says so itself.
      const cancelledSince = cancelled !== null && createdAt < epochOfOfficeTimestamp(cancelled.at);
      return dossier.revision > revision || cancelledSince;
    },
  };
}

/** The form a dossier was received under; where that is no longer installed, the one of its day. */
function receiptTemplateOf(templates: readonly ReceiptTemplate[], dossier: Dossier): ReceiptTemplate {
  return (
    findTemplate(templates, dossier.versions.form) ??
    chooseTemplate(templates, dossier.receivedAt.slice(0, 10))
  );
}

/** The same for a slip. */
function slipTemplateOf(templates: readonly SlipTemplate[], dossier: Dossier): SlipTemplate {
  const kind = dossier.slip?.kind ?? 'supplement';
  return (
    findTemplate(templates, dossier.versions.form) ??
    chooseSlipTemplate(templates, kind, dossier.receivedAt.slice(0, 10))
  );
}
