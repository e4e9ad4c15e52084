import { z } from 'zod';
import { WellFormedText } from '../dossier/index.ts';
import {
  Collected,
  PaymentMethod,
  ReceiptDay,
  ReceiptMedium,
  ReceiptNumber,
  ReceiptState,
} from '../fee-receipts/index.ts';
import { procedure } from './define.ts';

const Id = WellFormedText.min(1).max(50);
const Words = (most: number) => WellFormedText.trim().min(1).max(most);

/** Money taken for a dossier, and how its receipt stands. */
export const FeeReceipt = z.object({
  id: z.string(),
  dossierId: z.string(),
  /** Empty where the dossier's data was erased; then charge and payer are, too. */
  dossierCode: z.string(),
  erased: z.boolean(),
  state: ReceiptState,
  charge: z.string(),
  /** Whole đồng. */
  amount: z.int(),
  payer: z.string(),
  method: PaymentMethod,
  collectedOn: z.string(),
  recordedAt: z.string(),
  recordedBy: z.string(),
  number: ReceiptNumber.nullable(),
  numberedAt: z.string().nullable(),
  /** The number in its place, where the provider replaced it. */
  replacement: ReceiptNumber.nullable(),
  /** Why it was withdrawn, cancelled or replaced; empty otherwise. */
  endReason: z.string(),
  endReference: z.string(),
  endedOn: z.string().nullable(),
  /** When it was last written to a file, while it waits; null: never. */
  exportedAt: z.string().nullable(),
});
export type FeeReceipt = z.infer<typeof FeeReceipt>;

/** Who takes the money, as receipts name it, and what a clerk need not type each time. */
export const FeeReceiptSettings = z.object({
  /** Name of the collecting body; empty: the office's own. */
  collector: WellFormedText.trim().max(200),
  /** Its tax code; empty: not known yet, and nothing can be exported. */
  taxCode: WellFormedText.trim().max(20),
  /** The provider's name, for people. */
  provider: WellFormedText.trim().max(200),
  /** Sign and series that the provider gave this year. */
  formSign: WellFormedText.trim().max(40),
  series: WellFormedText.trim().max(40),
});
export type FeeReceiptSettings = z.infer<typeof FeeReceiptSettings>;

/** A number as it is typed; checked by the office. */
const TypedNumber = z.object({
  medium: ReceiptMedium,
  formSign: WellFormedText.max(40),
  series: WellFormedText.max(40),
  number: WellFormedText.max(20),
  issuedOn: ReceiptDay,
});
export type TypedNumber = z.infer<typeof TypedNumber>;

export const CollectFee = Collected.extend({
  /** Made on opening the form: pressed twice, taken once. */
  requestId: Id,
  dossierId: Id,
  /** What had been taken for this dossier when the form was opened, in đồng: two clerks do not take it twice. */
  takenBefore: z.int().min(0),
  /** A person saw that it is more than what is still due. */
  moreThanDue: z.boolean(),
});
export type CollectFee = z.infer<typeof CollectFee>;

export const FeeReceiptFilters = z.object({
  /** `ended`: withdrawn, cancelled or replaced. */
  state: z.enum(['waiting', 'numbered', 'ended', 'all']),
  /** Days on which the money was taken, both included; null: no bound. */
  from: ReceiptDay.nullable(),
  to: ReceiptDay.nullable(),
  /** A receipt's number, without zeros before it; empty: any. */
  number: WellFormedText.max(20),
});
export type FeeReceiptFilters = z.infer<typeof FeeReceiptFilters>;

const Sum = z.object({ count: z.int(), amount: z.int() });

/** What became of one line of a file. */
export const ImportedLine = z.object({
  line: z.int(),
  dossierCode: z.string(),
  number: z.string(),
  outcome: z.enum(['new', 'known', 'empty', 'wrong']),
  /** Why not, in Vietnamese; empty otherwise. */
  message: z.string(),
});
export type ImportedLine = z.infer<typeof ImportedLine>;

const ReceiptAnswer = z.object({ receipt: FeeReceipt, repeated: z.boolean() });
/** A file of numbers as text; a year of a large office is well below it. */
const MOST_CONTENT = 3_000_000;

