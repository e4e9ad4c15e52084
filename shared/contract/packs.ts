import { z } from 'zod';
import { WellFormedText } from '../dossier/index.ts';
import { PackKind } from '../exchange/index.ts';
import { procedure } from './define.ts';

/** How a pack of the province stands at this office. */
export const PackState = z.enum([
  /** The province announced it; its content is on the way. */
  'announced',
  /** Its content came and was not taken; `message` says why. */
  'refused',
  /** Checked and here; it comes into force on its day, or when an administrator says so. */
  'waiting',
  'in-force',
  /** Was in force until a newer one. */
  'replaced',
  /** An administrator does not use it; `message` says why. */
  'rejected',
  /** Never applied, and a newer one is in force. */
  'superseded',
]);
export type PackState = z.infer<typeof PackState>;

const Counts = z.object({ added: z.int(), removed: z.int(), changed: z.int() });

/** A version of a pack with what became of it here. */
export const Pack = z.object({
  kind: PackKind,
  version: z.int(),
  title: z.string(),
  /** The day (`YYYY-MM-DD`) from which the province states it to be in force. */
  effectiveFrom: z.string(),
  state: PackState,
  /** Where it comes from in law; "" until its content is here. */
  source: z.string(),
  message: z.string(),
  /** Office time at which its content came; null: it did not. */
  takenAt: z.string().nullable(),
  decided: z
    .object({
      at: z.string(),
      /** Name of the person; null: by its day. */
      by: z.string().nullable(),
      /** The day from which it is in force here; null where it was rejected. */
      inForceFrom: z.string().nullable(),
    })
    .nullable(),
  /** How much it changes; null where that is over or not known yet. */
  counts: Counts.nullable(),
});
export type Pack = z.infer<typeof Pack>;

/** A procedure, a day or a form that a pack changes, in Vietnamese words. */
export const PackDifference = z.object({
  what: z.enum(['added', 'removed', 'changed']),
  key: z.string(),
  title: z.string(),
  changes: z.array(
    z.object({
      label: z.object({ vi: z.string(), en: z.string() }),
      /** Empty where there was, or is, nothing. */
      before: z.string(),
      after: z.string(),
    }),
  ),
});
export type PackDifference = z.infer<typeof PackDifference>;

const Ref = z.object({ kind: PackKind, version: z.int().min(1) });

/** What the province publishes: catalogue, calendar, forms. */
export const packs = {
  list: procedure({
    title: 'Danh mục, lịch và biểu mẫu',
    description:
      'What is in force of each kind and every pack of the province, newest first. A kind without a pack in force goes by what ships with the program.',
    access: 'signed-in',
    input: z.object({}),
    output: z.object({
      kinds: z.array(
        z.object({
          kind: PackKind,
          /** What the program ships with, as people call it. */
          shipped: z.string(),
          packs: z.array(Pack),
        }),
      ),
    }),
  }),
  news: procedure({
    title: 'Quy định mới áp dụng hôm nay',
    description:
      'Packs that came into force at this office today, for the counters to know; and those that wait, for administrators.',
    access: 'signed-in',
    input: z.object({}),
    output: z.object({
      packs: z.array(z.object({ kind: PackKind, version: z.int(), title: z.string(), at: z.string() })),
      waiting: z.array(
        z.object({ kind: PackKind, version: z.int(), title: z.string(), effectiveFrom: z.string() }),
      ),
    }),
  }),
  differences: procedure({
    title: 'Gói thay đổi những gì',
    description:
      'What a pack changes against what is in force (of one that was applied: against what was before it); removed first, then changed, then added. Pages of at most 100.',
    access: 'signed-in',
    input: Ref.extend({
      what: z.enum(['all', 'added', 'removed', 'changed']),
      offset: z.int().min(0).max(1_000_000),
      limit: z.int().min(1).max(100),
    }),
    output: z.object({ counts: Counts, total: z.int(), rows: z.array(PackDifference) }),
    errors: ['not-found'],
  }),
  apply: procedure({
    title: 'Áp dụng gói ngay',
    description:
      'Takes a pack into use now, also before its day. What is received from here on goes by it; open dossiers keep theirs. Harmless to repeat.',
    access: ['administrator'],
    input: Ref,
    output: z.object({}),
    errors: ['not-found', 'pack-superseded', 'pack-unusable'],
  }),
  reject: procedure({
    title: 'Không dùng gói này',
    description: 'It does not come into force by itself any more; it may be applied later all the same.',
    access: ['administrator'],
    input: Ref.extend({ reason: WellFormedText.trim().min(1).max(500) }),
    output: z.object({}),
    errors: ['not-found', 'pack-superseded'],
  }),
  import: procedure({
    title: 'Nhập gói từ tệp',
    description:
      'Takes a pack that was carried by hand, once `signing.upload` has sent it. Its signature says that it is of the province; what is wrong with it is said in words. Harmless to repeat.',
    access: ['administrator'],
    input: z.object({ uploadId: z.uuid() }),
    output: Ref,
    errors: ['not-found', 'pack-unusable'],
  }),
};
