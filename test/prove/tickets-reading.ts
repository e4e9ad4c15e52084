import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import jsQR from 'jsqr';
import { type Composer, type Drawing, layOutTicket } from '#office/devices/index.ts';
import {
  type Bitmap,
  interpret,
  isBlack,
  PAPER_PROFILES,
  type Piece,
  sameBitmap,
  trimRows,
} from '#shared/escpos/index.ts';
import type { TicketPaper } from '#shared/queue/index.ts';

/** Reads tickets back from their pictures alone. */
export type Reader = {
  /** The text of the QR on the paper; null where there is none that can be read. */
  qrOf(piece: Piece): string | null;
  /** Whether the paper is this ticket, whole, dot for dot. */
  isWhole(piece: Piece, paper: TicketPaper): boolean;
  /** The lines of words that are not found on the paper, drawn anew from their letters. */
  missingWords(piece: Piece, paper: TicketPaper): string[];
  /** The texts that a second program reads from the pictures, together. */
  readByZbar(pieces: readonly Piece[]): Promise<string[]>;
};

/** The QR stands in the lower half, which is what a reader looks at. */
const LOOKED_AT_ROWS = 460;
/** Dots that the encoder may have left white, so that a picture holds no request. */
const DOTS_LOST = 3;

export function createReader(profile: 'mm58' | 'mm80', drawing: Drawing, compose: Composer): Reader {
  const { dots, text } = PAPER_PROFILES[profile];

  function wordsAt(bitmap: Bitmap, words: Bitmap, top: number): boolean {
    const left = Math.floor((dots - words.width) / 2);
    let differences = 0;
    for (let y = 0; y < words.height; y += 1) {
      for (let x = 0; x < words.width; x += 1) {
        if (isBlack(words, x, y) === isBlack(bitmap, left + x, top + y)) continue;
        differences += 1;
        if (differences > DOTS_LOST) return false;
      }
    }
    return true;
  }

  return {
    qrOf({ bitmap }) {
      const from = Math.max(0, bitmap.height - LOOKED_AT_ROWS);
      const height = bitmap.height - from;
      const pixels = new Uint8ClampedArray(bitmap.width * height * 4).fill(255);
      for (let y = 0; y < height; y += 1) {
        for (let x = 0; x < bitmap.width; x += 1) {
          if (isBlack(bitmap, x, from + y))
            pixels.fill(0, (y * bitmap.width + x) * 4, (y * bitmap.width + x) * 4 + 3);
        }
      }
      return jsQR(pixels, bitmap.width, height, { inversionAttempts: 'dontInvert' })?.data ?? null;
    },
    isWhole(piece, paper) {
      const [wanted] = interpret(compose(paper, profile).bytes, dots, drawing.memory);
      return wanted !== undefined && piece.cut && sameBitmap(piece.bitmap, wanted.bitmap);
    },
    missingWords(piece, paper) {
      let from = 0;
      const missing: string[] = [];
      for (const part of layOutTicket(paper)) {
        if (part.kind !== 'words') continue;
        for (const line of drawing.lines(part.text, { height: text[part.size], bold: part.bold }, dots)) {
          const { bitmap } = trimRows(line);
          let top = from;
          while (top + bitmap.height <= piece.bitmap.height && !wordsAt(piece.bitmap, bitmap, top)) top += 1;
          if (top + bitmap.height > piece.bitmap.height) missing.push(part.text);
          else from = top + bitmap.height;
        }
      }
      return missing;
    },
    async readByZbar(pieces) {
      const directory = mkdtempSync(path.join(tmpdir(), 'tram-tickets-'));
      try {
        const files: string[] = [];
        for (const [index, { bitmap }] of pieces.entries()) {
          const file = path.join(directory, `${String(index).padStart(3, '0')}.png`);
          writeFileSync(file, await drawing.png(bitmap));
          files.push(file);
        }
        if (files.length === 0) return [];
        const found = execFileSync('zbarimg', ['-q', '--raw', ...files], {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'ignore'],
        });
        return found.trim().split('\n');
      } finally {
        rmSync(directory, { recursive: true, force: true });
      }
    },
  };
}
