import type {
  Column,
  Content,
  ContentColumns,
  ContentText,
  TDocumentDefinitions,
} from 'pdfmake/interfaces.js';
import type { FormBlock, FormDocument } from '#shared/forms/index.ts';
import { blockContent } from './body.ts';
import { headContent, titleContent } from './head.ts';
import { A4_LANDSCAPE, A5, COLOUR, FONT, MARGIN, TEXT_WIDTH } from './metrics.ts';
import {
  backgroundContent,
  type Copy,
  footerContent,
  headerContent,
  type PagePlace,
} from './page-furniture.ts';
import { tailContent } from './tail.ts';
import type { Outliner } from './watermark.ts';

/** `a5`: each liên on its own A5 page(s). `a4-two`: two liên side by side on A4 landscape, to be cut. */
export type PdfLayout = 'a5' | 'a4-two';

export type PdfOptions = {
  layout: PdfLayout;
  /** Milliseconds since 1970 that the file states as its date: the dossier's time, so that the same input gives the same bytes. */
  at: number;
};

/** pdfmake writes the places of a node into it while it lays out. */
type Placed = ContentText & { positions?: { pageNumber: number }[] };

/** Liên that share a run of sheets, and the node whose place tells where the run begins. */
type Run = { copies: Copy[]; marker: Placed };

/** How many of the last blocks stay together with the signatures, so that these are never alone on a page. */
const KEPT_WITH_SIGNATURES = 3;

/** More lines than these would not fit on one page with the signatures, and what is kept together is cut off there. */
const KEPT_LINES = 24;
/** Fewer than stand on a line of the body, so that wide letters fit too. */
const LINE_CHARACTERS = 55;

/**
 * The finished pdfmake definition of forms with all their liên. It is laid out once; page numbers are those of
 * one liên and come from where pdfmake has put its title.
 */
export function pdfDefinition(
  documents: readonly FormDocument[],
  options: PdfOptions,
  outline: Outliner,
): TDocumentDefinitions {
  const halves = options.layout === 'a4-two' ? 2 : 1;
  const runs = documents.flatMap((document) => runsOf(document, halves));
  const [first] = documents;
  const place = (page: number, pages: number) => placeOf(runs, page, pages);
  return {
    version: '1.7',
    language: 'vi',
    displayTitle: true,
    pageSize: halves === 2 ? A4_LANDSCAPE : A5,
    pageMargins: [MARGIN.left, MARGIN.top, MARGIN.right, MARGIN.bottom],
    info: {
      title: first?.code ?? first?.title ?? '',
      subject: first?.title ?? '',
      creator: 'Trạm Một Cửa',
      producer: 'pdfmake',
      creationDate: new Date(options.at),
    },
    defaultStyle: { font: FONT, fontSize: 10.5, lineHeight: 1.08, color: COLOUR.ink },
    background: () =>
      backgroundContent(documents.find((entry) => entry.mark !== null)?.mark ?? null, halves, outline),
    header: (page, pages) => furniture(place(page, pages), headerContent),
    footer: (page, pages) => furniture(place(page, pages), footerContent),
    content: runs.map((run, index) => runContent(run, index)),
  };
}

function runsOf(document: FormDocument, halves: 1 | 2): Run[] {
  const runs: Run[] = [];
  for (let index = 0; index < document.copies.length; index += halves) {
    const labels = document.copies.slice(index, index + halves);
    runs.push({
      copies: labels.map((label) => ({ document, label })),
      marker: {
        text: document.title,
        bold: true,
        alignment: 'center',
        fontSize: 13,
        margin: [0, 6, 0, 0],
      },
    });
  }
  return runs;
}

function runContent(run: Run, index: number): Content {
  const stacks = run.copies.map(
    (copy, half): Column => ({
      width: TEXT_WIDTH,
      stack: copyContent(copy, half === 0 ? run.marker : { ...run.marker }),
    }),
  );
  const columns: ContentColumns = { columns: stacks, columnGap: MARGIN.left + MARGIN.right + SHEET_SURPLUS };
  return index === 0 ? columns : { ...columns, pageBreak: 'before' };
}

/** A4 is 2.83 points wider than two A5; the right half begins that much later. */
const SHEET_SURPLUS = A4_LANDSCAPE.width / 2 - A5.width;

function copyContent(copy: Copy, title: Content): Content[] {
  const { document } = copy;
  const cut = Math.max(0, document.blocks.length - KEPT_WITH_SIGNATURES);
  // Papers may be longer than a page and must be able to break, so they are never in the part that is kept together.
  const lastPapers = document.blocks.findLastIndex((block) => 'rows' in block);
  const from = shortTail(document.blocks, Math.max(cut, lastPapers + 1));
  return [
    headContent(document),
    ...titleContent(document, title, copy.label),
    ...document.blocks.slice(0, from).flatMap(blockContent),
    {
      stack: [...document.blocks.slice(from).flatMap(blockContent), ...tailContent(document)],
      unbreakable: true,
    },
  ];
}

/** The first index from `least` on whose blocks are together short enough to be kept with the signatures. */
function shortTail(blocks: readonly FormBlock[], least: number): number {
  let lines = 0;
  for (let index = blocks.length - 1; index >= least; index -= 1) {
    lines += linesOf(blocks[index]);
    if (lines > KEPT_LINES) return index + 1;
  }
  return least;
}

/** About how many lines a block without rows takes. */
function linesOf(block: FormBlock | undefined): number {
  if (block === undefined || 'rows' in block) return 0;
  const text =
    block.kind === 'text'
      ? block.line.text
      : block.fields.map(({ label, value }) => `${label}: ${value}`).join('     ');
  return text
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / LINE_CHARACTERS)), 0);
}

function placeOf(
  runs: readonly Run[],
  page: number,
  pages: number,
): { run: Run; place: PagePlace } | undefined {
  const starts = runs.map((run) => run.marker.positions?.[0]?.pageNumber ?? 1);
  const index = starts.findLastIndex((start) => start <= page);
  const run = runs[index];
  const start = starts[index];
  if (run === undefined || start === undefined) return undefined;
  const end = starts[index + 1] ?? pages + 1;
  return { run, place: { number: page - start + 1, count: end - start } };
}

function furniture(
  found: { run: Run; place: PagePlace } | undefined,
  part: (copy: Copy, place: PagePlace) => Column,
): Content {
  if (found === undefined) return '';
  return {
    columns: found.run.copies.map((copy) => part(copy, found.place)),
    columnGap: MARGIN.left + MARGIN.right + SHEET_SURPLUS,
    margin: [MARGIN.left, 0, 0, 0],
  };
}
