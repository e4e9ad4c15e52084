/** The scanner of a station: bytes of a serial line become texts, for the screens of that station. */
export { SILENCE_MS } from './frame.ts';
export { readScanner, type ScannerLine } from './reader.ts';
export { createScanner, type Scanner, type ScannerPorts } from './scanner.ts';
