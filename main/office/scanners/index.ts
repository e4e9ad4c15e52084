/** The scanner of a station: bytes of a serial line become texts, for the screens of that station. */
export { SILENCE_MS } from './frame.ts';
export { scannerSentence } from './problems.ts';
export { type ReaderState, readScanner, type ScannerLine, type ScannerReader } from './reader.ts';
export { createScanner, type ReadScanner, readHere, type Scanner, type ScannerPorts } from './scanner.ts';
