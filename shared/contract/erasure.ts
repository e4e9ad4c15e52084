import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { DossierCode, DossierState, SlipKind, WellFormedText } from '../dossier/index.ts';
import { procedure } from './define.ts';
import { HistoryItem } from './dossiers.ts';

/** A ground on which data may be erased today, from the data. */
export const ErasureGround = z.object({
  id: z.string(),
  label: z.string(),
  /** As shown afterwards: "đã xóa theo …". */
  shown: z.string(),
  source: z.string(),
  certainty: z.enum(['confirmed', 'partly', 'unconfirmed']),
});
export type ErasureGround = z.infer<typeof ErasureGround>;

/** A dossier that may be erased, as an administrator must see it to be sure that it is the right one. */
export const ErasableDossier = z.object({
  id: z.string(),
  code: z.string(),
  applicantName: z.string(),
  idNumberMasked: z.string(),
  procedureName: z.string(),
  receivedAt: z.string(),
  state: DossierState,
  /** Not at an end: erasing it needs a reason of its own. */
  open: z.boolean(),
  /** How the number that was looked for stands in it; `code` where it was found by its code. */
  foundAs: z.enum(['code', 'applicant', 'filer']),
  /** Which slip it is; null for what was received. */
  slip: SlipKind.nullable().default(null),
  /** What will be left of it, in Vietnamese: "số phiếu, ngày lập, …". A matter in the clerk's own words is not. */
  kept: z.string().default(''),
});
export type ErasableDossier = z.infer<typeof ErasableDossier>;

/** What is shown of a dossier after its erasure: nothing that leads to a person. */
export const ErasedDossierView = z.object({
  id: z.string(),
  codes: z.array(DossierCode),
  procedureCode: z.string(),
  procedureName: z.string(),
  register: z.object({ volume: z.string(), number: z.int() }),
  receivedAt: z.string(),
  receivedBy: z.string(),
  erasedAt: z.string(),
  erasedBy: z.string(),
  ground: z.string(),
  /** Which slip it was; null for what was received. Of a matter in words `procedureName` is the kind of the slip. */
  slip: SlipKind.nullable().default(null),
});
export type ErasedDossierView = z.infer<typeof ErasedDossierView>;

/** What became of one dossier that was to be erased. */
export const ErasureOutcome = z.object({
  id: z.string(),
  code: z.string(),
  outcome: z.enum(['erased', 'refused']),
  /** Why not, in Vietnamese; null when it was erased. */
  message: z.string().nullable(),
});
export type ErasureOutcome = z.infer<typeof ErasureOutcome>;

/** Folders on this PC that hold the data as it was before a restore, with what was erased: a person must remove them. */
const KeptFolders = z.array(z.string());

/** What an erasure tells while it runs, and at its end. */
export const ErasureStep = z.discriminatedUnion('kind', [
  ErasureOutcome.extend({ kind: z.literal('dossier'), done: z.int(), total: z.int() }),
  /** The data is gone from every view; what it leaves in files and in the index is being removed. */
  z.object({ kind: z.literal('cleaning') }),
  z.object({
    kind: z.literal('result'),
    erased: z.int(),
    refused: z.int(),
    /** False: something could not be removed yet (a file in use); it is tried again by itself. */
    clean: z.boolean(),
    keptFolders: KeptFolders,
  }),
]);
export type ErasureStep = z.infer<typeof ErasureStep>;

const Text = (maximum: number) => WellFormedText.trim().max(maximum);

/** Longest parts of the sentence that is shown afterwards; together with a ground they fit into an entry. */
export const ERASURE_TEXTS = { document: 80, reason: 120, openReason: 100 } as const;

/** What an administrator asks for. `dossierIds`: several only of one person. */
export const EraseDossiers = z.object({
  dossierIds: z.array(WellFormedText.min(1).max(50)).min(1).max(500),
  /** Typed once more: a code of the one dossier, or the personal number that all of them have. */
  confirmation: Text(50).min(1),
  groundId: Text(100).min(1),
  /** Number and date of the decision, request or record that orders it. No personal data. */
  document: Text(ERASURE_TEXTS.document).min(1),
  /** More about it; may be empty. No personal data. */
  reason: Text(ERASURE_TEXTS.reason),
  /** Why it may not wait until the dossier is at its end; null where all are. */
  openReason: Text(ERASURE_TEXTS.openReason).min(1).nullable(),
});
export type EraseDossiers = z.infer<typeof EraseDossiers>;

const REFUSALS = ['not-found', 'erased', 'dossier-open', 'confirmation-differs'] as const;

export const erasure = {
  state: procedure({
    title: 'Căn cứ xóa dữ liệu',
    description:
      'The grounds of erasure in force today, and how much of earlier erasures is still to be removed.',
    access: ['administrator'],
    input: z.object({}),
    output: z.object({ grounds: z.array(ErasureGround), leftovers: z.int() }),
  }),
  find: procedure({
    title: 'Tìm hồ sơ để xóa dữ liệu',
    description:
      'The dossier of a code, or all dossiers of a personal number, oldest first; `erased` where the code is of one erased before.',
    access: ['administrator'],
    input: z.object({ query: WellFormedText.max(50) }),
    output: z.object({
      dossiers: z.array(ErasableDossier),
      erased: ErasedDossierView.nullable(),
      /** There are more than could be listed: erase these first. */
      more: z.boolean(),
    }),
  }),
  erase: procedure({
    title: 'Xóa dữ liệu cá nhân của hồ sơ',
    description:
      'Erases the personal data of dossiers, each in one transaction, and answers when what they leave in files and index is removed, too.',
    access: ['administrator'],
    input: EraseDossiers,
    output: z.object({ dossiers: z.array(ErasureOutcome), clean: z.boolean(), keptFolders: KeptFolders }),
    errors: [...REFUSALS],
  }),
  eraseInSteps: procedure({
    title: 'Xóa dữ liệu cá nhân từng bước',
    description:
      'The same, telling how far it is. Whoever stops listening stops it between two dossiers; what was erased stays erased. WebSocket and MessagePort only.',
    access: ['administrator'],
    input: EraseDossiers,
    output: eventIterator(ErasureStep),
    errors: [...REFUSALS],
  }),
  get: procedure({
    title: 'Hồ sơ đã xóa dữ liệu',
    description:
      'What is left of a dossier after its erasure: codes, dates, who erased it when and by which ground.',
    access: 'signed-in',
    input: z.object({ id: WellFormedText.max(50) }),
    output: z.object({ erased: ErasedDossierView, history: z.array(HistoryItem) }),
    errors: ['not-found'],
  }),
};
