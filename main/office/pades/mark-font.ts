import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import { create, type Font } from 'fontkit';
import { AppearanceRules } from '#shared/signing/index.ts';
import { bytesString, dict, name, type PdfRef } from './pdf/values.ts';
import type { PdfUpdate } from './pdf/write.ts';

/** What marks are drawn with, read once. */
export type MarkDrawing = { rules: AppearanceRules; font: Font };

/** Reads the rules and the font of the marks. Throws where one is missing or wrong. */
export async function loadMarkDrawing(resourcesDirectory: string): Promise<MarkDrawing> {
  const rules = await readFile(path.join(resourcesDirectory, 'signing', 'appearance.json'), 'utf8');
  const font = create(
    await readFile(path.join(resourcesDirectory, 'fonts', 'tinos', 'Tinos_400Regular.ttf')),
  );
  if (!('createSubset' in font)) throw new Error('the font of the marks is a collection');
  return { rules: AppearanceRules.parse(JSON.parse(rules)), font };
}

/** Points that a text takes in a size. */
export function textWidth(font: Font, text: string, size: number): number {
  let units = 0;
  for (const letter of text) units += glyphOf(font, letter).advanceWidth;
  return (units * size) / font.unitsPerEm;
}

// A letter that the font has not is shown, and read back, as a question mark: an empty box would say nothing.
function shownLetter(font: Font, letter: string): string {
  return font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0) ? letter : '?';
}

function glyphOf(font: Font, letter: string) {
  return font.glyphForCodePoint(shownLetter(font, letter).codePointAt(0) ?? 0x3f);
}

/** A font that has just the letters of some texts. `encode` gives the hexadecimal codes of a text. */
export type EmbeddedFont = { ref: PdfRef; encode(text: string): string };

/** Embeds the letters that are needed (Type 0, Identity-H, with ToUnicode, so that the text can be copied). */
export function embedFont(update: PdfUpdate, font: Font, texts: readonly string[]): EmbeddedFont {
  const subset = font.createSubset();
  const codes = new Map<string, number>();
  const widths: number[] = [];
  const scale = 1000 / font.unitsPerEm;
  for (const letter of new Set([...texts.join('')].map((one) => shownLetter(font, one)))) {
    const glyph = glyphOf(font, letter);
    const code = Number(subset.includeGlyph(glyph));
    codes.set(letter, code);
    widths[code] = Math.round(glyph.advanceWidth * scale);
  }
  const program = subset.encode();
  const tag = subsetTag(program);
  const baseFont = name(`${tag}+${font.postscriptName ?? 'Tinos'}`);
  const file = update.add({
    type: 'stream',
    dict: dict({ Filter: name('FlateDecode'), Length1: program.length }),
    raw: new Uint8Array(deflateSync(program)),
  });
  const descriptor = update.add(
    dict({
      Type: name('FontDescriptor'),
      FontName: baseFont,
      // Symbolic: the codes are glyphs.
      Flags: 4,
      FontBBox: [font.bbox.minX, font.bbox.minY, font.bbox.maxX, font.bbox.maxY].map((one) =>
        Math.round(one * scale),
      ),
      ItalicAngle: 0,
      Ascent: Math.round(font.ascent * scale),
      Descent: Math.round(font.descent * scale),
      CapHeight: Math.round(font.capHeight * scale),
      StemV: 80,
      FontFile2: file,
    }),
  );
  const descendant = update.add(
    dict({
      Type: name('Font'),
      Subtype: name('CIDFontType2'),
      BaseFont: baseFont,
      CIDSystemInfo: dict({
        Registry: bytesString(Buffer.from('Adobe')),
        Ordering: bytesString(Buffer.from('Identity')),
        Supplement: 0,
      }),
      FontDescriptor: descriptor,
      CIDToGIDMap: name('Identity'),
      DW: 500,
      W: widths.flatMap((width, code) => (width === undefined ? [] : [code, [width]])),
    }),
  );
  const ref = update.add(
    dict({
      Type: name('Font'),
      Subtype: name('Type0'),
      BaseFont: baseFont,
      Encoding: name('Identity-H'),
      DescendantFonts: [descendant],
      ToUnicode: update.add({
        type: 'stream',
        dict: dict({ Filter: name('FlateDecode') }),
        raw: new Uint8Array(deflateSync(Buffer.from(toUnicode(codes), 'latin1'))),
      }),
    }),
  );
  return {
    ref,
    encode: (text) => [...text].map((letter) => hex16(codes.get(shownLetter(font, letter)) ?? 0)).join(''),
  };
}

const hex16 = (code: number) => code.toString(16).padStart(4, '0');

/** Six letters that tell this subset from others of the same font (§9.6.4). */
function subsetTag(program: Uint8Array): string {
  const digest = createHash('sha256').update(program).digest();
  return [...digest.subarray(0, 6)].map((byte) => String.fromCharCode(65 + (byte % 26))).join('');
}

function toUnicode(codes: ReadonlyMap<string, number>): string {
  const utf16 = (letter: string) =>
    [...Array(letter.length).keys()].map((index) => hex16(letter.charCodeAt(index))).join('');
  const byCode = new Map([...codes].map(([letter, code]) => [code, letter]));
  const lines = [...byCode].map(([code, letter]) => `<${hex16(code)}> <${utf16(letter)}>`);
  const blocks: string[] = [];
  for (let from = 0; from < lines.length; from += 100) {
    const block = lines.slice(from, from + 100);
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
  }
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
${blocks.join('\n')}
endcmap
CMapName currentdict /CMap defineresource pop
end
end`;
}
