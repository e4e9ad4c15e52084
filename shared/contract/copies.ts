import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { WellFormedText } from '../dossier/index.ts';
import { procedure } from './define.ts';

/** A folder of this PC, a share or a stick, as the operating system writes it. */
const Folder = WellFormedText.trim().max(500);
const TimeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);

/** When copies are made by themselves, where, and how many stay. */
export const CopySettings = z.object({
  /** Empty: none are made by themselves. */
  folder: Folder,
  /** Office times `HH:mm`; one that was missed is made up for at the next start. */
  times: z.array(TimeOfDay).max(12),
  /** Also when the newest is this many hours old; 0: not. */
  everyHours: z.int().min(0).max(168),
  /** Also after this many dossiers; 0: not. */
  everyDossiers: z.int().min(0).max(100_000),
  /** How many stay: the newest ones, the newest of each day, the newest of each month. */
  keep: z.object({
    last: z.int().min(1).max(100),
    daily: z.int().min(0).max(366),
    monthly: z.int().min(0).max(120),
  }),
  /** When the newest is restored for trial. */
  drill: z.enum(['after-each', 'weekly']),
});
export type CopySettings = z.infer<typeof CopySettings>;

/** A copy as its manifest tells it, before anybody has opened it. */
export const CopySummary = z.object({
  id: z.string(),
  /** The copy's own folder. */
  folder: z.string(),
  madeAt: z.string(),
  officeId: z.string(),
  officeName: z.string(),
  /** The office of this PC; false where this PC has none. */
  ours: z.boolean(),
  sample: z.boolean(),
  program: z.string(),
  dossiers: z.int(),
  entries: z.int(),
  papers: z.int(),
  bytes: z.int(),
  /** Whether it was restored for trial by this office, and how that ended; null where this office does not know. */
  drill: z.object({ at: z.string(), outcome: z.enum(['proven', 'failed']) }).nullable(),
});
export type CopySummary = z.infer<typeof CopySummary>;

/** What is wrong with a copy, or was not in it; named exactly. */
export const CopyDamage = z.object({
  what: z.enum([
    'manifest-altered',
    'database-pages',
    'database-short',
    'entries-lost',
    'rows-lost',
    'rows-not-made',
    'chain-broken',
    'counts-differ',
    'keys-damaged',
    'papers-list-damaged',
    'paper-missing',
    'paper-damaged',
  ]),
  /** Which: pages, entries `chain station 12–15`, a table, the id of a paper (its hash where no paper is known by it). */
  name: z.string(),
  /** In words, where more is known: the paper's title and the dossier's code. */
  detail: z.string(),
  count: z.int(),
});
export type CopyDamage = z.infer<typeof CopyDamage>;

/** What a copy gives back, found by reading all of it. */
export const RestoreReport = z.object({
  copy: CopySummary,
  outcome: z.enum(['whole', 'partly']),
  dossiers: z.int(),
  entries: z.int(),
  papers: z.int(),
  people: z.int(),
  /** The latest entry that is in it; what was done later is not. */
  latestAt: z.string().nullable(),
  /** At most 500; `damages` counts all. */
  damaged: z.array(CopyDamage),
  damages: z.int(),
});
export type RestoreReport = z.infer<typeof RestoreReport>;

const CopyPhase = z.enum(['database', 'papers', 'checking', 'mending']);
export type CopyPhase = z.infer<typeof CopyPhase>;
const Progress = z.object({ phase: CopyPhase, done: z.int(), total: z.int() });

/** Everything a screen says about copies: what is true now. */
export const CopiesState = z.object({
  settings: CopySettings,
  place: z.object({
    state: z.enum(['not-chosen', 'ready', 'missing', 'unwritable']),
    freeBytes: z.int().nullable(),
    /** It lies on the disk of the data: one broken disk takes both. */
    sameDisk: z.boolean(),
  }),
  latest: z
    .object({
      id: z.string(),
      madeAt: z.string(),
      reason: z.enum(['schedule', 'button']),
      place: z.enum(['folder', 'elsewhere']),
      /** Where it lies, as it was chosen; null where an earlier release did not write it down. */
      folder: z.string().nullable(),
      /** It lies on the disk of the data, as far as that can be seen now. */
      sameDisk: z.boolean(),
      dossiers: z.int(),
      papers: z.int(),
      bytes: z.int(),
    })
    .nullable(),
  /** The last trial, of whichever copy. */
  drilled: z
    .object({
      at: z.string(),
      /** When the copy that was tried had been made. */
      madeAt: z.string(),
      ofLatest: z.boolean(),
      outcome: z.enum(['proven', 'failed']),
      damaged: z.array(CopyDamage),
    })
    .nullable(),
  /** When the next is made by itself, `YYYY-MM-DDTHH:mm`; null when only the button makes them. */
  next: z.string().nullable(),
  running: Progress.extend({ what: z.enum(['copy', 'drill']) }).nullable(),
  /** Why the last try failed, until one succeeds. */
  problem: z.object({ at: z.string(), message: z.string() }).nullable(),
  /** The last restore of this database, with what was missing. */
  restored: z
    .object({
      at: z.string(),
      madeAt: z.string(),
      outcome: z.enum(['whole', 'partly']),
      damaged: z.array(CopyDamage),
    })
    .nullable(),
});
export type CopiesState = z.infer<typeof CopiesState>;

