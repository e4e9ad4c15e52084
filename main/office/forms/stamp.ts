import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { PDFDict, PDFDocument, PDFName, PDFRef, rgb } from '@cantoo/pdf-lib';
import * as fontkit from 'fontkit';
import { A4_LANDSCAPE, REPRINT_MARK } from './metrics.ts';

/**
 * The archived PDF with the mark on top of every page, once per half where two A5 share an A4. Everything else keeps
 * its bytes' meaning: nothing is laid out anew, whatever the program has learnt since. Same input, same bytes.
 */
export async function stampReprintMark(
  pdf: Uint8Array,
  mark: string,
  fontsDirectory: string,
): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  showSignaturesAsPictures(document);
  document.registerFontkit(fontkit);
  const font = await document.embedFont(
    await readFile(path.join(fontsDirectory, 'tinos', 'Tinos_700Bold.ttf')),
    {
      subset: true,
      // The prefix tells readers that only a part of the font is inside; without it the library adds a number.
      customName: 'REPRNT+Tinos-Bold',
    },
  );
  const size = REPRINT_MARK.fontSize;
  const width = font.widthOfTextAtSize(mark, size);
  for (const page of document.getPages()) {
    const halves = page.getWidth() > A4_LANDSCAPE.width - 1 ? 2 : 1;
    for (let half = 0; half < halves; half += 1) {
      const middle = (page.getWidth() / halves) * (half + 0.5);
      const y = page.getHeight() - REPRINT_MARK.top - size;
      page.drawRectangle({
        x: middle - width / 2 - 6,
        y: y - 3,
        width: width + 12,
        height: REPRINT_MARK.height,
        borderColor: rgb(0.7, 0, 0.106),
        borderWidth: 0.8,
      });
      page.drawText(mark, { x: middle - width / 2, y, size, font, color: rgb(0.7, 0, 0.106) });
    }
  }
  return document.save({ useObjectStreams: false });
}

/**
 * A marked copy is no longer what was signed: its signatures are shown as they were and claim nothing, or a reader would
 * call the copy forged.
 */
function showSignaturesAsPictures(document: PDFDocument): void {
  if (!document.catalog.has(PDFName.of('AcroForm'))) return;
  for (const page of document.getPages()) {
    const annotations = page.node.Annots();
    for (let index = 0; index < (annotations?.size() ?? 0); index += 1) {
      const annotation = annotations?.lookupMaybe(index, PDFDict);
      if (annotation?.get(PDFName.of('Subtype')) !== PDFName.of('Widget')) continue;
      const value = annotation.get(PDFName.of('V'));
      if (value instanceof PDFRef) document.context.delete(value);
      annotation.set(PDFName.of('Subtype'), PDFName.of('Stamp'));
      for (const key of ['FT', 'V', 'T', 'Ff', 'Parent']) annotation.delete(PDFName.of(key));
    }
  }
  for (const key of ['AcroForm', 'DSS', 'Perms']) document.catalog.delete(PDFName.of(key));
}
