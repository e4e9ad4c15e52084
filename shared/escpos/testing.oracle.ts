import fc from 'fast-check';
import { type Bitmap, type Command, drawBitmap, type PrinterMemory } from './index.ts';

/** Pictures of whole bytes across, any dots. */
export const anyBitmap: fc.Arbitrary<Bitmap> = fc
  .record({ stride: fc.integer({ min: 1, max: 12 }), height: fc.integer({ min: 1, max: 128 }) })
  .chain(({ stride, height }) =>
    fc
      .uint8Array({ minLength: stride * height, maxLength: stride * height })
      .map((bytes) => ({ width: stride * 8, height, bytes })),
  );

const letters = (minLength: number, maxLength: number) =>
  fc.string({
    unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
    minLength,
    maxLength,
  });

/** Any command with any values that fit. */
export const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  fc.constantFrom<Command>(
    { kind: 'initialise' },
    { kind: 'speak-when-asked' },
    { kind: 'line' },
    { kind: 'qr-model' },
    { kind: 'qr-print' },
    { kind: 'ask-paper' },
  ),
  fc.record({ kind: fc.constant('align' as const), to: fc.constantFrom('left', 'center', 'right') }),
  fc.record({
    kind: fc.constant('size' as const),
    width: fc.integer({ min: 1, max: 8 }),
    height: fc.integer({ min: 1, max: 8 }),
  }),
  fc.record({ kind: fc.constant('text' as const), text: letters(1, 30) }),
  fc.record({ kind: fc.constant('feed' as const), dots: fc.integer({ min: 0, max: 255 }) }),
  fc.record({ kind: fc.constant('raster' as const), bitmap: anyBitmap }),
  fc.record({ kind: fc.constant('qr-module' as const), dots: fc.integer({ min: 1, max: 16 }) }),
  fc.record({ kind: fc.constant('qr-level' as const), level: fc.constantFrom('L', 'M', 'Q', 'H') }),
  fc.record({ kind: fc.constant('qr-store' as const), text: letters(1, 300) }),
  fc.record({ kind: fc.constant('cut' as const), feed: fc.integer({ min: 0, max: 255 }) }),
  fc.record({ kind: fc.constant('ask-done' as const), id: letters(4, 4) }),
);

/** Letters are black boxes with a dot for each bit of their code; a QR is a chessboard. */
export const plainMemory: PrinterMemory = {
  glyph: (letter) => drawBitmap(12, 24, (x, y) => y > 8 || ((letter.charCodeAt(0) >> x) & 1) === 1),
  qr: (text) => drawBitmap(21 + text.length, 21 + text.length, (x, y) => (x + y) % 2 === 0),
};

/** Bytes cut into pieces at any places. */
export function cutAt(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  return [...places, bytes.length].map((end, index) => bytes.subarray(places[index - 1] ?? 0, end));
}
