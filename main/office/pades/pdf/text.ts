import { inflateSync } from 'node:zlib';
import type { PdfFile } from './file.ts';
import type { PdfPage } from './pages.ts';
import { parseAt } from './parse.ts';
import { type FontReader, fontReader } from './text-font.ts';
import { isDict, isName, isStream, isString, nameOf, type PdfDict, type PdfValue } from './values.ts';

/** Where a text stands on a page: user space; `bottom` is its base line. */
export type TextPlace = { left: number; right: number; bottom: number; size: number };

const MAX_CONTENT = 16 * 1024 * 1024;

type Matrix = readonly [number, number, number, number, number, number];
type Run = TextPlace & { text: string };

/**
 * Finds a line of text that a page draws itself (not inside of forms), whatever white space it has. Undefined where it is
 * not found or the page is not understood: this only helps to place things.
 */
export function findText(file: PdfFile, page: PdfPage, wanted: string): TextPlace | undefined {
  try {
    return search(runsOf(file, page), wanted);
  } catch {
    return undefined;
  }
}

const packed = (text: string) => text.normalize('NFC').replaceAll(/\s/g, '');

function search(runs: readonly Run[], wanted: string): TextPlace | undefined {
  const needle = packed(wanted);
  const lines = new Map<number, Run[]>();
  for (const run of runs) {
    const line = Math.round(run.bottom);
    lines.set(line, [...(lines.get(line) ?? []), run]);
  }
  for (const line of lines.values()) {
    const sorted = line.sort((one, other) => one.left - other.left);
    const owners = sorted.flatMap((run) => [...packed(run.text)].map(() => run));
    const at = [...sorted.map(({ text }) => packed(text)).join('')].join('').indexOf(needle);
    const first = owners[at];
    const last = owners[at + needle.length - 1];
    if (at < 0 || first === undefined || last === undefined) continue;
    return { left: first.left, right: last.right, bottom: first.bottom, size: first.size };
  }
  return undefined;
}

function contentOf(file: PdfFile, page: PdfPage): Uint8Array {
  const given = file.resolve(page.dict.entries.get('Contents'));
  const parts = (Array.isArray(given) ? given : [given]).map((part) => {
    const stream = file.resolve(part);
    if (!isStream(stream)) return new Uint8Array();
    const filter = file.resolve(stream.dict.entries.get('Filter'));
    const names = (Array.isArray(filter) ? filter : filter === null ? [] : [filter]).map(nameOf);
    if (names.length === 0) return stream.raw;
    if (names.length > 1 || names[0] !== 'FlateDecode') throw new RangeError('another filter');
    return inflateSync(stream.raw, { maxOutputLength: MAX_CONTENT });
  });
  return new Uint8Array(Buffer.concat(parts.flatMap((part) => [part, Buffer.from('\n')])));
}

function runsOf(file: PdfFile, page: PdfPage): Run[] {
  const content = contentOf(file, page);
  const fonts = file.dictionary(file.dictionary(resourcesOf(file, page.dict))?.entries.get('Font'));
  const readers = new Map<string, FontReader | undefined>();
  const runs: Run[] = [];
  const saved: Matrix[] = [];
  let matrix: Matrix = [1, 0, 0, 1, 0, 0];
  let text: Matrix = matrix;
  let line: Matrix = matrix;
  let font: FontReader | undefined;
  let size = 0;
  let leading = 0;

  const fontNamed = (key: string): FontReader | undefined => {
    if (!readers.has(key)) readers.set(key, fontReader(file, fonts?.entries.get(key)));
    return readers.get(key);
  };
  const nextLine = (x: number, y: number) => {
    line = multiply([1, 0, 0, 1, x, y], line);
    text = line;
  };
  const show = (value: PdfValue | undefined) => {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (typeof item === 'number') text = multiply([1, 0, 0, 1, (-item / 1000) * size, 0], text);
      if (!isString(item) || font === undefined) continue;
      const read = font(item.bytes);
      const begin = multiply(text, matrix);
      text = multiply([1, 0, 0, 1, (read.width / 1000) * size, 0], text);
      const end = multiply(text, matrix);
      const height = size * Math.hypot(begin[2], begin[3]);
      runs.push({ text: read.text, left: begin[4], right: end[4], bottom: begin[5], size: height });
    }
  };

  forEachOperator(content, (operator, operands) => {
    const number = (index: number) => {
      const value = operands[index];
      return typeof value === 'number' ? value : 0;
    };
    const six = (): Matrix => [number(0), number(1), number(2), number(3), number(4), number(5)];
    if (operator === 'q') saved.push(matrix);
    else if (operator === 'Q') matrix = saved.pop() ?? matrix;
    else if (operator === 'cm') matrix = multiply(six(), matrix);
    else if (operator === 'BT') {
      line = [1, 0, 0, 1, 0, 0];
      text = line;
    } else if (operator === 'Tf') {
      font = isName(operands[0]) ? fontNamed(operands[0].name) : undefined;
      size = number(1);
    } else if (operator === 'TL') leading = number(0);
    else if (operator === 'Td') nextLine(number(0), number(1));
    else if (operator === 'TD') {
      leading = -number(1);
      nextLine(number(0), number(1));
    } else if (operator === 'T*') nextLine(0, -leading);
    else if (operator === 'Tm') {
      line = six();
      text = line;
    } else if (operator === 'Tj' || operator === 'TJ') show(operands[0]);
    else if (operator === "'") {
      nextLine(0, -leading);
      show(operands[0]);
    }
  });
  return runs;
}

function resourcesOf(file: PdfFile, dict: PdfDict): PdfValue | undefined {
  let current: PdfDict | undefined = dict;
  for (let height = 0; isDict(current) && height < 50; height += 1) {
    const found = current.entries.get('Resources');
    if (found !== undefined) return found;
    current = file.dictionary(current.entries.get('Parent'));
  }
  return undefined;
}

/** Goes through a content stream (§7.8.2); stops at an inline image, whose bytes are not text. */
function forEachOperator(
  content: Uint8Array,
  meet: (operator: string, operands: readonly PdfValue[]) => void,
): void {
  const parser = parseAt(content, 0);
  let operands: PdfValue[] = [];
  for (parser.skipSpace(); parser.at < content.length; parser.skipSpace()) {
    const first = String.fromCharCode(content[parser.at] ?? 0);
    if (/[\d+\-./([<]/.test(first)) {
      operands.push(parser.value());
      continue;
    }
    const from = parser.at;
    while (parser.at < content.length && /[^\s/([<]/.test(String.fromCharCode(content[parser.at] ?? 0)))
      parser.at += 1;
    if (parser.at === from) return;
    const operator = Buffer.from(content.subarray(from, parser.at)).toString('latin1');
    if (operator === 'BI') return;
    meet(operator, operands);
    operands = [];
  }
}

function multiply(a: Matrix, b: Matrix): Matrix {
  return [
    a[0] * b[0] + a[1] * b[2],
    a[0] * b[1] + a[1] * b[3],
    a[2] * b[0] + a[3] * b[2],
    a[2] * b[1] + a[3] * b[3],
    a[4] * b[0] + a[5] * b[2] + b[4],
    a[4] * b[1] + a[5] * b[3] + b[5],
  ];
}
