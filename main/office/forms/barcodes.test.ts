import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { code128, qrCode } from './barcodes.ts';
import { BARCODE, QR } from './metrics.ts';

describe('bar codes', () => {
  it('never run past their column', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z0-9.-]{8,32}$/), (code) => {
        const drawing = code128(code);
        expect(drawing.width).toBeLessThanOrEqual(BARCODE.width);
        expect(drawing.height).toBe(BARCODE.height);
      }),
      { seed: 20261121, numRuns: 100 },
    );
  });

  it.each([20, 60, 90, 120, 180, 260, 380])(
    'make a QR of %i characters between 20 mm and its column',
    (length) => {
      const { width, height, svg } = qrCode('x'.repeat(length));
      const millimetres = (width / 72) * 25.4;
      expect(millimetres).toBeGreaterThanOrEqual(20);
      expect(width).toBeLessThanOrEqual(QR.column);
      expect(height).toBe(width);
      // The mark in its corner is seven modules wide; finer ones than a quarter of a millimetre fail on cheap telephones.
      const module = Number(/M0 0h([\d.]+)v/.exec(svg)?.[1]) / 7;
      expect((module / 72) * 25.4).toBeGreaterThanOrEqual(0.25);
    },
  );

  it('draw the same thing again from memory', () => {
    expect(qrCode('again')).toBe(qrCode('again'));
    for (let index = 0; index < 100; index += 1) code128(`H-${index}`);
    expect(code128('H-1').svg).toBe(code128('H-1').svg);
  });
});
