import { z } from 'zod';
import { WellFormedText } from '../dossier/index.ts';
import { procedure } from './define.ts';

/** How an entry of the exchange chain stands with the province. */
export const ExchangeState = z.enum(['held', 'sent', 'accepted', 'rejected', 'conflict']);
export type ExchangeState = z.infer<typeof ExchangeState>;

/** How many entries stand how. `sent`: on their way, or on a stick whose answer has not come back. */
export const ExchangeCounts = z.object({
  held: z.int(),
  sent: z.int(),
  accepted: z.int(),
  rejected: z.int(),
  conflict: z.int(),
});
export type ExchangeCounts = z.infer<typeof ExchangeCounts>;

/** What the last try by wire found; only a signed answer of the real server counts as reached. */
export const LineState = z.enum([
  /** No address is set: by stick only. */
  'none',
  /** An administrator paused it. */
  'paused',
  'not-tried',
  'reached',
  /** Nobody answers: no network, no such name, connection refused. */
  'unreachable',
  /** Connected, then silence: a dead VPN, a half-open line. */
  'silent',
  /** Somebody else answers: the sign-in page of a Wi-Fi, a proxy. */
  'not-the-province',
  /** The province answers and refuses; `message` says why. */
  'refused',
]);
export type LineState = z.infer<typeof LineState>;

/** What the status bar and every dossier need; told with each change, so it stays small. */
export const ExchangeSummary = z.object({
  enrolled: z.boolean(),
  line: LineState,
  counts: ExchangeCounts,
  /** Office time of the last answer that the province signed; null: never. */
  lastAnswerAt: z.string().nullable(),
  /** Something needs a person: rejected, in conflict, refused, key nearly over, clock differs, leases short. */
  attention: z.int(),
});
export type ExchangeSummary = z.infer<typeof ExchangeSummary>;

/** An enrolment by stick that waits for its answer file. */
const PendingEnrolment = z.object({ createdAt: z.string(), file: z.string(), fingerprint: z.string() });

/** Everything about the exchange as an administrator sees it. */
export const ExchangeOverview = z.object({
  summary: ExchangeSummary,
  enrolment: z
    .object({
      provinceName: z.string(),
      provinceId: z.string(),
      way: z.enum(['wire', 'stick']),
      since: z.string(),
      /** Office time at which an administrator ended it here; null: it goes on. */
      leftAt: z.string().nullable(),
      /** Of the province's pinned signing key and of the office's own, in groups as they are read aloud. */
      provinceFingerprint: z.string(),
      fingerprint: z.string(),
      /** Of the office's new key while its keys are being changed and the province did not confirm it; null: they are not. */
      comingFingerprint: z.string().nullable(),
      keyValidTo: z.string(),
    })
    .nullable(),
  /**
   * Where the QR of receipts made from now on leads: to the province's look-up while it has one open, else to the
   * address in the office's profile. `address` null: nowhere.
   */
  lookUp: z.object({ address: z.string().nullable(), by: z.enum(['province', 'office']) }),
  pending: PendingEnrolment.nullable(),
  settings: z.object({
    address: z.string(),
    paused: z.boolean(),
    /** The most to be sent, kbit/s; null: no limit. */
    budgetKbits: z.int().nullable(),
    /** Files (scans, signed papers) are sent only in these office hours; null: always. */
    filesBetween: z.object({ from: z.string(), to: z.string() }).nullable(),
  }),
  /** What is wrong with the line, in words that say what to do; empty when nothing is. */
  lineMessage: z.string(),
  lastTryAt: z.string().nullable(),
  nextTryAt: z.string().nullable(),
  work: z
    .object({ phase: z.enum(['sending', 'receiving', 'files']), done: z.int(), total: z.int() })
    .nullable(),
  /** Files that wait to be sent. */
  files: z.object({ waiting: z.int(), bytes: z.int() }),
  /** The PC's clock against the province's at the last answer, milliseconds (positive: this PC is ahead). */
  clockSkewMs: z.int().nullable(),
  /** Whether both programs understand each other; `message` says what to do where they do not. */
  versions: z.object({ ours: z.string(), province: z.string(), served: z.boolean(), message: z.string() }),
  /** The newest stick files, either way, newest first (at most 20). */
  sticks: z.array(
    z.object({
      at: z.string(),
      kind: z.enum(['exported', 'answer-imported', 'enrolment']),
      file: z.string(),
      entries: z.int(),
      answered: z.boolean(),
    }),
  ),
});
export type ExchangeOverview = z.infer<typeof ExchangeOverview>;

