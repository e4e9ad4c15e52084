import type { Column, Content, ContentText } from 'pdfmake/interfaces.js';
import type { FormDocument } from '#shared/forms/index.ts';
import { A4_LANDSCAPE, A5, COLOUR, REPRINT_MARK, TEXT_WIDTH } from './metrics.ts';
import { type Outliner, watermarkSvg } from './watermark.ts';

/** One liên of a form as it stands on a run of pages. */
export type Copy = { document: FormDocument; label: string };

/** Which page of its run, of how many; from 1. */
export type PagePlace = { number: number; count: number };

/** Above the text: the reprint mark on every page; from the second page on also code, title and liên. */
export function headerContent(copy: Copy, place: PagePlace): Column {
  const { document } = copy;
  const stack: Content[] = [
    {
      text: document.reprintMark ?? ' ',
      bold: true,
      alignment: 'center',
      color: COLOUR.mark,
      fontSize: REPRINT_MARK.fontSize,
      lineHeight: 1,
      margin: [0, 0, 0, 4],
    },
  ];
  if (place.number > 1) {
    const codeText = document.code === null ? '' : `${document.codeLabel}: ${document.code}`;
    stack.push(
      pair({ text: document.title, bold: true }, { text: copy.label, italics: true }),
      pair({ text: codeText, bold: true }, { text: document.mark ?? '', bold: true, color: COLOUR.mark }),
    );
  }
  return { width: TEXT_WIDTH, stack, fontSize: 7.5, lineHeight: 1, margin: [0, REPRINT_MARK.top, 0, 0] };
}

/** Under the text: the form's tag and the page number. */
export function footerContent(copy: Copy, place: PagePlace): Column {
  return {
    width: TEXT_WIDTH,
    stack: [pair({ text: copy.document.tag }, { text: `Trang ${place.number}/${place.count}` })],
    fontSize: 7.5,
    color: COLOUR.muted,
    lineHeight: 1,
    margin: [0, 6, 0, 0],
  };
}

function pair(left: ContentText, right: ContentText): Content {
  return {
    columns: [
      { width: 'auto', ...left },
      { width: '*', alignment: 'right', ...right },
    ],
    columnGap: 8,
  };
}

/**
 * Behind the text, because ink over letters costs legibility: the diagonal mark of sample data, and the
 * cutting line between two A5 on A4.
 */
export function backgroundContent(mark: string | null, halves: 1 | 2, outline: Outliner): Content[] {
  const content: Content[] = [];
  if (mark !== null) {
    for (let half = 0; half < halves; half += 1) {
      content.push({
        svg: watermarkSvg(mark, outline),
        absolutePosition: { x: half * (A4_LANDSCAPE.width / 2), y: 0 },
      });
    }
  }
  if (halves === 2) {
    const middle = A4_LANDSCAPE.width / 2;
    const line = { type: 'line' as const, x1: 0, y1: 12, x2: 0, y2: A5.height - 12 };
    content.push({
      canvas: [{ ...line, lineWidth: 0.4, lineColor: '#9a9a9a', dash: { length: 3, space: 3 } }],
      absolutePosition: { x: middle, y: 0 },
    });
  }
  return content;
}
