import { epochOfOfficeTimestamp } from '#shared/base/index.ts';
import {
  chooseTemplate,
  findTemplate,
  formKey,
  layoutReceipt,
  type ReceiptTemplate,
  receiptValuesOf,
} from '#shared/forms/index.ts';
import { findDossier, receiptHeadOf } from '../dossiers/index.ts';
import type { PaperSource } from '../printing/index.ts';
import type { OfficeSettings } from '../settings/index.ts';
import type { ReadableDb } from '../storage/index.ts';

/** What a dossier's receipt says: its own values on the form it was received under. */
export function createReceiptSource(parts: {
  db: ReadableDb;
  templates: readonly ReceiptTemplate[];
  settings: () => OfficeSettings;
}): PaperSource {
  const { db, templates, settings } = parts;
  return {
    documentFor({ dossierId }) {
      const dossier = findDossier(db, dossierId);
      if (dossier === undefined) throw new Error('a print order without its dossier');
      const { profile } = settings();
      const template =
        findTemplate(templates, dossier.versions.form) ??
        chooseTemplate(templates, dossier.receivedAt.slice(0, 10));
      const values = receiptValuesOf(dossier, receiptHeadOf(profile));
      const lookUp = profile.lookUpAddress === '' ? null : profile.lookUpAddress;
      return {
        documents: [layoutReceipt(template, values, lookUp)],
        form: formKey(template),
        at: epochOfOfficeTimestamp(dossier.receivedAt),
      };
    },
    reprintMark(form, number) {
      const template = findTemplate(templates, form) ?? templates[0];
      if (template === undefined) throw new Error('no receipt template is installed');
      return template.words.reprintMark.replace('{number}', String(number));
    },
  };
}
