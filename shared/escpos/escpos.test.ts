import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Bitmap,
  type Command,
  createAnswerReader,
  createReceiver,
  decodeStatus,
  drawBitmap,
  encode,
  encodeAnswer,
  encodeRequest,
  encodeStatus,
  inBands,
  interpret,
  isBlack,
  joinBytes,
  KNIFE_DOTS,
  type PrinterAnswer,
  type PrinterStatus,
  parseAll,
  qrCommands,
  type RealTimeRequest,
  STATUS_QUESTIONS,
  sameBitmap,
  trimRows,
  troubleOf,
  UnknownBytes,
} from './index.ts';
import { anyBitmap, anyCommand, cutAt, plainMemory } from './testing.oracle.ts';

const runs = { seed: 20261122, numRuns: 300 };
const few = { seed: 20261122, numRuns: 60 };

/** As a printer sees them: letters side by side are one text, a picture has lost the dots that read as a request. */
function seen(commands: readonly Command[]): Command[] {
  const merged: Command[] = [];
  for (const command of commands) {
    const last = merged.at(-1);
    if (command.kind === 'text' && last?.kind === 'text') {
      merged[merged.length - 1] = { kind: 'text', text: last.text + command.text };
    } else merged.push(command);
  }
  return merged.map((command) =>
    command.kind === 'raster' ? { ...command, bitmap: quiet(command.bitmap) } : command,
  );
}

function quiet(bitmap: Bitmap): Bitmap {
  const bytes = bitmap.bytes.map((byte, index) =>
    byte === 0x10 && [4, 5, 0x14].includes(bitmap.bytes[index + 1] ?? 0) ? 0 : byte,
  );
  return { ...bitmap, bytes };
}

describe('commands', () => {
  it('come back from their bytes as they went in', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 20 }), (commands) => {
        expect(parseAll(encode(commands))).toEqual(seen(commands));
      }),
      runs,
    );
  });

  it('have the bytes that printers know', () => {
    const hex = (...commands: Command[]) => Buffer.from(encode(commands)).toString('hex');
    expect(hex({ kind: 'initialise' }, { kind: 'align', to: 'center' })).toBe('1b401b6101');
    expect(hex({ kind: 'size', width: 8, height: 8 }, { kind: 'text', text: 'A005' })).toBe('1d217741303035');
    expect(hex({ kind: 'cut', feed: 8 }, { kind: 'ask-paper' })).toBe('1d5642081d7201');
    expect(hex(...qrCommands('A', 5, 'M'))).toBe(
      '1d286b040031413200' +
        '1d286b0300314305' +
        '1d286b0300314531' +
        '1d286b040031503041' +
        '1d286b0300315130',
    );
    const bitmap = drawBitmap(16, 2, (x, y) => x === y);
    expect(hex({ kind: 'raster', bitmap })).toBe('1d7630000200020080004000');
    expect(Buffer.from(encodeRequest({ kind: 'status', which: 4 })).toString('hex')).toBe('100404');
    expect(Buffer.from(encodeRequest({ kind: 'clear' })).toString('hex')).toBe('10140801031401060208');
  });

  it.each([
    ['letters that code pages lose', { kind: 'text', text: 'Số' }],
    ['a module of 17 dots', { kind: 'qr-module', dots: 17 }],
    ['an empty QR', { kind: 'qr-store', text: '' }],
    ['a feed of 256 dots', { kind: 'feed', dots: 256 }],
    ['letters enlarged 9 times', { kind: 'size', width: 9, height: 1 }],
    ['a picture higher than a band', { kind: 'raster', bitmap: drawBitmap(8, 129, () => true) }],
    ['a picture of half a byte', { kind: 'raster', bitmap: drawBitmap(12, 1, () => true) }],
  ] as [string, Command][])('refuse %s', (_what, command) => {
    expect(() => encode([command])).toThrow(RangeError);
  });

  it('of junk are refused with the place, or printed; nothing else happens', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          parseAll(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(UnknownBytes);
        }
      }),
      runs,
    );
    expect(() => parseAll(Uint8Array.of(0x41, 0x1b, 0x07))).toThrow('unknown bytes at 1: 1b 07');
    expect(() => parseAll(Uint8Array.of(0x1d, 0x76, 0x30, 0, 1, 0, 2, 0, 0xff))).toThrow(UnknownBytes);
  });
});

describe('status', () => {
  const anyStatus: fc.Arbitrary<PrinterStatus> = fc
    .record({
      offline: fc.boolean(),
      coverOpen: fc.boolean(),
      paperOut: fc.boolean(),
      paperNearEnd: fc.boolean(),
      error: fc.boolean(),
    })
    .map((status) => ({ ...status, paperNearEnd: status.paperNearEnd && !status.paperOut }));

  it('comes back from its four bytes', () => {
    fc.assert(
      fc.property(anyStatus, (status) => {
        const [one = 0, two = 0, three = 0, four = 0] = STATUS_QUESTIONS.map((which) =>
          encodeStatus(status, which),
        );
        expect(decodeStatus([one, two, three, four])).toEqual(status);
      }),
      runs,
    );
  });

  it('was measured so on a printer, and so without paper', () => {
    expect(decodeStatus([0x16, 0x12, 0x12, 0x12])).toEqual({
      offline: false,
      coverOpen: false,
      paperOut: false,
      paperNearEnd: false,
      error: false,
    });
    const empty = decodeStatus([0x1e, 0x32, 0x12, 0x72]);
    expect(empty).toMatchObject({ offline: true, paperOut: true });
    expect(empty === undefined ? '' : troubleOf(empty)).toBe('paper-out');
    expect(decodeStatus([0x16, 0x12, 0xff, 0x12])).toBeUndefined();
  });
});

