import { readFileSync } from 'node:fs';
import { create } from 'fontkit';
import { A5, COLOUR } from './metrics.ts';

/** A line of text as outlines, so that a mark behind the text is never read back as words between its lines. */
export type Outliner = (text: string) => { path: string; width: number; unitsPerEm: number };

/** Outlines in the glyphs of a TTF file; the last texts are kept. */
export function createOutliner(fontFile: string): Outliner {
  const font = create(readFileSync(fontFile));
  if (!('layout' in font)) throw new Error(`not a single font: ${fontFile}`);
  const known = new Map<string, ReturnType<Outliner>>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const run = font.layout(text);
    let x = 0;
    let path = '';
    run.glyphs.forEach((glyph, index) => {
      const position = run.positions[index];
      path += glyph.path.translate(x + (position?.xOffset ?? 0), 0).toSVG();
      x += position?.xAdvance ?? 0;
    });
    const outline = { path, width: x, unitsPerEm: font.unitsPerEm };
    if (known.size >= 8) known.clear();
    known.set(text, outline);
    return outline;
  };
}

const ANGLE = -52;
const LENGTH = 560;

/** An A5 page with the mark from corner to corner, in a light solid colour (transparency makes old printers slow). */
export function watermarkSvg(mark: string, outline: Outliner): string {
  const { path, width, unitsPerEm } = outline(mark);
  const { width: pageWidth, height: pageHeight } = A5;
  const scale = Math.min(LENGTH / width, 34 / unitsPerEm);
  const start = (-width * scale) / 2;
  const transform = `translate(${pageWidth / 2} ${pageHeight / 2}) rotate(${ANGLE}) translate(${start.toFixed(2)} 9) scale(${scale.toFixed(6)} ${(-scale).toFixed(6)})`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${pageWidth}" height="${pageHeight}" viewBox="0 0 ${pageWidth} ${pageHeight}"><path fill="${COLOUR.watermark}" transform="${transform}" d="${path}"/></svg>`;
}
