import { inflateSync } from 'node:zlib';
import { broken } from './parse.ts';
import { isDict, nameOf, type PdfStream, type PdfValue } from './values.ts';

/** Tables of objects are small; a bomb is not. */
const MAX_DECODED = 64 * 1024 * 1024;

/**
 * The bytes of a stream that describes objects (cross-reference or object stream): plain or Flate, with or without a
 * predictor (§7.4.4). Throws PdfFileError `broken` for any other filter; those two kinds use no other.
 */
export function decodeStream(stream: PdfStream): Uint8Array {
  const filters = listOf(stream.dict.entries.get('Filter')).map(nameOf);
  const settings = listOf(stream.dict.entries.get('DecodeParms'));
  let bytes = stream.raw;
  filters.forEach((filter, index) => {
    if (filter !== 'FlateDecode' && filter !== 'Fl') throw broken(`filter ${filter} on a table of objects`);
    bytes = undoPredictor(inflate(bytes), settings[index]);
  });
  return bytes;
}

function listOf(value: PdfValue | undefined): PdfValue[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function inflate(bytes: Uint8Array): Uint8Array {
  try {
    return new Uint8Array(inflateSync(bytes, { maxOutputLength: MAX_DECODED }));
  } catch (error) {
    throw broken(`a compressed table: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function undoPredictor(bytes: Uint8Array, settings: PdfValue | undefined): Uint8Array {
  if (!isDict(settings)) return bytes;
  const number = (key: string, otherwise: number) => {
    const value = settings.entries.get(key);
    return typeof value === 'number' ? value : otherwise;
  };
  const predictor = number('Predictor', 1);
  if (predictor === 1) return bytes;
  if (predictor < 10) throw broken(`predictor ${predictor} on a table of objects`);
  const perPixel = Math.max(1, (number('Colors', 1) * number('BitsPerComponent', 8)) >> 3);
  const rowLength = Math.ceil(
    (number('Columns', 1) * number('Colors', 1) * number('BitsPerComponent', 8)) / 8,
  );
  if (!(rowLength > 0 && rowLength < 65_536)) throw broken('a table with foolish rows');
  return unfilterRows(bytes, rowLength, perPixel);
}

/** Undoes the PNG filters (PNG specification §9): each row begins with the number of its filter. */
export function unfilterRows(bytes: Uint8Array, rowLength: number, perPixel: number): Uint8Array {
  const rows = Math.floor(bytes.length / (rowLength + 1));
  const out = new Uint8Array(rows * rowLength);
  for (let row = 0; row < rows; row += 1) {
    const filter = bytes[row * (rowLength + 1)];
    const from = row * (rowLength + 1) + 1;
    const to = row * rowLength;
    for (let column = 0; column < rowLength; column += 1) {
      const left = column >= perPixel ? (out[to + column - perPixel] ?? 0) : 0;
      const up = row > 0 ? (out[to - rowLength + column] ?? 0) : 0;
      const corner = row > 0 && column >= perPixel ? (out[to - rowLength + column - perPixel] ?? 0) : 0;
      out[to + column] = (bytes[from + column] ?? 0) + guess(filter, left, up, corner);
    }
  }
  return out;
}

function guess(filter: number | undefined, left: number, up: number, corner: number): number {
  switch (filter) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4: {
      const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
      if (a <= b && a <= c) return left;
      return b <= c ? up : corner;
    }
    default:
      throw broken(`row filter ${filter}`);
  }
}
