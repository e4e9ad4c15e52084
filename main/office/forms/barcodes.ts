import bwipjs from 'bwip-js/node';
import { BARCODE, PRINTER_DOT, QR } from './metrics.ts';

/** A drawing and its size in points. */
export type Drawing = { svg: string; width: number; height: number };

const cache = new Map<string, Drawing>();
const CACHE_LIMIT = 64;

/** Both liên and every page carry the same codes, and encoding a QR costs more than laying out a paragraph. */
function cached(key: string, make: () => Drawing): Drawing {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const drawing = make();
  const oldest = cache.keys().next().value;
  if (cache.size >= CACHE_LIMIT && oldest !== undefined) cache.delete(oldest);
  cache.set(key, drawing);
  return drawing;
}

/** The largest whole multiple of a printer dot at which `modules` fit into `width`. */
function moduleSize(modules: number, width: number): number {
  return Math.max(1, Math.floor(width / modules / PRINTER_DOT)) * PRINTER_DOT;
}

function round(length: number): number {
  return Math.round(length * 100) / 100;
}

/** Code 128 of a dossier code, never wider than its column. Throws for text that Code 128 cannot hold. */
export function code128(text: string): Drawing {
  return cached(`c:${text}`, () => {
    const [symbol] = bwipjs.raw('code128', text, '');
    if (symbol === undefined || !('sbs' in symbol)) throw new Error('no bars were encoded');
    const widths: number[] = Array.from(symbol.sbs);
    const size = moduleSize(
      widths.reduce((sum, width) => sum + width, 0),
      BARCODE.width,
    );
    let x = 0;
    let path = '';
    widths.forEach((width, index) => {
      if (index % 2 === 0)
        path += `M${round(x)} 0h${round(width * size)}v${BARCODE.height}h-${round(width * size)}z`;
      x += width * size;
    });
    return { svg: svg(x, BARCODE.height, path), width: round(x), height: BARCODE.height };
  });
}

/** QR of the look-up address, error correction M, at least 20 mm wide. */
export function qrCode(text: string): Drawing {
  return cached(`q:${text}`, () => {
    const [symbol] = bwipjs.raw('qrcode', text, 'eclevel=M');
    if (symbol === undefined || !('pixs' in symbol)) throw new Error('no modules were encoded');
    const count = symbol.pixx;
    const wanted = moduleSize(count, QR.width);
    // Whole dots may fall short of it by one for each module.
    const size = count * wanted < QR.least ? wanted + PRINTER_DOT : wanted;
    let path = '';
    for (let row = 0; row < count; row += 1) {
      for (let column = 0; column < count; column += 1) {
        const start = column;
        while (column < count && symbol.pixs[row * count + column] === 1) column += 1;
        if (column > start) {
          const width = round((column - start) * size);
          path += `M${round(start * size)} ${round(row * size)}h${width}v${round(size)}h-${width}z`;
        }
      }
    }
    const width = round(count * size);
    return { svg: svg(width, width, path), width, height: width };
  });
}

function svg(width: number, height: number, path: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${round(width)}" height="${height}" viewBox="0 0 ${round(width)} ${height}"><path fill="#000" d="${path}"/></svg>`;
}