describe('answers', () => {
  const anyAnswer: fc.Arbitrary<PrinterAnswer> = fc.oneof(
    fc.integer({ min: 0, max: 127 }).map((bits) => ({ kind: 'status' as const, byte: (bits & 0x6c) | 0x12 })),
    fc.constantFrom(0, 3, 12, 15).map((byte) => ({ kind: 'paper' as const, byte })),
    fc.integer({ min: 1000, max: 9999 }).map((id) => ({ kind: 'done' as const, id: `${id}` })),
    fc.constant({ kind: 'cleared' as const }),
    fc.constantFrom(0x80, 0xff, 0xd3).map((byte) => ({ kind: 'noise' as const, byte })),
  );

  it('are read however the bytes are cut', () => {
    fc.assert(
      fc.property(fc.array(anyAnswer, { maxLength: 12 }), fc.array(fc.nat(60)), (answers, cuts) => {
        const reader = createAnswerReader();
        const bytes = joinBytes(answers.map(encodeAnswer));
        expect(cutAt(bytes, cuts).flatMap((piece) => reader.read(piece))).toEqual(answers);
      }),
      runs,
    );
  });
});

describe('requests that are obeyed on receipt', () => {
  const anyRequest: fc.Arbitrary<RealTimeRequest> = fc.oneof(
    fc.constantFrom(...STATUS_QUESTIONS).map((which) => ({ kind: 'status' as const, which })),
    fc.constant({ kind: 'clear' as const }),
  );
  const anyPart = fc.oneof(anyRequest, anyCommand);

  it('are told from data however the bytes are cut, and never seen where none was sent', () => {
    fc.assert(
      fc.property(fc.array(anyPart, { maxLength: 12 }), fc.array(fc.nat(3000)), (parts, cuts) => {
        const isRequest = (part: RealTimeRequest | Command): part is RealTimeRequest =>
          part.kind === 'status' || part.kind === 'clear';
        const bytes = joinBytes(
          parts.map((part) => (isRequest(part) ? encodeRequest(part) : encode([part]))),
        );
        const receiver = createReceiver();
        const received = cutAt(bytes, cuts).flatMap((piece) => receiver.receive(piece));
        expect(received.filter((part) => part.kind !== 'data')).toEqual(parts.filter(isRequest));
        const data = joinBytes(received.flatMap((part) => (part.kind === 'data' ? [part.bytes] : [])));
        const commands = parts.filter((part): part is Command => !isRequest(part));
        expect(data).toEqual(encode(commands));
      }),
      few,
    );
  });
});

describe('paper', () => {
  it('shows a picture where it was put, band after band', () => {
    fc.assert(
      fc.property(anyBitmap, fc.integer({ min: 1, max: 3 }), (bitmap, times) => {
        const tall = { ...bitmap, height: bitmap.height * times, bytes: repeated(bitmap.bytes, times) };
        const [piece] = interpret(
          encode([{ kind: 'align', to: 'center' }, ...inBands(tall)]),
          384,
          plainMemory,
        );
        const left = Math.floor((384 - bitmap.width) / 2);
        const shown = drawBitmap(bitmap.width, tall.height, (x, y) =>
          isBlack(piece?.bitmap ?? bitmap, left + x, y),
        );
        const bands = inBands(tall).map((band) =>
          band.kind === 'raster' ? quiet(band.bitmap).bytes : bitmap.bytes,
        );
        expect(sameBitmap(shown, { ...tall, bytes: joinBytes(bands) })).toBe(true);
        expect(piece?.bitmap.height).toBe(tall.height);
      }),
      few,
    );
  });

  it('is cut behind the knife; letters are enlarged; a QR has its rim', () => {
    const pieces = interpret(
      encode([
        { kind: 'initialise' },
        { kind: 'size', width: 2, height: 3 },
        { kind: 'text', text: 'A0' },
        { kind: 'text', text: '05' },
        { kind: 'line' },
        { kind: 'cut', feed: 4 },
        ...qrCommands('x', 2, 'M'),
      ]),
      384,
      plainMemory,
    );
    expect(pieces.map(({ texts, cut, bitmap }) => [texts, cut, bitmap.height])).toEqual([
      [['A005'], true, 24 * 3 + 6 + KNIFE_DOTS + 4],
      [[], false, (22 + 8) * 2],
    ]);
  });

  it('trims white rows and says how many', () => {
    const { bitmap, above, below } = trimRows(drawBitmap(8, 10, (_x, y) => y === 3 || y === 6));
    expect([bitmap.height, above, below]).toEqual([4, 3, 3]);
    expect(trimRows(drawBitmap(8, 5, () => false)).bitmap.height).toBe(0);
  });
});

function repeated(bytes: Uint8Array, times: number): Uint8Array {
  return joinBytes(Array.from({ length: times }, () => bytes));
}
