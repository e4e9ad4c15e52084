import { z } from 'zod';
import { Procedure, TimeLimit } from '../catalog/index.ts';
import {
  ApplicantKind,
  Dossier,
  DossierDue,
  DossierFee,
  DossierState,
  MinuteText,
  ReasonStep,
  ReceiveDossier,
  ReceptionDraft,
  SlipKind,
  WellFormedText,
} from '../dossier/index.ts';
import { FormDocument } from '../forms/index.ts';
import { procedure } from './define.ts';
import { PrintJob } from './printing.ts';
import { DossierFilters, UnderstoodTerm } from './search.ts';

export const ProcedureHit = z.object({
  code: z.string(),
  name: z.string(),
  field: z.string(),
  /** The time limit at the counter, in words ("03 ngày làm việc"); empty when the catalogue has none. */
  limitText: z.string(),
  /** Ranges [start, end) of the name that matched the query. */
  matches: z.array(z.tuple([z.int(), z.int()])),
  recent: z.boolean(),
  /** What a slip of the hand may have meant; nothing holds what was typed. */
  guessed: z.boolean().default(false),
});
export type ProcedureHit = z.infer<typeof ProcedureHit>;

export const catalog = {
  search: procedure({
    title: 'Tìm thủ tục',
    description:
      'Procedures by code, name or everyday words; an empty query gives those used last. At most `limit` hits.',
    access: 'signed-in',
    input: z.object({ query: WellFormedText.max(200), limit: z.int().min(1).max(50) }),
    output: z.object({ hits: z.array(ProcedureHit), total: z.int() }),
  }),
  get: procedure({
    title: 'Chi tiết thủ tục',
    description: 'A procedure as the catalogue in force has it: cases, papers, time limit, fees.',
    access: 'signed-in',
    input: z.object({ code: WellFormedText.max(20) }),
    output: z.object({ procedure: Procedure, catalogueVersion: z.int() }),
    errors: ['unknown-procedure'],
  }),
};

/** Someone received before: what is offered so that nobody types it twice. */
export const KnownCitizen = z.object({
  idNumber: z.string(),
  name: z.string(),
  birth: z.string().nullable(),
  sex: z.enum(['male', 'female']).nullable(),
  address: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  /** Who spoke for an organisation or household business the last time. */
  representative: z.object({ name: z.string(), position: z.string() }).nullable().default(null),
  lastReceivedAt: z.string(),
  /** How many were received; none of who was only given a slip. */
  dossiers: z.int(),
});
export type KnownCitizen = z.infer<typeof KnownCitizen>;

export const citizens = {
  find: procedure({
    title: 'Tìm người đã nộp',
    description:
      'A person by personal number, old number or passport number, an organisation or household business by tax code; null when never received here.',
    access: 'signed-in',
    input: z.object({ idNumber: WellFormedText.max(20), kind: ApplicantKind.default('person') }),
    output: z.object({ citizen: KnownCitizen.nullable() }),
  }),
};

/** What the office thinks of a half-filled form: due date with reasons, fee, gaps, and the paper as it would be printed. */
export const ReceptionPreview = z.object({
  receivedAt: MinuteText,
  limit: TimeLimit.nullable(),
  limitNote: z.string(),
  due: DossierDue.nullable(),
  /** The catalogue has no usable limit: the clerk enters date and reason. */
  dueNeeded: z.boolean(),
  fee: DossierFee.nullable(),
  feeNeeded: z.boolean(),
  feeSteps: z.array(ReasonStep),
  missingPapers: z.array(
    z.object({ requirementId: z.string(), name: z.string(), need: z.enum(['required', 'conditional']) }),
  ),
  /** Problems by field that would make F2 refuse, in the order of the form. */
  problems: z.array(z.object({ field: z.string(), message: z.string() })),
  /** Doubts that do not stop: number against birth date, clock set back, provisional date. */
  warnings: z.array(z.object({ field: z.string().nullable(), message: z.string() })),
  document: FormDocument,
});
export type ReceptionPreview = z.infer<typeof ReceptionPreview>;

export const DossierRow = z.object({
  id: z.string(),
  code: z.string(),
  applicantName: z.string(),
  /** Personal number, masked but for the last four characters. */
  idNumberMasked: z.string(),
  procedureName: z.string(),
  procedureCode: z.string(),
  state: DossierState,
  receivedAt: z.string(),
  /** Null where nothing is awaited: a slip, or a result handed over at once. */
  dueAt: MinuteText.nullable(),
  /** Which slip it is; null for what was received. */
  slip: SlipKind.nullable().default(null),
  late: z.boolean(),
  receivedBy: z.string(),
  /** How many others it is in the name of, besides the applicant. */
  others: z.int().default(0),
  /** Of a slip: the person came back and a dossier was received, which was not cancelled since. */
  followed: z.boolean().default(false),
  /** The result was handed over at once. */
  atOnce: z.boolean().default(false),
  /** Whole đồng; 0 for a slip, and where nobody's data is here any more. */
  feeAmount: z.int().default(0),
  /** How many required papers were not handed in; of a slip, those it asks for. */
  missing: z.int().default(0),
  /** Received by mistake and cancelled: stands beside the state. */
  cancelled: z.boolean().default(false),
  /** Where the personal data was erased: the ground, as in "đã xóa theo …"; nothing else of a person is then here. */
  erased: z.string().nullable().default(null),
});
export type DossierRow = z.infer<typeof DossierRow>;

