import type { Content } from 'pdfmake/interfaces.js';
import type { FormDocument, FormLine } from '#shared/forms/index.ts';
import { code128 } from './barcodes.ts';
import { BARCODE, COLOUR, HEAD } from './metrics.ts';

function headLine(line: FormLine, fontSize: number): Content {
  return { text: line.text, bold: line.bold, italics: line.italic, alignment: 'center', fontSize };
}

/** The short line under a head, centred in a column of this width. */
function rule(columnWidth: number, length: number): Content {
  const left = (columnWidth - length) / 2;
  return {
    canvas: [{ type: 'line', x1: left, y1: 0, x2: left + length, y2: 0, lineWidth: 0.6 }],
    margin: [0, 2, 0, 3],
  };
}

/** Agency, bar code and code on the left; state title, motto, place and date on the right. */
export function headContent(document: FormDocument): Content {
  const left: Content[] = [...document.headLeft.map((line) => headLine(line, 9)), rule(HEAD.left, 52)];
  if (document.code !== null) {
    const bars = code128(document.code);
    left.push(
      {
        svg: bars.svg,
        width: bars.width,
        height: bars.height,
        margin: [(BARCODE.width - bars.width) / 2, 2, 0, 1],
      },
      { text: `${document.codeLabel}: ${document.code}`, alignment: 'center', fontSize: 8.5 },
    );
  }
  const motto = document.headRight.slice(0, -1);
  const place = document.headRight.slice(-1);
  const right: Content[] = [
    ...motto.map((line) => headLine(line, 9)),
    rule(HEAD.right, 92),
    ...place.map((line) => headLine(line, 9.5)),
  ];
  return {
    columns: [
      { width: HEAD.left, stack: left },
      { width: HEAD.right, stack: right },
    ],
    columnGap: HEAD.gap,
  };
}

/** Title, then the liên with the marks that must be seen at once. */
export function titleContent(document: FormDocument, title: Content, copy: string): Content[] {
  const marks =
    document.mark === null ? [] : [{ text: ` · ${document.mark}`, color: COLOUR.mark, bold: true }];
  return [
    title,
    {
      text: [{ text: copy, italics: true }, ...marks],
      alignment: 'center',
      fontSize: 9.5,
      margin: [0, 0, 0, 4],
    },
    ...document.warnings.map(
      (warning): Content => ({
        text: warning,
        alignment: 'center',
        bold: true,
        color: COLOUR.mark,
        fontSize: 9,
        margin: [0, 0, 0, 3],
      }),
    ),
  ];
}
