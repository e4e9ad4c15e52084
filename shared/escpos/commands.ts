import type { Bitmap } from './bitmap.ts';

/** Letters of the printer's own font A, in dots. */
export const GLYPH_WIDTH = 12;
export const GLYPH_HEIGHT = 24;

/** Rows of one raster command: printers with small buffers take no more at once. */
export const BAND_ROWS = 128;

/** What share of a QR may be lost: L 7 %, M 15 %, Q 25 %, H 30 %. */
export type QrLevel = 'L' | 'M' | 'Q' | 'H';

/**
 * The commands that this product sends, and that its simulated printer understands. Letters are printable ASCII only:
 * code pages lose Vietnamese letters, so those travel as pictures.
 */
export type Command =
  /** ESC @: forget settings and what is not printed of the line. */
  | { readonly kind: 'initialise' }
  /** GS a 0: speak only when asked. */
  | { readonly kind: 'speak-when-asked' }
  /** ESC a. */
  | { readonly kind: 'align'; readonly to: 'left' | 'center' | 'right' }
  /** GS !: own letters enlarged, 1 to 8 times. */
  | { readonly kind: 'size'; readonly width: number; readonly height: number }
  /** Letters, codes 0x20 to 0x7e. */
  | { readonly kind: 'text'; readonly text: string }
  /** LF: prints the line. */
  | { readonly kind: 'line' }
  /** ESC J: moves the paper by 0 to 255 dots. */
  | { readonly kind: 'feed'; readonly dots: number }
  /** GS v 0: a picture of whole bytes across and at most `BAND_ROWS` rows. */
  | { readonly kind: 'raster'; readonly bitmap: Bitmap }
  /** GS ( k 65: QR model 2. */
  | { readonly kind: 'qr-model' }
  /** GS ( k 67: dots of a module, 1 to 16. */
  | { readonly kind: 'qr-module'; readonly dots: number }
  /** GS ( k 69. */
  | { readonly kind: 'qr-level'; readonly level: QrLevel }
  /** GS ( k 80: printable ASCII, at most 300 letters. */
  | { readonly kind: 'qr-store'; readonly text: string }
  /** GS ( k 81. */
  | { readonly kind: 'qr-print' }
  /** GS V 66: moves the paper to the knife and so many dots further, then cuts. */
  | { readonly kind: 'cut'; readonly feed: number }
  /** GS ( H 48: answered with these four letters (0x20 to 0x7e) once everything before it is done. */
  | { readonly kind: 'ask-done'; readonly id: string }
  /** GS r 1: answered, in its turn as well, with one byte about the paper. */
  | { readonly kind: 'ask-paper' };

/** What a printer does on receipt, ahead of everything that it has in store. */
export type RealTimeRequest =
  /** DLE EOT n: one byte of status. */
  | { readonly kind: 'status'; readonly which: StatusQuestion }
  /** DLE DC4 8: forget everything received and not printed. */
  | { readonly kind: 'clear' };

/** 1 printer, 2 why offline, 3 which error, 4 paper. */
export type StatusQuestion = 1 | 2 | 3 | 4;

export const STATUS_QUESTIONS: readonly StatusQuestion[] = [1, 2, 3, 4];
