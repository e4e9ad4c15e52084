import { concat } from './bytes.ts';

/** Bytes of a report, without the report number. */
export const REPORT_BYTES = 64;
export const BROADCAST = 0xffffffff;

/** Commands of a frame (FIDO CTAP 2.1, §11.2.9); vendors have 0x40 to 0x7f. */
export const FRAME = { ping: 0x01, init: 0x06, cancel: 0x11, keepAlive: 0x3b, error: 0x3f } as const;

const FIRST_DATA = REPORT_BYTES - 7;
const NEXT_DATA = REPORT_BYTES - 5;
const MOST_SEQUENCES = 0x80;
/** What fits into one message: 57 + 128 · 59 bytes. */
export const MOST_MESSAGE = FIRST_DATA + MOST_SEQUENCES * NEXT_DATA;

/** A whole message on a channel. */
export type FrameMessage = { channel: number; command: number; data: Uint8Array };

/** The reports of a message, each 64 bytes, filled with zeros. Throws RangeError when it is too long. */
export function splitMessage({ channel, command, data }: FrameMessage): Uint8Array[] {
  if (data.length > MOST_MESSAGE) throw new RangeError(`a message of ${data.length} bytes`);
  const first = concat(
    channelBytes(channel),
    Uint8Array.of(0x80 | command, data.length >> 8, data.length & 0xff),
    data.subarray(0, FIRST_DATA),
  );
  const reports = [filled(first)];
  for (let offset = FIRST_DATA; offset < data.length; offset += NEXT_DATA) {
    const sequence = reports.length - 1;
    reports.push(
      filled(
        concat(channelBytes(channel), Uint8Array.of(sequence), data.subarray(offset, offset + NEXT_DATA)),
      ),
    );
  }
  return reports;
}

/**
 * What came of a report. `ignored`: of another channel, or the rest of something we did not see begin. `garbled`: on our
 * channel, and not what must come now; the message is lost.
 */
export type Assembled =
  | { state: 'ignored' | 'partial' }
  | { state: 'garbled'; why: string }
  | { state: 'whole'; message: FrameMessage };

/** Puts the reports of one channel together. Whatever comes, it never throws. */
export function createAssembler(channel: number): { take(report: Uint8Array): Assembled } {
  let begun: { command: number; length: number; data: Uint8Array; sequence: number } | undefined;
  const settle = (): Assembled => {
    if (begun === undefined || begun.data.length < begun.length) return { state: 'partial' };
    const message = { channel, command: begun.command, data: begun.data.slice(0, begun.length) };
    begun = undefined;
    return { state: 'whole', message };
  };
  const lose = (why: string): Assembled => {
    begun = undefined;
    return { state: 'garbled', why };
  };
  return {
    take(report) {
      if (channelOf(report) !== channel) return { state: 'ignored' };
      if (report.length !== REPORT_BYTES) return lose(`a report of ${report.length} bytes`);
      const [kind = 0, high = 0, low = 0] = report.subarray(4, 7);
      if (kind >= 0x80) {
        if (begun !== undefined) return lose('a message begins within another');
        const length = high * 256 + low;
        if (length > MOST_MESSAGE) return lose(`a message of ${length} bytes`);
        begun = { command: kind & 0x7f, length, data: report.slice(7), sequence: 0 };
        return settle();
      }
      if (begun === undefined) return { state: 'ignored' };
      if (kind !== begun.sequence) return lose(`piece ${kind} instead of ${begun.sequence}`);
      begun.sequence += 1;
      begun.data = concat(begun.data, report.subarray(5));
      return settle();
    },
  };
}

/** A device's answer to INIT: the channel it gives us. Undefined: not the answer to this nonce (8 bytes). */
export function findGivenChannel(data: Uint8Array, nonce: Uint8Array): number | undefined {
  if (data.length < 17 || nonce.some((byte, index) => byte !== data[index])) return undefined;
  const channel = channelOf(data.subarray(8));
  return channel === BROADCAST || channel === 0 ? undefined : channel;
}

/** A device's answer to INIT, for devices that are simulated. */
export function givenChannel(nonce: Uint8Array, channel: number): Uint8Array {
  return concat(nonce, channelBytes(channel), Uint8Array.of(2, 1, 0, 0, 0));
}

/** Errors that a device tells in a frame (CTAP 2.1, §11.2.9.1.6). */
export const FRAME_ERRORS: Readonly<Record<number, string>> = {
  1: 'invalid command',
  2: 'invalid parameter',
  3: 'invalid length',
  4: 'invalid sequence',
  5: 'message timeout',
  6: 'channel busy',
  10: 'lock required',
  11: 'invalid channel',
  127: 'other',
};

function channelOf(bytes: Uint8Array): number {
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
}

function channelBytes(channel: number): Uint8Array {
  return Uint8Array.of(channel >>> 24, (channel >>> 16) & 0xff, (channel >>> 8) & 0xff, channel & 0xff);
}

function filled(bytes: Uint8Array): Uint8Array {
  const report = new Uint8Array(REPORT_BYTES);
  report.set(bytes);
  return report;
}