/** One entry of the exchange chain with what the province said of it. */
export const OutboxRow = z.object({
  station: z.string(),
  seq: z.int(),
  /** Tells two entries apart that stand under one number: another copy of the office may have written the other one. */
  hash: z.string(),
  /** Office time at which it was written. */
  at: z.string(),
  /** Kind of the entry; one that this release does not know is shown as unknown. */
  kind: z.string(),
  known: z.boolean(),
  subject: z.string(),
  /** The dossier it is about, where it is about one. */
  dossier: z.object({ id: z.string(), code: z.string() }).nullable(),
  state: ExchangeState,
  code: z.string().nullable(),
  message: z.string().nullable(),
  saidAt: z.string().nullable(),
  /** A new try was asked for and is not answered yet. */
  retrying: z.boolean(),
});
export type OutboxRow = z.infer<typeof OutboxRow>;

const Station = WellFormedText.min(1).max(200);
const EntryRef = z.object({ station: Station, seq: z.int().min(1) });
const EntryName = EntryRef.extend({ hash: WellFormedText.min(1).max(64) });

/** One version of what stands in conflict, in words, field by field. */
const ConflictVersion = z.object({
  station: z.string(),
  seq: z.int(),
  at: z.string(),
  by: z.string(),
  kind: z.string(),
  /** False: the entry is not here (the other copy wrote it); only what the province told is shown. */
  here: z.boolean(),
  /** Written under the station that writes here now. */
  own: z.boolean(),
});

