import { BAND_ROWS, type Command } from './commands.ts';
import { ALIGNMENTS, ESC, GS, LF, QR_LEVELS, QR_TEXT_LIMIT } from './encode.ts';

/** Bytes that are none of the commands: a real printer would print gibberish. */
export class UnknownBytes extends Error {
  /** Where they begin. */
  readonly offset: number;
  constructor(bytes: Uint8Array, offset: number) {
    const shown = Array.from(bytes.subarray(offset, offset + 8), (byte) =>
      byte.toString(16).padStart(2, '0'),
    );
    super(`unknown bytes at ${offset}: ${shown.join(' ')}`);
    this.name = 'UnknownBytes';
    this.offset = offset;
  }
}

/** A command and how many bytes it took; `null` for a byte that printers pass over. */
export type Parsed = { readonly command: Command | null; readonly length: number };

/**
 * The command that begins at `offset`; 'incomplete' where its end has not arrived. Text ends with the bytes that are
 * there. Throws UnknownBytes.
 */
export function parseCommand(bytes: Uint8Array, offset: number): Parsed | 'incomplete' {
  const at = (index: number): number => bytes[offset + index] ?? 0;
  const rest = bytes.length - offset;
  const unknown = (): never => {
    throw new UnknownBytes(bytes, offset);
  };
  const first = at(0);
  if (rest < 1) return 'incomplete';
  if (first === 0) return { command: null, length: 1 };
  if (first === LF) return { command: { kind: 'line' }, length: 1 };
  if (first >= 0x20 && first <= 0x7e) return parseText(bytes, offset);
  if (first !== ESC && first !== GS) return unknown();
  if (rest < 2) return 'incomplete';
  const second = at(1);
  if (first === ESC && second === 0x40) return { command: { kind: 'initialise' }, length: 2 };
  if (rest < 3) return 'incomplete';
  const third = at(2);
  if (first === ESC) {
    if (second === 0x4a) return { command: { kind: 'feed', dots: third }, length: 3 };
    const to = ALIGNMENTS[third];
    return second === 0x61 && to !== undefined ? { command: { kind: 'align', to }, length: 3 } : unknown();
  }
  switch (second) {
    case 0x21: {
      const [width, height] = [(third >> 4) + 1, (third & 15) + 1];
      return width <= 8 && height <= 8 ? { command: { kind: 'size', width, height }, length: 3 } : unknown();
    }
    case 0x61:
      return third === 0 ? { command: { kind: 'speak-when-asked' }, length: 3 } : unknown();
    case 0x72:
      return third === 1 ? { command: { kind: 'ask-paper' }, length: 3 } : unknown();
    case 0x56:
      if (third !== 66) return unknown();
      return rest < 4 ? 'incomplete' : { command: { kind: 'cut', feed: at(3) }, length: 4 };
    case 0x76:
      return parseRaster(bytes, offset) ?? unknown();
    case 0x28: {
      if (rest < 5) return 'incomplete';
      const length = 5 + at(3) + at(4) * 256;
      if (length > QR_TEXT_LIMIT + 8) return unknown();
      if (rest < length) return 'incomplete';
      const parameters = bytes.subarray(offset + 5, offset + length);
      const command = third === 0x6b ? qrOf(parameters) : third === 0x48 ? askOf(parameters) : undefined;
      return command === undefined ? unknown() : { command, length };
    }
    default:
      return unknown();
  }
}

function parseText(bytes: Uint8Array, offset: number): Parsed {
  let end = offset;
  for (let code = bytes[end]; code !== undefined && code >= 0x20 && code <= 0x7e; code = bytes[end]) end += 1;
  return { command: { kind: 'text', text: textOf(bytes.subarray(offset, end)) }, length: end - offset };
}

function parseRaster(bytes: Uint8Array, offset: number): Parsed | 'incomplete' | undefined {
  const at = (index: number): number => bytes[offset + index] ?? 0;
  const rest = bytes.length - offset;
  if (at(2) !== 0x30) return undefined;
  if (rest < 8) return 'incomplete';
  const stride = at(4) + at(5) * 256;
  const height = at(6) + at(7) * 256;
  if (at(3) !== 0 || stride === 0 || height === 0 || height > BAND_ROWS) return undefined;
  const length = 8 + stride * height;
  if (rest < length) return 'incomplete';
  const bitmap = { width: stride * 8, height, bytes: bytes.slice(offset + 8, offset + length) };
  return { command: { kind: 'raster', bitmap }, length };
}

function qrOf(parameters: Uint8Array): Command | undefined {
  const [symbol, fn, first = 0] = parameters;
  if (symbol !== 0x31) return undefined;
  const { length } = parameters;
  if (fn === 0x41 && length === 4 && first === 0x32 && parameters[3] === 0) return { kind: 'qr-model' };
  if (fn === 0x43 && length === 3 && first >= 1 && first <= 16) return { kind: 'qr-module', dots: first };
  if (fn === 0x45 && length === 3) {
    const level = QR_LEVELS[first - 0x30];
    return level === undefined ? undefined : { kind: 'qr-level', level };
  }
  if (fn === 0x50 && length > 3 && first === 0x30) {
    const text = parameters.subarray(3);
    return isPrintable(text) ? { kind: 'qr-store', text: textOf(text) } : undefined;
  }
  return fn === 0x51 && length === 3 && first === 0x30 ? { kind: 'qr-print' } : undefined;
}

function askOf(parameters: Uint8Array): Command | undefined {
  if (parameters.length !== 6 || parameters[0] !== 0x30 || parameters[1] !== 0x30) return undefined;
  const id = parameters.subarray(2);
  return isPrintable(id) ? { kind: 'ask-done', id: textOf(id) } : undefined;
}

function isPrintable(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte >= 0x20 && byte <= 0x7e);
}

function textOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

/** Every command of a whole stream. Throws UnknownBytes, also where its last command is cut off. */
export function parseAll(bytes: Uint8Array): Command[] {
  const commands: Command[] = [];
  for (let offset = 0; offset < bytes.length; ) {
    const parsed = parseCommand(bytes, offset);
    if (parsed === 'incomplete') throw new UnknownBytes(bytes, offset);
    if (parsed.command !== null) commands.push(parsed.command);
    offset += parsed.length;
  }
  return commands;
}
