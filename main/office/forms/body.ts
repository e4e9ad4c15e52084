import type { Content, ContentTable, TableCell } from 'pdfmake/interfaces.js';
import { assertNever } from '#shared/base/index.ts';
import type { FormBlock } from '#shared/forms/index.ts';
import { COLOUR, TABLE, TEXT_WIDTH } from './metrics.ts';

const HEADING_BORDER: [boolean, boolean, boolean, boolean] = [false, false, false, true];

type PaperTable = Extract<FormBlock, { kind: 'paper-table' }>;

/** One block of the form. A heading never stands without its first row at the foot of a page. */
export function blockContent(block: FormBlock): Content[] {
  switch (block.kind) {
    case 'fields':
      return [fieldsContent(block)];
    case 'paper-list': {
      const heading: Content = { text: block.heading };
      const rows = block.rows.map(
        (row): Content => ({ text: row.text, margin: [10, 0, 0, 0], unbreakable: true }),
      );
      const [first, ...rest] = rows;
      return [{ stack: first === undefined ? [heading] : [heading, first], unbreakable: true }, ...rest];
    }
    case 'paper-table':
      return [paperTable(block)];
    case 'text':
      return [{ text: block.line.text, bold: block.line.bold, italics: block.line.italic }];
    default:
      return assertNever(block);
  }
}

function fieldsContent(block: Extract<FormBlock, { kind: 'fields' }>): Content {
  const runs = block.fields.flatMap((field, index) => [
    { text: `${index === 0 ? '' : '     '}${field.label}: ` },
    { text: field.value, bold: field.bold },
  ]);
  return { text: runs, color: block.muted ? COLOUR.muted : COLOUR.ink };
}

/**
 * In points, the wide column's too: one that took "what remains" would grow with the longest word, and push the table
 * out of the page, where a name was written without spaces.
 */
function columnWidths({ columns, wide }: PaperTable): number[] {
  const narrow = columns.map((_, index) => (index === wide ? 0 : index === 0 ? TABLE.number : TABLE.count));
  const around = columns.length * 2 * TABLE.padding + (columns.length + 1) * TABLE.line;
  const rest = TEXT_WIDTH - around - narrow.reduce((sum, width) => sum + width, 0);
  return narrow.map((width, index) => (index === wide ? rest : width));
}

/** The heading is the table's first repeated row, so that it is never parted from the table. */
function paperTable(block: PaperTable): ContentTable {
  const headingRow = block.columns.map(
    (_, index): TableCell =>
      index === 0
        ? {
            text: block.heading,
            colSpan: block.columns.length,
            border: HEADING_BORDER,
            margin: [-3, 0, 0, 0],
          }
        : {},
  );
  const head = block.columns.map(
    (label): TableCell => ({ text: label, bold: true, alignment: 'center', fontSize: 9 }),
  );
  const rows = block.rows.map((row) =>
    row.cells.map(
      (cell, index): TableCell => ({
        text: cell,
        alignment: index === block.wide ? 'left' : 'center',
        fontSize: 9.5,
      }),
    ),
  );
  return {
    table: {
      headerRows: 2,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      widths: columnWidths(block),
      body: [headingRow, head, ...rows],
    },
    layout: {
      hLineWidth: (row) => (row === 0 ? 0 : TABLE.line),
      vLineWidth: () => TABLE.line,
      paddingLeft: () => TABLE.padding,
      paddingRight: () => TABLE.padding,
      paddingTop: () => 1,
      paddingBottom: () => 1,
    },
    margin: [0, 0, 0, 4],
  };
}
