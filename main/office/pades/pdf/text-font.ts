import { inflateSync } from 'node:zlib';
import type { PdfFile } from './file.ts';
import { isStream, nameOf, type PdfDict, type PdfValue } from './values.ts';

/** Text and width (thousandths of the size) of a string in a font. */
export type FontReader = (bytes: Uint8Array) => { text: string; width: number };

const MAX_MAP = 4 * 1024 * 1024;

/** Reads composite fonts with two-byte codes and a ToUnicode map, and simple fonts as Latin-1; undefined for none. */
export function fontReader(file: PdfFile, value: PdfValue | undefined): FontReader | undefined {
  const font = file.dictionary(value);
  if (font === undefined) return undefined;
  const letters = toUnicodeOf(file, font);
  const [descendant] = file.array(font.entries.get('DescendantFonts'));
  const composite = file.dictionary(descendant);
  const isComposite =
    nameOf(file.resolve(font.entries.get('Subtype'))) === 'Type0' && composite !== undefined;
  const widths = isComposite ? compositeWidths(file, composite) : simpleWidths(file, font);
  const step = isComposite ? 2 : 1;
  return (bytes) => {
    let text = '';
    let width = 0;
    for (let at = 0; at + step <= bytes.length; at += step) {
      const code = step === 2 ? ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0) : (bytes[at] ?? 0);
      text += letters.get(code) ?? (isComposite ? '' : String.fromCharCode(code));
      width += widths.get(code) ?? 500;
    }
    return { text, width };
  };
}

function toUnicodeOf(file: PdfFile, font: PdfDict): Map<number, string> {
  const letters = new Map<number, string>();
  const stream = file.resolve(font.entries.get('ToUnicode'));
  if (!isStream(stream)) return letters;
  const filter = nameOf(file.resolve(stream.dict.entries.get('Filter')));
  const raw = filter === 'FlateDecode' ? inflateSync(stream.raw, { maxOutputLength: MAX_MAP }) : stream.raw;
  const map = Buffer.from(raw).toString('latin1');
  const utf16 = (hex: string) => Buffer.from(hex.replaceAll(/\s/g, ''), 'hex').swap16().toString('utf16le');
  for (const [, block = ''] of map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, code = '', to = ''] of block.matchAll(/<([0-9a-fA-F]+)>\s*<([0-9a-fA-F\s]+)>/g))
      letters.set(Number.parseInt(code, 16), utf16(to));
  for (const [, block = ''] of map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    const rows = block.matchAll(/<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*(?:<([0-9a-fA-F\s]+)>|\[([^\]]*)\])/g);
    for (const [, low = '', high = '', from, list] of rows) {
      const first = Number.parseInt(low, 16);
      const last = Math.min(Number.parseInt(high, 16), first + 0xffff);
      const each = [...(list ?? '').matchAll(/<([0-9a-fA-F\s]+)>/g)].map(([, to = '']) => utf16(to));
      const base = from === undefined ? undefined : utf16(from).codePointAt(0);
      for (let code = first; code <= last; code += 1) {
        const letter = base === undefined ? each[code - first] : String.fromCodePoint(base + code - first);
        if (letter !== undefined) letters.set(code, letter);
      }
    }
  }
  return letters;
}

function compositeWidths(file: PdfFile, font: PdfDict): Map<number, number> {
  const widths = new Map<number, number>();
  const items = file.array(font.entries.get('W')).map((item) => file.resolve(item));
  for (let at = 0; at < items.length; ) {
    const [first, second, third] = items.slice(at, at + 3);
    if (typeof first !== 'number') break;
    if (Array.isArray(second)) {
      second.forEach((width, index) => {
        if (typeof width === 'number') widths.set(first + index, width);
      });
      at += 2;
    } else {
      if (typeof second !== 'number' || typeof third !== 'number' || second - first > 0xffff) break;
      for (let code = first; code <= second; code += 1) widths.set(code, third);
      at += 3;
    }
  }
  return widths;
}

function simpleWidths(file: PdfFile, font: PdfDict): Map<number, number> {
  const first = file.resolve(font.entries.get('FirstChar'));
  const start = typeof first === 'number' ? first : 0;
  return new Map(
    file
      .array(font.entries.get('Widths'))
      .map((width, index): [number, number] => [start + index, typeof width === 'number' ? width : 500]),
  );
}
