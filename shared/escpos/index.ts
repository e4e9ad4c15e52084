/** ESC/POS: commands to bytes and back, a printer's answers, and paper that the same bytes are printed on. */
export { createAnswerReader, encodeAnswer, type PrinterAnswer } from './answers.ts';
export {
  type Bitmap,
  createBitmap,
  drawBitmap,
  isBlack,
  sameBitmap,
  stamp,
  strideOf,
  trimRows,
} from './bitmap.ts';
export {
  BAND_ROWS,
  type Command,
  GLYPH_HEIGHT,
  GLYPH_WIDTH,
  type QrLevel,
  type RealTimeRequest,
  STATUS_QUESTIONS,
  type StatusQuestion,
} from './commands.ts';
export { encode, encodeRequest, inBands, joinBytes, qrCommands } from './encode.ts';
export { createPaper, interpret, KNIFE_DOTS, type Paper, type Piece, type PrinterMemory } from './paper.ts';
export { type Parsed, parseAll, parseCommand, UnknownBytes } from './parse.ts';
export { PAPER_PROFILES, type PaperProfile } from './profiles.ts';
export { createReceiver, type Received } from './real-time.ts';
export {
  decodeStatus,
  encodeStatus,
  isStatusByte,
  type PrinterStatus,
  type PrinterTrouble,
  READY,
  troubleOf,
} from './status.ts';
