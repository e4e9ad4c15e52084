import { type PageFile, USABLE_BYTES } from './page-file.ts';
import type { SqlValue } from './sql.ts';

/** A row as it lies in a page: its row id and its values in the order of the columns. */
export type LeafRow = { readonly rowid: number; readonly values: readonly SqlValue[] };

const TABLE_LEAF = 13;
const HEADER_BYTES = 8;
/** Payload beyond this goes on in overflow pages (file format of SQLite, 1.6). */
const MOST_LOCAL = USABLE_BYTES - 35;
const LEAST_LOCAL = Math.floor(((USABLE_BYTES - 12) * 32) / 255) - 23;

/**
 * The rows of a page of a table, whichever table that is; none where the page is of another kind. A row that goes on in
 * a page that is lost is left out. For pages that SQLite no longer reaches because a page above them is lost.
 */
export async function rowsInPage(file: PageFile, number: number): Promise<LeafRow[]> {
  const page = await file.findPage(number);
  if (page === undefined || number === 1 || page[0] !== TABLE_LEAF) return [];
  const rows: LeafRow[] = [];
  const cells = page.readUInt16BE(3);
  for (let index = 0; index < cells; index += 1) {
    const pointer = HEADER_BYTES + index * 2;
    if (pointer + 2 > page.length) break;
    try {
      const row = await readCell(file, page, page.readUInt16BE(pointer));
      if (row !== undefined) rows.push(row);
    } catch (error) {
      // A page of another use that only looks like a leaf.
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return rows;
}

async function readCell(file: PageFile, page: Buffer, offset: number): Promise<LeafRow | undefined> {
  const length = readVarint(page, offset);
  const rowid = readVarint(page, length.end);
  const payload = await readPayload(file, page, rowid.end, length.value);
  return payload === undefined ? undefined : { rowid: rowid.value, values: readRecord(payload) };
}

async function readPayload(
  file: PageFile,
  page: Buffer,
  start: number,
  length: number,
): Promise<Buffer | undefined> {
  if (length > 1_000_000_000) throw new RangeError('not a payload');
  if (length <= MOST_LOCAL) {
    if (start + length > page.length) throw new RangeError('not a payload');
    return page.subarray(start, start + length);
  }
  const surplus = LEAST_LOCAL + ((length - LEAST_LOCAL) % (USABLE_BYTES - 4));
  const local = surplus <= MOST_LOCAL ? surplus : LEAST_LOCAL;
  const parts = [page.subarray(start, start + local)];
  let left = length - local;
  let next = page.readUInt32BE(start + local);
  while (left > 0) {
    const overflow = next === 0 ? undefined : await file.findPage(next);
    if (overflow === undefined) return undefined;
    parts.push(overflow.subarray(4, 4 + Math.min(left, USABLE_BYTES - 4)));
    left -= USABLE_BYTES - 4;
    next = overflow.readUInt32BE(0);
  }
  return Buffer.concat(parts);
}

/** Values by their serial types (file format of SQLite, 2.1). */
function readRecord(payload: Buffer): SqlValue[] {
  const header = readVarint(payload, 0);
  if (header.value > payload.length) throw new RangeError('not a record');
  const values: SqlValue[] = [];
  let at = header.end;
  let data = header.value;
  while (at < header.value) {
    const type = readVarint(payload, at);
    at = type.end;
    const { value, bytes } = readValue(payload, data, type.value);
    values.push(value);
    data += bytes;
  }
  return values;
}

const INTEGER_BYTES = [0, 1, 2, 3, 4, 6, 8];

function readValue(payload: Buffer, at: number, type: number): { value: SqlValue; bytes: number } {
  if (type === 0) return { value: null, bytes: 0 };
  if (type === 8 || type === 9) return { value: type - 8, bytes: 0 };
  if (type === 7) return { value: payload.readDoubleBE(at), bytes: 8 };
  const integer = INTEGER_BYTES[type];
  if (integer === 8) return { value: Number(payload.readBigInt64BE(at)), bytes: 8 };
  if (integer !== undefined) return { value: payload.readIntBE(at, integer), bytes: integer };
  if (type < 12) throw new RangeError('not a record');
  const bytes = (type - (type % 2 === 0 ? 12 : 13)) / 2;
  if (at + bytes > payload.length) throw new RangeError('not a record');
  const content = payload.subarray(at, at + bytes);
  return { value: type % 2 === 0 ? new Uint8Array(content) : content.toString('utf8'), bytes };
}

/** Up to nine bytes, seven bits each, the ninth whole. Values above 2^53 do not occur in our tables. */
function readVarint(bytes: Buffer, at: number): { value: number; end: number } {
  let value = 0;
  for (let index = 0; index < 8; index += 1) {
    const byte = bytes.readUInt8(at + index);
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, end: at + index + 1 };
  }
  return { value: value * 256 + bytes.readUInt8(at + 8), end: at + 9 };
}
