import { assertNever } from '../base/index.ts';
import { type Bitmap, rowsOf, strideOf } from './bitmap.ts';
import { BAND_ROWS, type Command, type QrLevel, type RealTimeRequest } from './commands.ts';

export const ESC = 0x1b;
export const GS = 0x1d;
export const DLE = 0x10;
export const LF = 0x0a;

/** What follows DLE makes a request that printers obey even in the middle of a picture. */
export const REAL_TIME_SECOND: readonly number[] = [0x04, 0x05, 0x14];

/** DLE DC4 fn 8 with its fixed parameters. */
export const CLEAR_BYTES: readonly number[] = [DLE, 0x14, 8, 1, 3, 0x14, 1, 6, 2, 8];

export const ALIGNMENTS = ['left', 'center', 'right'] as const;
export const QR_LEVELS: readonly QrLevel[] = ['L', 'M', 'Q', 'H'];
export const QR_TEXT_LIMIT = 300;

function within(value: number, least: number, most: number, what: string): number {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new RangeError(`${what} must be ${least} to ${most}, not ${value}`);
  }
  return value;
}

/** Codes of printable ASCII; throws RangeError for any other letter. */
function ascii(text: string): number[] {
  return Array.from(text, (letter) => within(letter.codePointAt(0) ?? 0, 0x20, 0x7e, 'a letter'));
}

function qr(fn: number, ...parameters: number[]): number[] {
  const length = parameters.length + 2;
  return [GS, 0x28, 0x6b, length & 0xff, length >> 8, 0x31, fn, ...parameters];
}

/**
 * A picture's bytes in which nothing reads as a real-time request: the one dot in question is left white, which nobody
 * sees; a printer that answers out of turn or opens the cash drawer everybody does.
 */
function withoutRequests(bitmap: Bitmap): Uint8Array {
  const bytes = bitmap.bytes.slice();
  for (let index = 0; index + 1 < bytes.length; index += 1) {
    if (bytes[index] === DLE && REAL_TIME_SECOND.includes(bytes[index + 1] ?? 0)) bytes[index] = 0;
  }
  // The byte that follows the picture is the next command's first, never one of those; the last one may stay.
  return bytes;
}

function raster(bitmap: Bitmap): Uint8Array {
  within(bitmap.width, 8, 0xffff, 'the width of a picture');
  if (bitmap.width % 8 !== 0) throw new RangeError('a picture has whole bytes across');
  within(bitmap.height, 1, BAND_ROWS, 'the rows of a picture');
  const stride = strideOf(bitmap.width);
  if (bitmap.bytes.length !== stride * bitmap.height) throw new RangeError('a picture has all of its rows');
  const head = [GS, 0x76, 0x30, 0, stride & 0xff, stride >> 8, bitmap.height & 0xff, bitmap.height >> 8];
  return joinBytes([Uint8Array.from(head), withoutRequests(bitmap)]);
}

/** One command as bytes. Throws RangeError where a value does not fit. */
export function encodeCommand(command: Command): Uint8Array {
  switch (command.kind) {
    case 'initialise':
      return Uint8Array.of(ESC, 0x40);
    case 'speak-when-asked':
      return Uint8Array.of(GS, 0x61, 0);
    case 'align':
      return Uint8Array.of(ESC, 0x61, ALIGNMENTS.indexOf(command.to));
    case 'size': {
      const width = within(command.width, 1, 8, 'the width of letters') - 1;
      return Uint8Array.of(
        GS,
        0x21,
        (width << 4) | (within(command.height, 1, 8, 'the height of letters') - 1),
      );
    }
    case 'text':
      return Uint8Array.from(ascii(command.text));
    case 'line':
      return Uint8Array.of(LF);
    case 'feed':
      return Uint8Array.of(ESC, 0x4a, within(command.dots, 0, 255, 'a feed'));
    case 'raster':
      return raster(command.bitmap);
    case 'qr-model':
      return Uint8Array.from(qr(0x41, 0x32, 0));
    case 'qr-module':
      return Uint8Array.from(qr(0x43, within(command.dots, 1, 16, 'a module')));
    case 'qr-level':
      return Uint8Array.from(qr(0x45, 0x30 + QR_LEVELS.indexOf(command.level)));
    case 'qr-store':
      within(command.text.length, 1, QR_TEXT_LIMIT, 'the length of a QR');
      return Uint8Array.from(qr(0x50, 0x30, ...ascii(command.text)));
    case 'qr-print':
      return Uint8Array.from(qr(0x51, 0x30));
    case 'cut':
      return Uint8Array.of(GS, 0x56, 66, within(command.feed, 0, 255, 'a feed'));
    case 'ask-done':
      within(command.id.length, 4, 4, 'the length of an id');
      return Uint8Array.of(GS, 0x28, 0x48, 6, 0, 0x30, 0x30, ...ascii(command.id));
    case 'ask-paper':
      return Uint8Array.of(GS, 0x72, 1);
    default:
      return assertNever(command);
  }
}

/** Commands one after the other. */
export function encode(commands: readonly Command[]): Uint8Array {
  return joinBytes(commands.map(encodeCommand));
}

/** A request that is obeyed on receipt. */
export function encodeRequest(request: RealTimeRequest): Uint8Array {
  return request.kind === 'status' ? Uint8Array.of(DLE, 0x04, request.which) : Uint8Array.from(CLEAR_BYTES);
}

/** A picture of any height in bands. */
export function inBands(bitmap: Bitmap): Command[] {
  const bands: Command[] = [];
  for (let from = 0; from < bitmap.height; from += BAND_ROWS) {
    const to = Math.min(bitmap.height, from + BAND_ROWS);
    bands.push({ kind: 'raster', bitmap: rowsOf(bitmap, from, to) });
  }
  return bands;
}

/** A QR with everything that it needs set before it. */
export function qrCommands(text: string, module: number, level: QrLevel): Command[] {
  return [
    { kind: 'qr-model' },
    { kind: 'qr-module', dots: module },
    { kind: 'qr-level', level },
    { kind: 'qr-store', text },
    { kind: 'qr-print' },
  ];
}

/** Pieces of bytes as one. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
