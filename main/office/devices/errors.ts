type DevicesErrorCode = 'not-found' | 'printer-missing' | 'ticket-of-another-day';

/** A refusal of the devices room, with the sentence for the person as message. */
export class DevicesError extends Error {
  readonly code: DevicesErrorCode;
  constructor(code: DevicesErrorCode, message: string) {
    super(message);
    this.name = 'DevicesError';
    this.code = code;
  }
}