/** Fee receipts: what was taken and waits for the provider's number. No number is ever made here (SPEC L8). */
export const feeReceipts = {
  options: procedure({
    title: 'Quy tắc và thiết lập biên lai',
    description:
      'Collecting body, provider, the shape of numbers, and whether paper receipts may still be used.',
    access: 'signed-in',
    input: z.object({}),
    output: z.object({
      settings: FeeReceiptSettings,
      /** The name that stands on receipts. */
      collector: z.string(),
      today: z.string(),
      paper: z.object({ allowed: z.boolean(), lastDay: z.string(), source: z.string() }),
      examples: z.object({ formSign: z.string(), series: z.string(), number: z.string() }),
      charges: z.array(z.string()),
      source: z.string(),
    }),
  }),
  change: procedure({
    title: 'Đổi thiết lập biên lai',
    description: 'Names the collecting body with its tax code and the provider.',
    access: ['administrator'],
    input: FeeReceiptSettings,
    output: z.object({ settings: FeeReceiptSettings, warning: z.string().nullable() }),
  }),
  ofDossier: procedure({
    title: 'Các khoản đã thu của hồ sơ',
    description: 'What is due, what was taken, how each receipt stands, and what a form begins with.',
    access: 'signed-in',
    input: z.object({ dossierId: WellFormedText.max(50) }),
    output: z.object({
      due: z.int(),
      taken: z.int(),
      /** Whether money may be taken for it; otherwise the sentence that says why not. */
      refusal: z.string().nullable(),
      proposed: z.object({ charge: z.string(), payer: z.string(), amount: z.int() }),
      receipts: z.array(FeeReceipt),
      today: z.string(),
    }),
    errors: ['not-found', 'erased'],
  }),
  collect: procedure({
    title: 'Ghi nhận đã thu tiền',
    description:
      'Records money taken for a dossier; its receipt waits for the number of the provider. Sent again under the same request it changes nothing.',
    access: 'signed-in',
    input: CollectFee,
    output: ReceiptAnswer,
    errors: [
      'not-found',
      'erased',
      'dossier-cancelled',
      'fee-taken-meanwhile',
      'more-than-due',
      'request-reused',
    ],
  }),
  list: procedure({
    title: 'Danh sách biên lai',
    description:
      'Receipts by state and day: waiting ones oldest first, others newest first. `next` continues the list.',
    access: 'signed-in',
    input: z.object({
      filters: FeeReceiptFilters,
      cursor: z.object({ day: ReceiptDay, position: z.int().min(0) }).nullable(),
      limit: z.int().min(1).max(100),
    }),
    output: z.object({
      receipts: z.array(FeeReceipt),
      next: z.object({ day: z.string(), position: z.int() }).nullable(),
    }),
  }),
  waiting: procedure({
    title: 'Số biên lai đang chờ',
    description: 'How many wait for a number, how much money they are, and since which day.',
    access: 'signed-in',
    input: z.object({}),
    output: Sum.extend({ since: z.string().nullable(), today: z.string() }),
  }),
  days: procedure({
    title: 'Cộng theo ngày',
    description:
      'What was taken on each day of a span of at most 92 days, newest first: in cash, by transfer, how it stands.',
    access: 'signed-in',
    input: z.object({ from: ReceiptDay, to: ReceiptDay }),
    output: z.object({
      days: z.array(
        z.object({ day: z.string(), cash: Sum, transfer: Sum, waiting: Sum, numbered: Sum, ended: Sum }),
      ),
    }),
  }),
  number: procedure({
    title: 'Ghi số biên lai',
    description:
      'Records the number that the provider gave, or, with a reason, another in place of one that was entered wrongly.',
    access: 'signed-in',
    input: z.object({
      requestId: Id,
      id: Id,
      number: TypedNumber,
      /** Why the number that it has was wrong; null for its first one. */
      corrects: Words(300).nullable(),
    }),
    output: ReceiptAnswer,
    errors: ['not-found', 'receipt-settled', 'receipt-number-taken', 'request-reused'],
  }),
  withdraw: procedure({
    title: 'Rút khoản thu chưa có số',
    description:
      'Takes back what waits for a number, with the reason: money given back, or recorded by mistake.',
    access: 'signed-in',
    input: z.object({ requestId: Id, id: Id, reason: Words(300) }),
    output: ReceiptAnswer,
    errors: ['not-found', 'receipt-settled', 'request-reused'],
  }),
  end: procedure({
    title: 'Ghi việc nhà cung cấp hủy, thay biên lai',
    description: 'Records that the provider cancelled a numbered receipt or put another in its place.',
    access: 'signed-in',
    input: z.object({
      requestId: Id,
      id: Id,
      replacement: TypedNumber.nullable(),
      reference: WellFormedText.trim().max(100),
      reason: Words(300),
      on: ReceiptDay,
    }),
    output: ReceiptAnswer,
    errors: ['not-found', 'receipt-settled', 'receipt-number-taken', 'request-reused'],
  }),
  exportWaiting: procedure({
    title: 'Xuất biên lai chờ số',
    description:
      'Everything that waits as one file for the provider, oldest first, at most 1,000; the export is an entry of the journal.',
    access: ['administrator'],
    input: z.object({
      format: z.enum(['csv', 'json']),
      /** `new`: only what no file held yet, so that nothing is made out twice. */
      which: z.enum(['new', 'all']),
    }),
    output: z.object({
      content: z.string(),
      name: z.string(),
      count: z.int(),
      amount: z.int(),
      left: z.int(),
    }),
    errors: ['collector-unknown'],
  }),
  importNumbers: procedure({
    title: 'Nhập số biên lai từ tệp',
    description:
      'Reads a file in the layout of the export. Without `apply` only tells what each line would do; with it writes all good lines in one transaction.',
    access: 'signed-in',
    input: z.object({ requestId: Id, content: WellFormedText.min(1).max(MOST_CONTENT), apply: z.boolean() }),
    output: z.object({
      lines: z.array(ImportedLine),
      written: z.int(),
    }),
  }),
};
