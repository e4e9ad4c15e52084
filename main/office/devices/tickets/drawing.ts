import path from 'node:path';
import bwipjs from 'bwip-js/node';
import {
  type Bitmap,
  createBitmap,
  drawBitmap,
  GLYPH_HEIGHT,
  GLYPH_WIDTH,
  type PrinterMemory,
} from '#shared/escpos/index.ts';

export type TextStyle = { readonly height: number; readonly bold: boolean };

/** Letters to dots: whatever has Vietnamese letters is drawn here, for code pages of printers lose some. */
export type Drawing = {
  /** Lines of a text, broken between words to fit the width, each as narrow as its letters and of whole bytes across. */
  lines(text: string, style: TextStyle, maxWidth: number): Bitmap[];
  /** What printers have in their own memory; for simulated ones. */
  memory: PrinterMemory;
  png(bitmap: Bitmap): Promise<Uint8Array>;
};

const FAMILY = 'Tram ticket';
const FILES = {
  normal: 'BeVietnamPro_500Medium.ttf',
  bold: 'BeVietnamPro_700Bold.ttf',
} as const;

/** Grey letters become black from here on (0 to 255): thin strokes survive, counters stay open. */
const BLACK_FROM = 110;

/** The modules of a QR, one dot each, without a rim. */
export function qrModules(text: string, level: string): Bitmap {
  const [symbol] = bwipjs.raw('qrcode', text, `eclevel=${level}`);
  if (symbol === undefined || !('pixs' in symbol)) throw new Error('no modules were encoded');
  const { pixs, pixx } = symbol;
  return drawBitmap(pixx, pixx, (x, y) => pixs[y * pixx + x] === 1);
}

/** Loads the drawing library and the fonts, once for each folder; 35 MB that no office without a ticket printer needs. */
export async function loadDrawing(fontsDirectory: string): Promise<Drawing> {
  const { createCanvas, GlobalFonts } = await import('@napi-rs/canvas');
  for (const [weight, file] of Object.entries(FILES)) {
    GlobalFonts.registerFromPath(path.join(fontsDirectory, 'be-vietnam-pro', file), `${FAMILY} ${weight}`);
  }
  const fontOf = (style: TextStyle) => `${style.height}px "${FAMILY} ${style.bold ? 'bold' : 'normal'}"`;
  const ruler = createCanvas(8, 8).getContext('2d');

  function widthOf(text: string, style: TextStyle): number {
    ruler.font = fontOf(style);
    return Math.ceil(ruler.measureText(text).width);
  }

  function draw(text: string, style: TextStyle, width: number, height: number, baseline: number): Bitmap {
    const context = createCanvas(width, height).getContext('2d');
    context.fillStyle = 'white';
    context.fillRect(0, 0, width, height);
    context.fillStyle = 'black';
    context.font = fontOf(style);
    context.textAlign = 'center';
    context.fillText(text, width / 2, baseline);
    const { data } = context.getImageData(0, 0, width, height);
    return drawBitmap(width, height, (x, y) => 255 - (data[(y * width + x) * 4] ?? 255) >= BLACK_FROM);
  }

  function wrap(text: string, style: TextStyle, maxWidth: number): string[] {
    const lines: string[] = [];
    let line = '';
    for (const word of text.split(/\s+/).filter((part) => part !== '')) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (widthOf(longer, style) <= maxWidth) {
        line = longer;
        continue;
      }
      if (line !== '') lines.push(line);
      line = '';
      // A word wider than the paper is broken between letters.
      for (const letter of word) {
        if (line !== '' && widthOf(line + letter, style) > maxWidth) {
          lines.push(line);
          line = '';
        }
        line += letter;
      }
    }
    return line === '' ? lines : [...lines, line];
  }

  const glyphs = new Map<string, Bitmap>();
  return {
    lines: (text, style, maxWidth) =>
      wrap(text.normalize('NFC'), style, maxWidth - 4).map((line) => {
        const width = Math.min(maxWidth, Math.ceil((widthOf(line, style) + 4) / 8) * 8);
        // Room for tone marks above capitals and for what hangs below.
        return draw(line, style, width, Math.ceil(style.height * 1.5), Math.round(style.height * 1.15));
      }),
    memory: {
      glyph(letter) {
        const known = glyphs.get(letter);
        if (known !== undefined) return known;
        const glyph =
          letter === ' '
            ? createBitmap(GLYPH_WIDTH, GLYPH_HEIGHT)
            : draw(letter, { height: 17, bold: true }, GLYPH_WIDTH, GLYPH_HEIGHT, 20);
        glyphs.set(letter, glyph);
        return glyph;
      },
      qr: qrModules,
    },
    async png(bitmap) {
      const canvas = createCanvas(Math.max(1, bitmap.width), Math.max(1, bitmap.height));
      const context = canvas.getContext('2d');
      const image = context.createImageData(canvas.width, canvas.height);
      image.data.fill(255);
      const stride = Math.ceil(bitmap.width / 8);
      for (let y = 0; y < bitmap.height; y += 1) {
        for (let x = 0; x < bitmap.width; x += 1) {
          if (((bitmap.bytes[y * stride + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) === 0) continue;
          image.data.fill(0, (y * bitmap.width + x) * 4, (y * bitmap.width + x) * 4 + 3);
        }
      }
      context.putImageData(image, 0, 0);
      return new Uint8Array(await canvas.encode('png'));
    },
  };
}
