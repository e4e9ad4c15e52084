/**
 * The few bytes of IPP (RFC 8010, RFC 8011) that tell a job's state. Needed because `lpstat` gives the same words for
 * a job that was printed and one that was cancelled; only the protocol's job-state tells them apart.
 */

/** A job as the spooler describes it. `begun`: bytes have gone towards the printer. */
export type SpoolerJob = { state: SpoolerJobState; begun: boolean };

export type SpoolerJobState = 'pending' | 'processing' | 'stopped' | 'cancelled' | 'aborted' | 'completed';

const GET_JOB_ATTRIBUTES = 0x0009;
const TAG = { operation: 0x01, job: 0x02, end: 0x03, integer: 0x21, enum: 0x23 };
const VALUE_TAG = { keyword: 0x44, uri: 0x45, charset: 0x47, language: 0x48, name: 0x42 };

const STATES: Readonly<Record<number, SpoolerJobState>> = {
  3: 'pending',
  4: 'pending',
  5: 'processing',
  6: 'stopped',
  7: 'cancelled',
  8: 'aborted',
  9: 'completed',
};

function attribute(tag: number, name: string, value: string): Buffer {
  const [nameBytes, valueBytes] = [Buffer.from(name), Buffer.from(value)];
  const head = Buffer.from([tag, nameBytes.length >> 8, nameBytes.length & 0xff]);
  return Buffer.concat([
    head,
    nameBytes,
    Buffer.from([valueBytes.length >> 8, valueBytes.length & 0xff]),
    valueBytes,
  ]);
}

/** A Get-Job-Attributes request for job `number`. */
export function jobRequest(number: number): Buffer {
  const head = Buffer.alloc(9);
  head.writeUInt16BE(0x0200, 0);
  head.writeUInt16BE(GET_JOB_ATTRIBUTES, 2);
  head.writeInt32BE(1, 4);
  head.writeUInt8(TAG.operation, 8);
  return Buffer.concat([
    head,
    attribute(VALUE_TAG.charset, 'attributes-charset', 'utf-8'),
    attribute(VALUE_TAG.language, 'attributes-natural-language', 'en'),
    attribute(VALUE_TAG.uri, 'job-uri', `ipp://localhost/jobs/${number}`),
    attribute(VALUE_TAG.name, 'requesting-user-name', 'tram-mot-cua'),
    attribute(VALUE_TAG.keyword, 'requested-attributes', 'job-state'),
    attribute(VALUE_TAG.keyword, '', 'time-at-processing'),
    Buffer.from([TAG.end]),
  ]);
}

/** The job in an answer; undefined when the spooler does not know it or the answer is not understood. */
export function parseJob(answer: Buffer): SpoolerJob | undefined {
  if (answer.length < 9 || answer.readUInt16BE(2) >= 0x0100) return undefined;
  let state: SpoolerJobState | undefined;
  let begun = false;
  let at = 8;
  while (at < answer.length) {
    const tag = answer.readUInt8(at);
    at += 1;
    if (tag === TAG.end) break;
    if (tag < 0x10) continue;
    const nameLength = answer.readUInt16BE(at);
    const name = answer.toString('latin1', at + 2, at + 2 + nameLength);
    at += 2 + nameLength;
    const valueLength = answer.readUInt16BE(at);
    const value = answer.subarray(at + 2, at + 2 + valueLength);
    at += 2 + valueLength;
    if (name === 'job-state' && tag === TAG.enum) state = STATES[value.readInt32BE(0)];
    // Another tag than integer is "no-value": it has not begun.
    if (name === 'time-at-processing') begun = tag === TAG.integer && value.readInt32BE(0) > 0;
  }
  return state === undefined ? undefined : { state, begun };
}
