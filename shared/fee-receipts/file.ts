import { err, ok, type Result } from '../base/index.ts';
import { parsePlainDate } from '../calendar/index.ts';
import { amountInWords, csvOf, fold } from '../text/index.ts';
import { readCsv } from './read-csv.ts';
import type { Collected } from './receipt.ts';
import type { FeeReceiptRules, FileColumnId } from './rules.ts';

/** One receipt that waits, as the file tells it. */
export type WaitingReceipt = Collected & { id: string; dossierCode: string };
/** Who takes the money: name and tax code, as they stand on receipts. */
export type Collector = { name: string; taxCode: string };
/** What a file gives for one receipt; texts as they stand in it. `line`: where, from 1. */
export type GivenNumber = {
  line: number;
  id: string;
  formSign: string;
  series: string;
  number: string;
  issuedOn: string;
};

const METHODS = { cash: 'Tiền mặt', transfer: 'Chuyển khoản' } as const;
/** What the JSON file calls itself, so that another file is not taken for it. */
export const FILE_FORMAT = 'tram-mot-cua/bien-lai-cho-so';
/** Rows of one file: weeks of an office, and few enough that writing their numbers at once holds up no desk. */
export const MOST_ROWS = 1_000;

type Columns = FeeReceiptRules['file']['columns'];

/** The cells of a receipt by column; what the provider gives is empty. Money in bare digits, days as `dd/mm/yyyy`. */
function cellsOf(receipt: WaitingReceipt, collector: Collector): Record<FileColumnId, string> {
  return {
    id: receipt.id,
    dossierCode: receipt.dossierCode,
    collector: collector.name,
    taxCode: collector.taxCode,
    charge: receipt.charge,
    amount: String(receipt.amount),
    amountInWords: amountInWords(receipt.amount),
    payer: receipt.payer,
    method: METHODS[receipt.method],
    collectedOn: receipt.collectedOn.split('-').reverse().join('/'),
    formSign: '',
    series: '',
    number: '',
    issuedOn: '',
  };
}

/** The file for a spreadsheet or a provider's import: one line each, with empty columns for what the provider gives. */
export function waitingAsCsv(
  columns: Columns,
  receipts: readonly WaitingReceipt[],
  collector: Collector,
): string {
  return csvOf([
    columns.map(({ label }) => label),
    ...receipts.map((receipt) => {
      const cells = cellsOf(receipt, collector);
      return columns.map(({ id }) => cells[id]);
    }),
  ]);
}

/** The same for programs: names as in `FileColumnId`, money a number, days `YYYY-MM-DD`. */
export function waitingAsJson(
  receipts: readonly WaitingReceipt[],
  collector: Collector,
  exportedAt: string,
): string {
  const items = receipts.map(({ id, dossierCode, charge, amount, payer, method, collectedOn }) => ({
    id,
    dossierCode,
    charge,
    amount,
    amountInWords: amountInWords(amount),
    payer,
    method,
    collectedOn,
    formSign: '',
    series: '',
    number: '',
    issuedOn: '',
  }));
  return `${JSON.stringify({ format: FILE_FORMAT, version: 1, exportedAt, collector, receipts: items }, null, 2)}\n`;
}

/** `21/11/2026` and `2026-11-21` as `YYYY-MM-DD`; undefined where it is no day. */
export function readDay(text: string): string | undefined {
  const typed = text.trim();
  const spoken = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(typed);
  const day =
    spoken === null
      ? /^\d{4}-\d{2}-\d{2}/.exec(typed)?.[0]
      : `${spoken[3]}-${(spoken[2] ?? '').padStart(2, '0')}-${(spoken[1] ?? '').padStart(2, '0')}`;
  return day === undefined || parsePlainDate(day) === undefined ? undefined : day;
}

const NEEDED = ['id', 'formSign', 'series', 'number', 'issuedOn'] as const satisfies readonly FileColumnId[];

/**
 * What a file in our layout gives: CSV as spreadsheets save it, or our JSON with the empty members filled. Rows without
 * a number are kept (they still wait). An error is a sentence that says what to do; nothing is read then.
 */
export function readNumbers(columns: Columns, content: string): Result<GivenNumber[], string> {
  const text = content.replace(/^\u{feff}/u, '').trimStart();
  const rows = text.startsWith('{') || text.startsWith('[') ? rowsOfJson(text) : rowsOfCsv(columns, content);
  if (!rows.ok) return rows;
  if (rows.value.length === 0) return err('Tệp không có dòng nào. Hãy chọn tệp đã xuất và điền số biên lai.');
  if (rows.value.length > MOST_ROWS)
    return err(`Tệp có hơn ${MOST_ROWS} dòng. Hãy chia thành nhiều tệp rồi nhập từng tệp.`);
  return rows;
}

function rowsOfCsv(columns: Columns, content: string): Result<GivenNumber[], string> {
  const [head, ...rows] = readCsv(content);
  const heads = (head?.cells ?? []).map((cell) => fold(cell));
  const places = new Map<FileColumnId, number>();
  for (const { id, label, also } of columns) {
    const names = new Set([label, ...also].map(fold));
    const at = heads.findIndex((cell) => names.has(cell));
    if (at >= 0) places.set(id, at);
  }
  const missing = NEEDED.filter((id) => !places.has(id)).map(
    (id) => columns.find((column) => column.id === id)?.label ?? id,
  );
  if (missing.length > 0) {
    return err(
      `Tệp thiếu cột ${missing.map((label) => `“${label}”`).join(', ')}. Giữ nguyên dòng tiêu đề của tệp đã xuất và lưu dạng CSV UTF-8.`,
    );
  }
  return ok(
    rows.map(({ line, cells }) => {
      const cell = (id: FileColumnId) => (cells[places.get(id) ?? -1] ?? '').trim();
      return {
        line,
        id: cell('id'),
        formSign: cell('formSign'),
        series: cell('series'),
        number: cell('number'),
        issuedOn: cell('issuedOn'),
      };
    }),
  );
}

function rowsOfJson(text: string): Result<GivenNumber[], string> {
  const wrong = err('Tệp JSON không đúng dạng đã xuất. Hãy dùng tệp do Trạm Một Cửa xuất và chỉ điền số.');
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return wrong;
  }
  if (!isRecord(read) || read['format'] !== FILE_FORMAT || !Array.isArray(read['receipts'])) return wrong;
  const items: unknown[] = read['receipts'];
  const rows: GivenNumber[] = [];
  for (const [index, item] of items.entries()) {
    if (!isRecord(item)) return wrong;
    const cell = (name: (typeof NEEDED)[number]) => {
      const value = item[name];
      return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
    };
    rows.push({
      line: index + 1,
      id: cell('id'),
      formSign: cell('formSign'),
      series: cell('series'),
      number: cell('number'),
      issuedOn: cell('issuedOn'),
    });
  }
  return ok(rows);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
