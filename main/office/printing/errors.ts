/** A refusal of the printing room, with the sentence for the clerk as message. */
export class PrintingError extends Error {
  readonly code: 'not-found' | 'printer-missing' | 'file-damaged' | 'erased';
  constructor(code: 'not-found' | 'printer-missing' | 'file-damaged' | 'erased', message: string) {
    super(message);
    this.name = 'PrintingError';
    this.code = code;
  }
}
