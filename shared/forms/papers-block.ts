import { assertNever } from '../base/index.ts';
import type { ReceivedPaper } from '../dossier/index.ts';
import type { FormBlock } from './document.ts';
import type { ReceiptLine, ReceiptTemplate } from './receipt-template.ts';
import { DOTS, fill, twoDigits } from './wording.ts';

type Words = ReceiptTemplate['words'];
type PapersLine = Extract<ReceiptLine, { kind: 'papers' }>;

/**
 * The papers of a receipt as numbered lines or as a table, as the template wants.
 * `papers` null: not known yet (one dotted row); empty: none are handed in.
 */
export function papersBlock(
  words: Words,
  line: PapersLine,
  papers: readonly ReceivedPaper[] | null,
): FormBlock {
  if (line.shape.as === 'list') {
    const row = line.shape.row;
    return {
      kind: 'paper-list',
      heading: line.heading,
      rows: listRows(words, row, papers),
    };
  }
  const columns = line.shape.columns;
  const wide = Math.max(
    0,
    columns.findIndex((column) => column.cell === 'name'),
  );
  const empty = columns.map((_, index) => (index === wide ? (papers === null ? DOTS : words.noPapers) : ''));
  return {
    kind: 'paper-table',
    heading: line.heading,
    columns: columns.map((column) => column.label),
    wide,
    rows:
      papers === null || papers.length === 0
        ? [{ key: 'papers', cells: empty }]
        : papers.map((paper, index) => ({
            key: `paper.${index}`,
            cells: columns.map((column) => tableCell(words, column.cell, paper, index)),
          })),
  };
}

function listRows(words: Words, row: string, papers: readonly ReceivedPaper[] | null) {
  if (papers === null) return [{ key: 'papers', text: fill(row, { number: '1', name: DOTS, counts: '' }) }];
  if (papers.length === 0) return [{ key: 'papers', text: words.noPapers }];
  return papers.map((paper, index) => {
    const counts = countsText(words, paper);
    const text = fill(row, { number: String(index + 1), name: paper.name, counts });
    return { key: `paper.${index}`, text };
  });
}

/** " – 01 bản chính, 02 bản sao (xuất trình)", the dash never alone at a line's end; empty where nothing is counted and all is handed in. */
function countsText(words: Words, paper: ReceivedPaper): string {
  const counted = [
    paper.originals > 0 ? fill(words.originals, { count: twoDigits(paper.originals) }) : '',
    paper.copies > 0 ? fill(words.copies, { count: twoDigits(paper.copies) }) : '',
  ].filter((part) => part !== '');
  const shown = paper.handling === 'present' ? ` (${words.presented})` : '';
  return (counted.length === 0 ? '' : ` –\u00a0${counted.join(', ')}`) + shown;
}

type Cell = Extract<PapersLine['shape'], { as: 'table' }>['columns'][number]['cell'];

function tableCell(words: Words, cell: Cell, paper: ReceivedPaper, index: number): string {
  switch (cell) {
    case 'number':
      return String(index + 1);
    case 'name':
      return paper.name;
    case 'originals':
      return paper.originals > 0 ? twoDigits(paper.originals) : '–';
    case 'copies':
      return paper.copies > 0 ? twoDigits(paper.copies) : '–';
    case 'handling':
      return paper.handling === 'present' ? words.presented : words.submitted;
    default:
      return assertNever(cell);
  }
}