export const exchange = {
  summary: procedure({
    title: 'Kết nối với tỉnh (tóm tắt)',
    description: 'What the status bar shows of the exchange: the line, how many entries stand how.',
    access: 'signed-in',
    input: z.object({}),
    output: ExchangeSummary,
  }),
  overview: procedure({
    title: 'Kết nối với tỉnh',
    description: 'Enrolment, line, settings, work under way, clock, versions and stick files.',
    access: 'signed-in',
    input: z.object({}),
    output: ExchangeOverview,
  }),
  outbox: procedure({
    title: 'Hộp gửi đi',
    description: 'Entries of the exchange chains, newest first, by state; pages of at most 200.',
    access: 'signed-in',
    input: z.object({
      filter: z.enum(['all', 'open', 'held', 'sent', 'accepted', 'rejected', 'conflict']),
      /** Only of this office day. */
      day: z
        .string()
        .regex(/^\d{4}-\d{2}-\d{2}$/)
        .nullable(),
      /** `next` of the page before. */
      before: z.int().nullable(),
      limit: z.int().min(1).max(200),
    }),
    output: z.object({ rows: z.array(OutboxRow), next: z.int().nullable() }),
  }),
  reconciliation: procedure({
    title: 'Đối chiếu với tỉnh',
    description:
      'By day, newest first: how many entries are here, how many the province counts itself (null: not told yet), and how many of those are not accepted. 60 days a page.',
    access: 'signed-in',
    input: z.object({
      before: z
        .string()
        .regex(/^\d{4}-\d{2}-\d{2}$/)
        .nullable(),
    }),
    output: z.object({
      days: z.array(
        z.object({
          day: z.string(),
          here: z.int(),
          there: z.int().nullable(),
          /** Of those here, what the province is not known to have: held, or on its way. */
          waiting: z.int(),
          rejected: z.int(),
          conflict: z.int(),
          /** Office time of the province's count. */
          toldAt: z.string().nullable(),
        }),
      ),
      next: z.string().nullable(),
      total: z.object({ here: z.int(), there: z.int(), waiting: z.int() }),
    }),
  }),
  ofDossier: procedure({
    title: 'Hồ sơ này ở tỉnh',
    description: 'How each entry about a dossier stands with the province, oldest first (at most 200).',
    access: 'signed-in',
    input: z.object({ id: WellFormedText.min(1).max(200) }),
    output: z.object({
      /** The worst of them: conflict, rejected, held, sent, accepted. Null: nothing of it travels. */
      state: ExchangeState.nullable(),
      rows: z.array(OutboxRow),
    }),
  }),
  retry: procedure({
    title: 'Gửi lại bản ghi bị từ chối',
    description:
      'Has the province look again at rejected entries with the next parcel, at both where two stand under one number; an empty list: at all of them. Harmless to repeat.',
    access: 'signed-in',
    input: z.object({ entries: z.array(EntryRef).max(1000) }),
    output: z.object({ asked: z.int() }),
  }),
  conflict: procedure({
    title: 'Xem bản ghi mâu thuẫn',
    description: 'Both versions of what stands in conflict, with the fields in which they differ.',
    access: 'signed-in',
    input: EntryName,
    output: z.object({
      row: OutboxRow,
      ours: ConflictVersion,
      theirs: ConflictVersion.nullable(),
      /** Which of them waits for a decision; the province holds to the other. */
      pending: z.enum(['ours', 'theirs']),
      differences: z.array(z.object({ label: z.string(), ours: z.string(), theirs: z.string() })),
      settled: z
        .object({ at: z.string(), by: z.string(), keep: z.enum(['ours', 'theirs']), note: z.string() })
        .nullable(),
    }),
    errors: ['not-found'],
  }),
  settle: procedure({
    title: 'Quyết định bản ghi mâu thuẫn',
    description:
      'A person says which version holds. Where ours holds, its content becomes a new correction on top of the other; nothing is dropped. Harmless to repeat.',
    access: ['clerk', 'administrator'],
    input: EntryName.extend({ keep: z.enum(['ours', 'theirs']), note: WellFormedText.max(500) }),
    output: z.object({}),
    errors: ['not-found'],
  }),
  enrol: procedure({
    title: 'Ghép với tỉnh qua mạng',
    description:
      'Enters address and enrolment code; pins the keys of the province that proves it knows the code.',
    access: ['administrator'],
    reach: 'this-pc',
    input: z.object({ address: WellFormedText.trim().max(300), code: WellFormedText.trim().max(60) }),
    output: z.object({ provinceName: z.string() }),
    errors: ['exchange-refused', 'exchange-unreachable', 'already-enrolled'],
  }),
  beginStickEnrolment: procedure({
    title: 'Ghép với tỉnh bằng USB: tệp yêu cầu',
    description:
      'Writes the request file into a folder and answers the fingerprint to be read aloud by telephone.',
    access: ['administrator'],
    reach: 'this-pc',
    input: z.object({ folder: WellFormedText.trim().min(1).max(500) }),
    output: z.object({ file: z.string(), fingerprint: z.string() }),
    errors: ['stick-failed', 'already-enrolled'],
  }),
  readStickEnrolment: procedure({
    title: 'Ghép với tỉnh bằng USB: xem tệp trả lời',
    description: 'Reads the answer file without taking it: who it is and the fingerprint to be compared.',
    access: ['administrator'],
    reach: 'this-pc',
    input: z.object({ file: WellFormedText.trim().min(1).max(500) }),
    output: z.object({ provinceName: z.string(), provinceFingerprint: z.string() }),
    errors: ['stick-failed', 'exchange-refused'],
  }),
  finishStickEnrolment: procedure({
    title: 'Ghép với tỉnh bằng USB: xác nhận',
    description: 'Takes the answer file once a person compared the fingerprint, which is passed back.',
    access: ['administrator'],
    reach: 'this-pc',
    input: z.object({ file: WellFormedText.trim().min(1).max(500), fingerprint: WellFormedText.max(200) }),
    output: z.object({ provinceName: z.string() }),
    errors: ['stick-failed', 'exchange-refused', 'already-enrolled'],
  }),
  setSettings: procedure({
    title: 'Đặt đường truyền',
    description: 'Address of the province (empty: by stick only), pause, bandwidth, hours for files.',
    access: ['administrator'],
    input: z.object({
      address: WellFormedText.trim().max(300),
      paused: z.boolean(),
      budgetKbits: z.int().min(8).max(1_000_000).nullable(),
      filesBetween: z
        .object({
          from: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/),
          to: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/),
        })
        .nullable(),
    }),
    output: z.object({}),
  }),
  sendNow: procedure({
    title: 'Gửi ngay',
    description: 'Tries at once, without waiting for the next turn. Answers when the try has ended.',
    access: 'signed-in',
    input: z.object({}),
    output: ExchangeSummary,
    errors: ['not-enrolled'],
  }),
  leave: procedure({
    title: 'Kết thúc kết nối với tỉnh',
    description:
      'Ends the exchange: nothing is sent any more, and the office may join anew or another province. Nothing is dropped; answers how many entries the province had not acknowledged.',
    access: ['administrator'],
    reach: 'this-pc',
    input: z.object({}),
    output: z.object({ unsent: z.int() }),
    errors: ['not-enrolled'],
  }),
  renewKeys: procedure({
    title: 'Đổi khóa của cơ quan',
    description: 'Makes new keys, signed on with the present ones; they are used once the province has them.',
    access: ['administrator'],
    reach: 'this-pc',
    input: z.object({}),
    output: z.object({ fingerprint: z.string() }),
    errors: ['not-enrolled'],
  }),
  stickPlaces: procedure({
    title: 'Ổ USB đang cắm',
    description: 'Removable drives of this PC, and the parcel files that lie on them (at most 200 each).',
    access: 'signed-in',
    reach: 'this-pc',
    input: z.object({ folder: WellFormedText.trim().max(500).nullable() }),
    output: z.object({
      places: z.array(
        z.object({
          folder: z.string(),
          label: z.string(),
          freeBytes: z.int().nullable(),
          files: z.array(z.object({ file: z.string(), name: z.string(), bytes: z.int(), at: z.string() })),
        }),
      ),
    }),
  }),
  exportStick: procedure({
    title: 'Xuất ra USB',
    description:
      'Writes one encrypted, signed file with everything the province has not acknowledged, into a folder; waits until it is on the stick and reads it back.',
    access: ['clerk', 'administrator'],
    reach: 'this-pc',
    input: z.object({ folder: WellFormedText.trim().min(1).max(500) }),
    output: z.object({
      file: z.string(),
      entries: z.int(),
      bytes: z.int(),
      /** Entries and files that did not fit and go with the next file. */
      left: z.object({ entries: z.int(), files: z.int() }),
    }),
    errors: ['stick-failed', 'not-enrolled'],
  }),
  importStick: procedure({
    title: 'Nhập tệp trả lời từ USB',
    description:
      "Takes the province's answer file; harmless to repeat. What is wrong with a file is said in words.",
    access: ['clerk', 'administrator'],
    reach: 'this-pc',
    input: z.object({ file: WellFormedText.trim().min(1).max(500) }),
    output: z.object({
      accepted: z.int(),
      rejected: z.int(),
      conflict: z.int(),
      /** Everything in it was known already. */
      known: z.boolean(),
      leases: z.int(),
      packs: z.int(),
    }),
    errors: ['stick-failed', 'exchange-refused', 'not-enrolled'],
  }),
};
