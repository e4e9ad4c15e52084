import { z } from 'zod';
import { SlipKind, WellFormedText } from '../dossier/index.ts';
import { procedure } from './define.ts';

/** Most characters of a stored form: three hundred papers with the longest names, and everything else at its longest. */
export const DRAFT_FORM_LENGTH = 500_000;

/** A window of the program on one PC. Made by the window itself, kept over its reloads; it tells nothing of a person. */
const WindowId = z.uuid();
/** A draft is known by the request id of its form: the same that receives it, so that it can become one dossier only. */
const RequestId = z.uuid();

/**
 * Which screen's form a draft is: the reception, or the line of certified copies. Each screen is offered its own. Who says
 * none means the reception.
 */
export const DraftKind = z.enum(['reception', 'certify']);
export type DraftKind = z.infer<typeof DraftKind>;

const KindAsked = DraftKind.default('reception');

/** Who works on a draft, or did last, and since when (office time). */
export const DraftHolder = z.object({ name: z.string(), counter: z.string(), since: z.string() });
export type DraftHolder = z.infer<typeof DraftHolder>;

/** A draft that somebody left behind, as it is offered: enough to know it again, no more. */
export const DraftOffer = z.object({
  requestId: z.string(),
  applicant: z.string(),
  procedure: z.string(),
  savedAt: z.string(),
  holder: DraftHolder,
  /** The asker's own, left at another window or laid aside here. */
  yours: z.boolean(),
  /** A window with the holder signed in still has it open. */
  atWork: z.boolean(),
});
export type DraftOffer = z.infer<typeof DraftOffer>;

/** A draft with its form. `edit` counts its changes: an older one never overwrites a newer. */
export const OpenDraft = z.object({
  requestId: z.string(),
  edit: z.int(),
  savedAt: z.string(),
  form: z.string(),
});
export type OpenDraft = z.infer<typeof OpenDraft>;

/** What the office knows of the form that a window shows. */
export const DraftStanding = z.discriminatedUnion('state', [
  z.object({ state: z.literal('yours') }),
  z.object({ state: z.literal('absent') }),
  /** Somebody else opened it: this window can no longer receive it. */
  z.object({ state: z.literal('taken'), by: DraftHolder }),
  /**
   * It became a dossier; `code` is null where the dossier's personal data was erased since. `slip`: only a slip was given
   * from it, `code` is its number, and nothing was received.
   */
  z.object({ state: z.literal('received'), code: z.string().nullable(), slip: SlipKind.optional() }),
]);
export type DraftStanding = z.infer<typeof DraftStanding>;

const access = ['clerk', 'administrator'] as const;

export const drafts = {
  list: procedure({
    title: 'Hồ sơ đang làm dở',
    description:
      'Of one kind of form: the draft this window and person had open, those left behind in this office, and what became of the one this window shows (`current`).',
    access,
    input: z.object({ window: WindowId, kind: KindAsked, current: RequestId.nullable() }),
    output: z.object({
      own: OpenDraft.nullable(),
      offers: z.array(DraftOffer),
      standing: DraftStanding.nullable(),
      /** Drafts not touched for this many days are removed. */
      keptDays: z.int(),
      /** How many were removed for their age since the office was opened. */
      removed: z.int(),
    }),
  }),
  save: procedure({
    title: 'Giữ hồ sơ đang nhập',
    description:
      'Keeps what is entered so far. Refused only by its answer: taken over elsewhere, or received already.',
    access,
    input: z.object({
      requestId: RequestId,
      kind: KindAsked,
      window: WindowId,
      edit: z.int().min(1).max(1_000_000_000),
      applicant: WellFormedText.max(200),
      procedure: WellFormedText.max(1000),
      /** The form as versioned JSON; the office keeps it as it came. */
      form: WellFormedText.max(DRAFT_FORM_LENGTH),
    }),
    output: z.object({ standing: DraftStanding }),
  }),
  take: procedure({
    title: 'Mở tiếp hồ sơ đang làm dở',
    description: 'Takes a draft over into this window; who had it open is told and can no longer receive it.',
    access,
    input: z.object({ requestId: RequestId, window: WindowId }),
    output: z.object({ draft: OpenDraft }),
    errors: ['not-found'],
  }),
  discard: procedure({
    title: 'Bỏ hồ sơ đang làm dở',
    description: 'Removes a draft for good. One that another window has open is left alone.',
    access,
    input: z.object({ requestId: RequestId, window: WindowId }),
    output: z.object({}),
    errors: ['draft-taken'],
  }),
};
