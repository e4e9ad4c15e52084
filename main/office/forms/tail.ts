import type { Column, Content } from 'pdfmake/interfaces.js';
import type { FormDocument } from '#shared/forms/index.ts';
import { qrCode } from './barcodes.ts';
import { COLOUR, QR } from './metrics.ts';

/** Room for a signature by hand, in points. */
const SIGNING_ROOM = 44;

/** Signatures, the QR beside them and the notes; kept together with the last lines of the form. */
export function tailContent(document: FormDocument): Content[] {
  const signatures = document.signatures.map(
    (signature): Column => ({
      stack: [
        { text: signature.title, bold: true, fontSize: 9.5 },
        { text: signature.hint, italics: true, fontSize: 9 },
        { text: signature.name, bold: true, fontSize: 10, margin: [0, SIGNING_ROOM, 0, 0] },
      ],
      alignment: 'center',
      width: '*',
    }),
  );
  const columns = document.qr === null ? signatures : [...signatures, qrColumn(document, document.qr)];
  return [
    { columns, columnGap: 4, margin: [0, 8, 0, 4] },
    ...document.notes.map(
      (note): Content => ({
        text: note.text,
        bold: note.bold,
        italics: note.italic,
        fontSize: 8,
        color: COLOUR.muted,
      }),
    ),
  ];
}

function qrColumn(document: FormDocument, content: string): Column {
  const drawing = qrCode(content);
  return {
    width: QR.column,
    stack: [
      {
        svg: drawing.svg,
        width: drawing.width,
        height: drawing.height,
        margin: [(QR.column - drawing.width) / 2, 4, 0, 5],
      },
      ...document.qrCaption.map((line): Content => ({ text: line, alignment: 'center', fontSize: 7.5 })),
    ],
  };
}
