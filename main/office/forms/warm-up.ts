import type { FormDocument } from '#shared/forms/index.ts';

const LETTERS =
  'aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ 0123456789';

/** Drawn once when the worker starts: touches every font, letter and kind of block before somebody waits for it. */
export const warmUpDocument: FormDocument = {
  form: { circular: 'warm-up', number: '0', version: '0', unconfirmed: true },
  paper: 'A5',
  mark: 'ABC',
  reprintMark: null,
  warnings: [],
  headLeft: [{ text: LETTERS, bold: true, italic: false }],
  headRight: [{ text: LETTERS, bold: false, italic: true }],
  code: 'H00.00-000000-0000',
  codeLabel: '',
  qr: 'https://example.invalid/?ma=H00.00-000000-0000&kt=00000000',
  qrCaption: [],
  title: LETTERS.toUpperCase(),
  copies: ['1', '2'],
  blocks: [
    { kind: 'fields', muted: false, fields: [{ key: 'a', label: LETTERS, value: LETTERS, bold: true }] },
    { kind: 'paper-list', heading: LETTERS, rows: [{ key: 'a', text: LETTERS }] },
    {
      kind: 'paper-table',
      heading: LETTERS,
      columns: ['1', '2'],
      wide: 1,
      rows: [{ key: 'a', cells: ['', LETTERS] }],
    },
  ],
  signatures: [{ title: LETTERS, hint: LETTERS, name: '' }],
  notes: [],
  tag: '',
};
