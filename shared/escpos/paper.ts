import { assertNever } from '../base/index.ts';
import { type Bitmap, createBitmap, stamp, strideOf } from './bitmap.ts';
import { type Command, GLYPH_HEIGHT, GLYPH_WIDTH, type QrLevel } from './commands.ts';
import { parseAll } from './parse.ts';
import { createReceiver } from './real-time.ts';

/** What a printer has in its memory and this room has not: letters, and how a QR is made. */
export type PrinterMemory = {
  /** A letter of 0x20 to 0x7e, 12×24 dots. */
  glyph(letter: string): Bitmap;
  /** One dot to a module, without the white rim. */
  qr(text: string, level: QrLevel): Bitmap;
};

/** Paper between two cuts. */
export type Piece = {
  readonly bitmap: Bitmap;
  /** Lines printed in the printer's own letters. */
  readonly texts: readonly string[];
  /** Whether the knife ended it. */
  readonly cut: boolean;
};

/** Dots between the print head and the knife that a cut feeds. */
export const KNIFE_DOTS = 96;

/** Lines of own letters stand so far apart as they are high, and these dots more. */
const LINE_GAP = 6;

/** Paper that commands are printed on. */
export type Paper = {
  /** Prints one command; returns the rows of dots by which the paper moved. */
  execute(command: Command): number;
  /** Rows by which the paper will move for it. */
  rowsFor(command: Command): number;
  /** What was cut off since this was last asked, oldest first. */
  takePieces(): Piece[];
  /** What hangs out and is not cut; null where nothing was printed since the last cut. */
  hanging(): Piece | null;
  /** Settings and the unprinted line are forgotten, as when the power is switched off; paper stays. */
  reset(): void;
};

/** An empty roll of so many dots across. */
export function createPaper(dots: number, memory: PrinterMemory): Paper {
  let rows: Uint8Array[] = [];
  let texts: string[] = [];
  let pieces: Piece[] = [];
  let align: 'left' | 'center' | 'right' = 'left';
  let size = { width: 1, height: 1 };
  let line = '';
  let qr: { dots: number; level: QrLevel; text: string } = { dots: 3, level: 'L', text: '' };

  function initialise(): void {
    align = 'left';
    size = { width: 1, height: 1 };
    line = '';
  }

  function print(picture: Bitmap, scaleX = 1, scaleY = 1): void {
    const width = picture.width * scaleX;
    const free = Math.max(0, dots - width);
    const left = align === 'left' ? 0 : align === 'right' ? free : Math.floor(free / 2);
    const area = createBitmap(dots, picture.height * scaleY);
    stamp(area, picture, left, 0, scaleX, scaleY);
    const stride = strideOf(dots);
    for (let y = 0; y < area.height; y += 1) rows.push(area.bytes.slice(y * stride, (y + 1) * stride));
  }

  function feed(count: number): void {
    for (let index = 0; index < count; index += 1) rows.push(new Uint8Array(strideOf(dots)));
  }

  function printLine(): void {
    if (line === '') {
      feed(GLYPH_HEIGHT + LINE_GAP);
      return;
    }
    const picture = createBitmap(line.length * GLYPH_WIDTH, GLYPH_HEIGHT);
    for (const [index, letter] of [...line].entries())
      stamp(picture, memory.glyph(letter), index * GLYPH_WIDTH, 0);
    print(picture, size.width, size.height);
    feed(LINE_GAP);
    texts.push(line);
    line = '';
  }

  /** A QR with the white rim of four modules that readers need. */
  function qrPicture(): Bitmap {
    const matrix = memory.qr(qr.text, qr.level);
    const picture = createBitmap((matrix.width + 8) * qr.dots, (matrix.height + 8) * qr.dots);
    stamp(picture, matrix, 4 * qr.dots, 4 * qr.dots, qr.dots, qr.dots);
    return picture;
  }

  function hangingPiece(cut: boolean): Piece {
    const bitmap = createBitmap(dots, rows.length);
    for (const [y, row] of rows.entries()) bitmap.bytes.set(row, y * strideOf(dots));
    return { bitmap, texts, cut };
  }

  function cut(extra: number): void {
    feed(KNIFE_DOTS + extra);
    pieces.push(hangingPiece(true));
    rows = [];
    texts = [];
  }

  function rowsFor(command: Command): number {
    switch (command.kind) {
      case 'line':
        return (line === '' ? GLYPH_HEIGHT : GLYPH_HEIGHT * size.height) + LINE_GAP;
      case 'feed':
        return command.dots;
      case 'raster':
        return command.bitmap.height;
      case 'qr-print':
        return qr.text === '' ? 0 : qrPicture().height;
      case 'cut':
        return KNIFE_DOTS + command.feed;
      default:
        return 0;
    }
  }

  function run(command: Command): void {
    switch (command.kind) {
      case 'initialise':
        initialise();
        return;
      case 'align':
        align = command.to;
        return;
      case 'size':
        size = { width: command.width, height: command.height };
        return;
      case 'text':
        line += command.text;
        return;
      case 'line':
        printLine();
        return;
      case 'feed':
        feed(command.dots);
        return;
      case 'raster':
        print(command.bitmap);
        return;
      case 'qr-module':
        qr = { ...qr, dots: command.dots };
        return;
      case 'qr-level':
        qr = { ...qr, level: command.level };
        return;
      case 'qr-store':
        qr = { ...qr, text: command.text };
        return;
      case 'qr-print':
        if (qr.text !== '') print(qrPicture());
        return;
      case 'cut':
        cut(command.feed);
        return;
      case 'qr-model':
      case 'speak-when-asked':
      case 'ask-done':
      case 'ask-paper':
        return;
      default:
        assertNever(command);
    }
  }

  return {
    execute(command) {
      const moved = rowsFor(command);
      run(command);
      return moved;
    },
    rowsFor,
    takePieces() {
      const taken = pieces;
      pieces = [];
      return taken;
    },
    hanging: () => (rows.length === 0 ? null : hangingPiece(false)),
    reset: initialise,
  };
}

/**
 * What a printer of this width makes of a whole stream: its pieces, and last what hangs uncut. Requests that are obeyed
 * on receipt are passed over. Throws UnknownBytes.
 */
export function interpret(bytes: Uint8Array, dots: number, memory: PrinterMemory): Piece[] {
  const paper = createPaper(dots, memory);
  const received = createReceiver().receive(bytes);
  const data = received.flatMap((part) => (part.kind === 'data' ? [...part.bytes] : []));
  for (const command of parseAll(Uint8Array.from(data))) paper.execute(command);
  const hanging = paper.hanging();
  return [...paper.takePieces(), ...(hanging === null ? [] : [hanging])];
}
