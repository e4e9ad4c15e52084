import { epochOfOfficeTimestamp } from '#shared/base/index.ts';
import type { Dossier } from '#shared/dossier/index.ts';
import {
  chooseTemplate,
  type FormDocument,
  findTemplate,
  formKey,
  layoutReceipt,
  type ReceiptTemplate,
  receiptValuesOf,
} from '#shared/forms/index.ts';
import { findDossier, findRevision, receiptHeadOf } from '../dossiers/index.ts';
import type { Journal } from '../journal/index.ts';
import type { PaperSource } from '../printing/index.ts';
import type { OfficeSettings } from '../settings/index.ts';
import type { ReadableDb } from '../storage/index.ts';

type ReceiptParts = { templates: readonly ReceiptTemplate[]; settings: () => OfficeSettings };

/** The filled receipt of a dossier: its own values on the form it was received under. */
export function receiptOf({ templates, settings }: ReceiptParts, dossier: Dossier): FormDocument {
  const { profile } = settings();
  const values = receiptValuesOf(dossier, receiptHeadOf(profile));
  const lookUp = profile.lookUpAddress === '' ? null : profile.lookUpAddress;
  return layoutReceipt(templateOf(templates, dossier), values, lookUp);
}

/** What printing asks for when a receipt's turn has come. */
export function createReceiptSource(
  parts: ReceiptParts & { db: ReadableDb; journal: Pick<Journal, 'history'> },
): PaperSource {
  const { db, journal, templates } = parts;
  return {
    documentFor({ dossierId, revision }) {
      const present = findDossier(db, dossierId);
      const dossier = present === undefined ? undefined : findRevision(journal, present, revision);
      if (dossier === undefined) throw new Error('a print order without its dossier');
      return {
        documents: [receiptOf(parts, dossier)],
        form: formKey(templateOf(templates, dossier)),
        at: epochOfOfficeTimestamp(dossier.correction?.at ?? dossier.receivedAt),
      };
    },
    reprintMark(form, number, dossierId) {
      const template = findTemplate(templates, form) ?? templates[0];
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
function templateOf(templates: readonly ReceiptTemplate[], dossier: Dossier): ReceiptTemplate {
  return (
    findTemplate(templates, dossier.versions.form) ??
    chooseTemplate(templates, dossier.receivedAt.slice(0, 10))
  );
}
