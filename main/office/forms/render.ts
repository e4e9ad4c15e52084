import { readdirSync } from 'node:fs';
import path from 'node:path';
import pdfmake from 'pdfmake';
import type { FormDocument } from '#shared/forms/index.ts';
import { type PdfOptions, pdfDefinition } from './definition.ts';
import { FONT } from './metrics.ts';
import { createOutliner } from './watermark.ts';

// pdfmake's CommonJS modules ask for __dirname at run time; bundled into an ES module they have none.
const globals: { __dirname?: string } = globalThis;
globals.__dirname ??= import.meta.dirname;

/** Draws forms to PDF bytes in this thread. */
export type PdfDrawer = (documents: readonly FormDocument[], options: PdfOptions) => Promise<Uint8Array>;

/**
 * Prepares pdfmake with the paper fonts of a directory (`resources/fonts`).
 * Throws at once where a font is missing: a receipt in a substitute font would lose Vietnamese letters.
 */
export function createPdfDrawer(fontsDirectory: string): PdfDrawer {
  const file = (name: string) => path.join(fontsDirectory, 'tinos', `Tinos_${name}.ttf`);
  const fonts = {
    normal: file('400Regular'),
    bold: file('700Bold'),
    italics: file('400Regular_Italic'),
    bolditalics: file('700Bold_Italic'),
  };
  const present = new Set(
    readdirSync(path.join(fontsDirectory, 'tinos')).map((name) => path.join(fontsDirectory, 'tinos', name)),
  );
  const allowed = new Set(Object.values(fonts));
  for (const font of allowed) {
    if (!present.has(font)) throw new Error(`font file is missing: ${path.basename(font)}`);
  }
  pdfmake.setFonts({ [FONT]: fonts });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((wanted) => allowed.has(wanted));
  const outline = createOutliner(fonts.bold);
  return async (documents, options) =>
    new Uint8Array(await pdfmake.createPdf(pdfDefinition(documents, options, outline)).getBuffer());
}