export const HistoryItem = z.object({
  at: z.string(),
  actor: z.string(),
  station: z.string(),
  kind: z.string(),
  /** What happened, in plain Vietnamese. */
  text: z.string(),
  /** What a correction changed, one line per field: "Họ và tên: … → …". */
  details: z.array(z.string()).default([]),
});
export type HistoryItem = z.infer<typeof HistoryItem>;

/** A paper that was made for a dossier and is archived, byte for byte. */
export const PrintedPaper = z.object({
  id: z.string(),
  sha256: z.string(),
  title: z.string(),
  printedAt: z.string(),
  printedBy: z.string(),
  printer: z.string(),
  /** The revision of the dossier that it tells; a later one supersedes it. */
  revision: z.int().default(1),
  /** 0 for the first print, n for the n-th reprint. */
  reprint: z.int(),
  outcome: z.enum(['printed', 'unknown', 'failed']),
});
export type PrintedPaper = z.infer<typeof PrintedPaper>;

export const dossiers = {
  preview: procedure({
    title: 'Xem trước khi tiếp nhận',
    description:
      'What the office thinks of a half-filled form: due date with reasons, fee, gaps, and the paper as it would be printed. Writes nothing.',
    access: ['clerk', 'administrator'],
    input: ReceptionDraft,
    output: ReceptionPreview,
  }),
  receive: procedure({
    title: 'Tiếp nhận hồ sơ',
    description:
      'Receives a dossier: code, due date, fee and a print job, committed before the answer. `follows`: the slip the person came back with; `atOnce`: its result is handed over now, without a receipt unless `print` asks for one. The same `requestId` sent again answers with the first outcome.',
    access: ['clerk', 'administrator'],
    input: ReceiveDossier,
    output: z.object({
      dossier: Dossier,
      /** Null where no receipt was asked for (a result handed over at once). */
      job: PrintJob.nullable(),
      /** True when this request had been received before and nothing was written now. */
      repeated: z.boolean(),
    }),
    errors: [
      'unknown-procedure',
      'due-needed',
      'due-in-past',
      'fee-needed',
      'exemption-needs-ground',
      'no-serial-left',
      'request-reused',
      'draft-taken',
      'erased',
      'slip-settled',
    ],
  }),
  search: procedure({
    title: 'Tìm hồ sơ',
    description:
      'By code (whole, its beginning or its last digits), name in any order, number, phone, words of address or content, day (`21/8`, `21/8/2026`) or month (`8/2026`) of reception, all of them together; narrowed by filters; newest first; `cursor` from the page before.',
    access: ['clerk', 'administrator'],
    input: z.object({
      query: WellFormedText.max(200),
      cursor: WellFormedText.max(200).nullable(),
      limit: z.int().min(1).max(100),
      filters: DossierFilters.prefault({}),
    }),
    output: z.object({
      rows: z.array(DossierRow),
      nextCursor: z.string().nullable(),
      understood: z.array(UnderstoodTerm),
      /** Nothing was found, but without the filters something would be. */
      hiddenByFilters: z.boolean(),
    }),
  }),
  get: procedure({
    title: 'Chi tiết hồ sơ',
    description: 'A dossier with its history, archived papers and print jobs.',
    access: 'signed-in',
    input: z.object({ id: WellFormedText.max(50) }),
    output: z.object({
      dossier: Dossier,
      history: z.array(HistoryItem),
      papers: z.array(PrintedPaper),
      jobs: z.array(PrintJob),
    }),
    errors: ['not-found', 'erased'],
  }),
  receipt: procedure({
    title: 'Giấy tiếp nhận trên màn hình',
    description:
      'The receipt of a received dossier as it is printed: what the screen shows once there is a code.',
    access: 'signed-in',
    input: z.object({ id: WellFormedText.max(50) }),
    output: z.object({ document: FormDocument }),
    errors: ['not-found', 'erased'],
  }),
  reprint: procedure({
    title: 'In lại giấy tiếp nhận',
    description:
      'Prints the archived receipt again, marked "BẢN IN LẠI n", and records it. `requestId` makes a repeat harmless.',
    access: ['clerk', 'administrator'],
    input: z.object({ dossierId: WellFormedText.max(50), requestId: z.uuid() }),
    output: z.object({ job: PrintJob }),
    errors: ['not-found', 'erased', 'file-damaged'],
  }),
  paperPdf: procedure({
    title: 'Tải PDF đã lưu',
    description: 'The archived PDF of a printed paper, base64.',
    access: 'signed-in',
    input: z.object({ paperId: WellFormedText.max(50) }),
    output: z.object({ pdfBase64: z.string(), fileName: z.string() }),
    errors: ['not-found', 'erased', 'file-damaged'],
  }),
};