/** What the status bar says of copies. */
export const CopiesStatus = z.object({
  latestAt: z.string().nullable(),
  /** Of the newest copy; `older`: only one before it was tried. */
  drill: z.enum(['proven', 'failed', 'older', 'none']),
  drilledAt: z.string().nullable(),
  /** A copy should have been made and was not. */
  late: z.boolean(),
  /** A folder is chosen, so that copies are made by themselves. */
  scheduled: z.boolean(),
  running: z.enum(['copy', 'drill']).nullable(),
});
export type CopiesStatus = z.infer<typeof CopiesStatus>;

/** How somebody shows that a copy is theirs to open. */
export const CopyCredential = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('password'),
    login: WellFormedText.trim().min(1).max(50),
    password: WellFormedText.min(1).max(200),
  }),
  z.object({ kind: z.literal('recovery-key'), recoveryKey: WellFormedText.min(1).max(200) }),
]);
export type CopyCredential = z.infer<typeof CopyCredential>;

/** What the reading of a copy tells while it runs, and at its end. */
export const CheckStep = z.discriminatedUnion('kind', [
  Progress.extend({ kind: z.literal('progress') }),
  z.object({
    kind: z.literal('result'),
    /** Names what was read, for `copies.restore`. */
    ticket: z.string(),
    report: RestoreReport,
  }),
]);
export type CheckStep = z.infer<typeof CheckStep>;

const PLACE_ERRORS = ['copy-place-missing', 'copy-place-full', 'copy-place-unwritable'] as const;

export const copies = {
  state: procedure({
    title: 'Tình trạng bản sao lưu',
    description: 'When the last copy and the last trial were made, what runs now, and the settings.',
    access: 'signed-in',
    input: z.object({}),
    output: CopiesState,
  }),
  list: procedure({
    title: 'Danh sách bản sao',
    description: 'The copies in the folder of the settings, newest first.',
    access: ['administrator'],
    input: z.object({}),
    output: z.object({ copies: z.array(CopySummary) }),
  }),
  media: procedure({
    title: 'Ổ đĩa rời',
    description: 'Removable disks that are there now; empty where the system cannot tell.',
    access: 'signed-in',
    input: z.object({}),
    output: z.object({
      media: z.array(z.object({ path: z.string(), label: z.string(), freeBytes: z.int().nullable() })),
    }),
  }),
  change: procedure({
    title: 'Đổi cài đặt sao lưu',
    description: 'Where copies go, how often, and how many are kept.',
    access: ['administrator'],
    input: CopySettings,
    output: z.object({}),
    errors: PLACE_ERRORS,
  }),
  make: procedure({
    title: 'Sao lưu ngay',
    description: 'Begins a copy; how far it is comes with events. `folder` null: the one of the settings.',
    access: ['clerk', 'administrator'],
    input: z.object({ folder: Folder.min(1).nullable() }),
    output: z.object({}),
    errors: ['copy-running', ...PLACE_ERRORS],
  }),
  drill: procedure({
    title: 'Thử khôi phục',
    description: 'Begins a trial of the newest copy, wherever it was put.',
    access: ['administrator'],
    input: z.object({}),
    output: z.object({}),
    errors: ['copy-running', 'copy-unusable', ...PLACE_ERRORS],
  }),
  stop: procedure({
    title: 'Dừng sao lưu',
    description: 'Stops what runs; what was copied so far of the papers is used by the next copy.',
    access: ['clerk', 'administrator'],
    input: z.object({}),
    output: z.object({}),
  }),
  look: procedure({
    title: 'Xem bản sao trong thư mục',
    description:
      'The copies in a folder, for restoring. On a PC that is not set up, or whose database cannot be opened, anybody may ask; on a working one only an administrator.',
    access: 'anyone',
    input: z.object({ folder: Folder.min(1) }),
    output: z.object({ copies: z.array(CopySummary) }),
    errors: ['copy-place-missing'],
  }),
  check: procedure({
    title: 'Kiểm tra bản sao',
    description:
      'Reads all of a copy and changes nothing. Whoever stops listening stops it. Rights as `look`.',
    access: 'anyone',
    input: z.object({ folder: Folder.min(1), credential: CopyCredential }),
    output: eventIterator(CheckStep),
    errors: [
      'copy-running',
      'copy-unusable',
      'wrong-password',
      'wrong-recovery-key',
      'too-many-attempts',
      ...PLACE_ERRORS,
    ],
  }),
  restore: procedure({
    title: 'Khôi phục từ bản sao',
    description:
      'Puts what was checked in the place of the data, which is kept beside it. Everybody signs in anew.',
    access: 'anyone',
    input: z.object({ ticket: WellFormedText.min(1).max(100) }),
    output: z.object({
      /** Folder of what was there before; null where nothing was. */
      before: z.string().nullable(),
    }),
    errors: ['copy-running', 'copy-unusable'],
  }),
};
