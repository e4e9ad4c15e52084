import { appendDigit, type PaperCount, type PaperRow, requiredAreTicked } from '../model/paper-rows.ts';
import type { PaperAction } from '../model/reducer.ts';

/** The columns that the cursor visits, from left to right. */
export const GRID_COLUMNS = ['tick', 'originals', 'copies', 'handling'] as const;
export type GridColumn = (typeof GRID_COLUMNS)[number];

/** Where the cursor stands; row -1 is the table's head ("all required"). */
export type GridCursor = { row: number; column: GridColumn };

export const HEAD = -1;

/** What a table lets the cursor visit. `first`: its uppermost row, the head or the first paper. */
export type GridShape = { columns: readonly GridColumn[]; first: number };

const WHOLE: GridShape = { columns: GRID_COLUMNS, first: HEAD };

export type GridStep = {
  cursor: GridCursor;
  action: PaperAction | null;
  /** The count that the next digit continues: its cell and what stands in it. */
  typing: { key: string; count: PaperCount } | null;
  /** The cursor leaves the table downwards. */
  leaves: boolean;
};

const PAGE = 8;

function countOfColumn(column: GridColumn): PaperCount {
  return column === 'copies' ? 'copies' : 'originals';
}

/**
 * What a key does in the papers' table: arrows move, a digit sets the number (a second digit continues it), Space ticks,
 * `*` ticks all required, `x` changes between submitted and shown, Ins adds, Del takes away, Enter confirms and goes on.
 * Undefined: the key is not the table's.
 */
export function findGridStep(
  rows: readonly PaperRow[],
  cursor: GridCursor,
  typing: GridStep['typing'],
  key: string,
  shape: GridShape = WHOLE,
): GridStep | undefined {
  const stay: GridStep = { cursor, action: null, typing: null, leaves: false };
  const to = (row: number): GridStep => ({
    ...stay,
    cursor: { ...cursor, row: Math.max(shape.first, Math.min(rows.length - 1, row)) },
  });
  const row = rows[cursor.row];
  switch (key) {
    case 'ArrowDown':
      return to(cursor.row + 1);
    case 'ArrowUp':
      return to(cursor.row - 1);
    case 'PageDown':
      return to(cursor.row + PAGE);
    case 'PageUp':
      return to(cursor.row - PAGE);
    case 'Home':
      return to(0);
    case 'End':
      return to(rows.length - 1);
    case 'ArrowLeft':
      return sideways(stay, shape, -1);
    case 'ArrowRight':
      return sideways(stay, shape, 1);
    case '*':
      return { ...stay, action: { kind: 'required-toggled' } };
    case 'Enter':
      if (row !== undefined)
        return cursor.row === rows.length - 1 ? { ...stay, leaves: true } : to(cursor.row + 1);
      // Enter confirms: it ticks, and never takes away what is ticked already.
      return {
        ...to(0),
        action: requiredAreTicked(rows) ? null : { kind: 'required-toggled' },
        leaves: rows.length === 0,
      };
    case ' ':
      return { ...stay, action: spaceAction(row, cursor.column) };
    case 'Insert':
      return { ...stay, action: { kind: 'paper-added' } };
    default:
      return row === undefined ? undefined : rowStep(stay, row, typing, key);
  }
}

function sideways(stay: GridStep, { columns }: GridShape, step: 1 | -1): GridStep {
  const { row, column } = stay.cursor;
  if (row === HEAD) return stay;
  const next = columns[columns.indexOf(column) + step] ?? column;
  return { ...stay, cursor: { row, column: next } };
}

function spaceAction(row: PaperRow | undefined, column: GridColumn): PaperAction {
  if (row === undefined) return { kind: 'required-toggled' };
  return column === 'handling'
    ? { kind: 'paper-handling', key: row.key }
    : { kind: 'paper-toggled', key: row.key };
}

function rowStep(
  stay: GridStep,
  row: PaperRow,
  typing: GridStep['typing'],
  key: string,
): GridStep | undefined {
  const count = countOfColumn(stay.cursor.column);
  const counted = (value: number): PaperAction => ({ kind: 'paper-counted', key: row.key, count, value });
  if (/^\d$/.test(key)) {
    const goesOn = typing !== null && typing.key === row.key && typing.count === count;
    const value = goesOn ? appendDigit(row[count], Number(key)) : Number(key);
    const column = stay.cursor.column === 'copies' ? 'copies' : 'originals';
    return {
      ...stay,
      cursor: { ...stay.cursor, column },
      action: counted(value),
      typing: { key: row.key, count },
    };
  }
  switch (key) {
    case '+':
      return { ...stay, action: counted(row[count] + 1) };
    case '-':
      return { ...stay, action: counted(row[count] - 1) };
    case 'Backspace':
      return { ...stay, action: counted(Math.floor(row[count] / 10)), typing: { key: row.key, count } };
    case 'Delete':
      return { ...stay, action: { kind: 'paper-removed', key: row.key } };
    case 'x':
    case 'X':
    case '/':
      return { ...stay, action: { kind: 'paper-handling', key: row.key } };
    default:
      return undefined;
  }
}
