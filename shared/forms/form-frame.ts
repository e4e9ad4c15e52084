import type { z } from 'zod';
import type { FormDocument, FormLine } from './document.ts';
import type { ReceiptHead } from './receipt-values.ts';
import type { frameWordsShape, templateShape } from './template-parts.ts';
import { balancedLines, DOTS, fill, fillMinute, readableCheckValue } from './wording.ts';

type FrameTemplate = z.infer<z.ZodObject<typeof templateShape>> & {
  words: z.infer<z.ZodObject<typeof frameWordsShape>>;
};

/** What stands around the lines of every form. */
type FrameValues = {
  head: ReceiptHead;
  code: string | null;
  checkValue: string | null;
  /** Office time at which this paper was given; the date in the head. */
  givenAt: string | null;
  /** Name under the clerk's signature. */
  clerkName: string | null;
  sample: boolean;
  reprint: number;
  warnings: string[];
  qr: string | null;
  /** What the QR is for. */
  qrPurpose: string;
};

/** A form without its lines: head, codes, marks, signatures, notes. Pure. */
export function formFrame(template: FrameTemplate, values: FrameValues): Omit<FormDocument, 'blocks'> {
  const { words } = template;
  const checkValue = values.checkValue === null ? DOTS : readableCheckValue(values.checkValue);
  return {
    form: {
      circular: template.circular,
      number: template.number,
      version: template.version,
      unconfirmed: template.unconfirmed,
    },
    paper: template.paper,
    mark: values.sample ? words.sampleMark : null,
    reprintMark: values.reprint > 0 ? fill(words.reprintMark, { number: String(values.reprint) }) : null,
    warnings: values.warnings,
    headLeft: [...headLines(values.head.parent, false), ...headLines(values.head.unit, true)],
    headRight: [
      ...template.headRight,
      {
        text: fillMinute(fill(words.place, { place: values.head.place ?? DOTS }), values.givenAt),
        bold: false,
        italic: true,
      },
    ],
    code: values.code,
    codeLabel: words.codeLabel,
    qr: values.qr,
    qrCaption: [values.qrPurpose, fill(words.checkValue, { value: checkValue })],
    title: template.title,
    copies: [...template.copies],
    signatures: template.signatures.map((signature) => ({
      title: signature.title,
      hint: signature.hint,
      name: signature.name === 'receiver' ? (values.clerkName ?? '') : '',
    })),
    notes: [...template.notes],
    tag: fill(words.tag, {
      number: template.number,
      circular: template.circular,
      version: template.version,
    }),
  };
}

/** Characters of a head line in capitals that fit beside the state title on A5. */
const HEAD_LINE_WIDTH = 27;

function headLines(text: string | null, bold: boolean): FormLine[] {
  const lines = balancedLines((text ?? DOTS).toUpperCase(), HEAD_LINE_WIDTH);
  return lines.map((part) => ({ text: part, bold, italic: false }));
}
