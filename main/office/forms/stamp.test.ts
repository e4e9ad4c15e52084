import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { layoutReceipt, receiptValuesOf } from '#shared/forms/index.ts';
import {
  sampleDossier,
  sampleHead,
  samplePapers,
  shippedTemplates,
} from '#shared/forms/sample-receipt.oracle.ts';
import { fontLines, hasProgram, POPPLER, pageTexts, pdfFacts } from './reading-pdf.oracle.ts';
import { createPdfDrawer } from './render.ts';
import { stampReprintMark } from './stamp.ts';

const fontsDirectory = path.resolve(import.meta.dirname, '../../../resources/fonts');
const draw = createPdfDrawer(fontsDirectory);
const [template] = shippedTemplates();

function archived(layout: 'a5' | 'a4-two'): Promise<Uint8Array> {
  if (template === undefined) throw new Error('template missing');
  const dossier = sampleDossier({ papers: samplePapers(40) });
  const document = layoutReceipt(template, receiptValuesOf(dossier, sampleHead), 'https://tra-cuu.example');
  return draw([document], { layout, at: Date.UTC(2026, 10, 21) });
}

describe('the reprint mark', () => {
  it.skipIf(!hasProgram('pdftotext'))(
    `stands on every page, beside all that stood there (${POPPLER})`,
    async () => {
      for (const layout of ['a5', 'a4-two'] as const) {
        const original = await archived(layout);
        const stamped = await stampReprintMark(original, 'BẢN IN LẠI 2', fontsDirectory);
        const before = pageTexts(original);
        const after = pageTexts(stamped);
        expect(after).toHaveLength(before.length);
        after.forEach((page, index) => {
          const parts = page.split('BẢN IN LẠI 2');
          expect(parts).toHaveLength(layout === 'a5' ? 2 : 3);
          expect(parts.join(' ').replace(/\s+/g, ' ').trim()).toBe(before[index]);
        });
        for (const line of fontLines(stamped)) expect(line).toMatch(/ yes yes yes /);
        const facts = pdfFacts(stamped);
        expect(facts['Title']).toBe('H28.41.15-261121-0148');
        expect(facts['CreationDate']).toBe(pdfFacts(original)['CreationDate']);
      }
    },
  );

  it('gives the same bytes for the same archived file', async () => {
    const original = await archived('a5');
    const copy = Uint8Array.from(original);
    const once = await stampReprintMark(original, 'BẢN IN LẠI 1', fontsDirectory);
    const again = await stampReprintMark(original, 'BẢN IN LẠI 1', fontsDirectory);
    expect(Buffer.compare(once, again)).toBe(0);
    expect(Buffer.compare(original, copy)).toBe(0);
    expect(Buffer.compare(once, await stampReprintMark(original, 'BẢN IN LẠI 2', fontsDirectory))).not.toBe(
      0,
    );
  });

  it('refuses what is no PDF', async () => {
    await expect(stampReprintMark(new Uint8Array([1, 2, 3]), 'X', fontsDirectory)).rejects.toThrow();
  });
});
