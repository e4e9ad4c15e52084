/** A refusal of the devices room, with the sentence for the person as message. */
export class DevicesError extends Error {
  readonly code: 'not-found' | 'printer-missing';
  constructor(code: 'not-found' | 'printer-missing', message: string) {
    super(message);
    this.name = 'DevicesError';
    this.code = code;
  }
}
