import { z } from 'zod';

/** One line of a form's head, signature block or note. */
export const FormLine = z.object({ text: z.string(), bold: z.boolean(), italic: z.boolean() });
export type FormLine = z.infer<typeof FormLine>;

/** A label with its value. `key` names the value, so that the screen can mark what was just changed. */
export const FormField = z.object({
  key: z.string(),
  label: z.string(),
  value: z.string(),
  bold: z.boolean(),
});
export type FormField = z.infer<typeof FormField>;

export const FormBlock = z.discriminatedUnion('kind', [
  /** One or more fields on one line. */
  z.object({ kind: z.literal('fields'), fields: z.array(FormField).min(1), muted: z.boolean() }),
  /** Papers as numbered lines: "(1) Tờ khai – 01 bản chính". */
  z.object({
    kind: z.literal('paper-list'),
    heading: z.string(),
    rows: z.array(z.object({ key: z.string(), text: z.string() })),
  }),
  /** Papers as a table. */
  z.object({
    kind: z.literal('paper-table'),
    heading: z.string(),
    columns: z.array(z.string()),
    /** Index of the column that takes the remaining width; the others are narrow and centred. */
    wide: z.int().min(0),
    rows: z.array(z.object({ key: z.string(), cells: z.array(z.string()) })),
  }),
  z.object({ kind: z.literal('text'), key: z.string(), line: FormLine }),
]);
export type FormBlock = z.infer<typeof FormBlock>;

/**
 * A filled form before it becomes ink or pixels: the PDF and the live preview are both drawn from this,
 * so that what the clerk sees is what the citizen gets.
 */
export const FormDocument = z.object({
  form: z.object({
    /** Key of the template: circular, number and version; never the number alone (the 2025 set renumbered them). */
    circular: z.string(),
    number: z.string(),
    version: z.string(),
    /** The layout was not seen in the official annex; only its fields are known. */
    unconfirmed: z.boolean(),
  }),
  paper: z.enum(['A5', 'A4']),
  /** Printed on every page where the data is invented: "DỮ LIỆU MẪU – KHÔNG CÓ GIÁ TRỊ". */
  mark: z.string().nullable(),
  /** "BẢN IN LẠI 2" on a reprint. */
  reprintMark: z.string().nullable(),
  /** What the reader must know before trusting the paper, e.g. that the PC's clock may be wrong. */
  warnings: z.array(z.string()),
  headLeft: z.array(FormLine),
  headRight: z.array(FormLine),
  /** The dossier's code; null while it is not yet received. */
  code: z.string().nullable(),
  /** What stands before the code where it is written out: "Mã hồ sơ". */
  codeLabel: z.string(),
  /** Content of the QR (look-up address, code and check value). */
  qr: z.string().nullable(),
  /** Lines under the QR: what it is for, the check value in readable groups. */
  qrCaption: z.array(z.string()),
  title: z.string(),
  /** The copies (liên) that are printed, e.g. "Liên 1: Lưu", "Liên 2: Giao người nộp". */
  copies: z.array(z.string()).min(1),
  blocks: z.array(FormBlock),
  signatures: z.array(z.object({ title: z.string(), hint: z.string(), name: z.string() })),
  notes: z.array(FormLine),
  /** Small tag at the foot that tells the form's number, circular and version. */
  tag: z.string(),
});
export type FormDocument = z.infer<typeof FormDocument>;
