import { type CardAnswer, type CardCommand, CardGarbled, OK } from './apdu.ts';
import { fromHex } from './bytes.ts';
import { encodeTlv, findTlv, readTlvs } from './tlv.ts';

/** The keys of a PIV card (NIST SP 800-73-4, part 1, table 4b), with the object that holds each certificate. */
export const PIV_SLOTS = [
  { slot: 0x9c, object: 0x5fc10a, use: 'signature' },
  { slot: 0x9a, object: 0x5fc105, use: 'authentication' },
  { slot: 0x9d, object: 0x5fc10b, use: 'key-management' },
  { slot: 0x9e, object: 0x5fc101, use: 'card-authentication' },
] as const;

/** Key algorithms (NIST SP 800-78-5, table 9). */
export const PIV_ALGORITHMS = { 'rsa-2048': 0x07, 'rsa-3072': 0x05, 'p-256': 0x11 } as const;
export type PivKey = keyof typeof PIV_ALGORITHMS;

/** The card holder's identifier: names the card. */
const HOLDER_OBJECT = 0x5fc102;
const AID = fromHex('a000000308000010000100');
const PIN_REFERENCE = 0x80;
const NO_DATA = new Uint8Array();

const SELECT = 0xa4;
const VERIFY = 0x20;
const GET_DATA = 0xcb;
const GENERAL_AUTHENTICATE = 0x87;
const GET_METADATA = 0xf7;

export function selectPiv(): CardCommand {
  return { ins: SELECT, p1: 0x04, p2: 0x00, data: AID, answer: true };
}

export function getCertificate(object: number): CardCommand {
  return { ins: GET_DATA, p1: 0x3f, p2: 0xff, data: encodeTlv(0x5c, encodeObjectId(object)), answer: true };
}

export function getHolder(): CardCommand {
  return getCertificate(HOLDER_OBJECT);
}

/** What a key is; a later extension that many cards don't know. */
export function getMetadata(slot: number): CardCommand {
  return { ins: GET_METADATA, p1: 0x00, p2: slot, data: NO_DATA, answer: true };
}

/** Asks for the tries left. Uses none: there is no PIN in it. */
export function askPinState(): CardCommand {
  return { ins: VERIFY, p1: 0x00, p2: PIN_REFERENCE, data: NO_DATA, answer: false };
}

/** One try. `pin` as `padPin` makes it. */
export function verifyPin(pin: Uint8Array): CardCommand {
  return { ins: VERIFY, p1: 0x00, p2: PIN_REFERENCE, data: pin, answer: false };
}

/** Forgets that the PIN was right (ISO/IEC 7816-4 §11.6.6; SP 800-73-4 part 2 §3.2.1). */
export function forgetPin(): CardCommand {
  return { ins: VERIFY, p1: 0xff, p2: PIN_REFERENCE, data: NO_DATA, answer: false };
}

/** Signs `input` with the key of a slot: a padded block as long as an RSA key, or the digest for P-256. */
export function sign(slot: number, key: PivKey, input: Uint8Array): CardCommand {
  const wanted = encodeTlv(0x82, NO_DATA);
  const challenge = encodeTlv(0x81, input);
  return {
    ins: GENERAL_AUTHENTICATE,
    p1: PIV_ALGORITHMS[key],
    p2: slot,
    data: encodeTlv(0x7c, Uint8Array.from([...wanted, ...challenge])),
    answer: true,
  };
}

/** The signature in the answer to `sign`. Throws CardGarbled. */
export function readSignature(data: Uint8Array): Uint8Array {
  return garbledUnless(() => findTlv(readTlvs(findTlv(readTlvs(data), 0x7c) ?? NO_DATA), 0x82)?.slice());
}

/** A certificate as it lies on the card: `packed` with gzip or as it is. Throws CardGarbled. */
export function readCertificateObject(data: Uint8Array): { bytes: Uint8Array; packed: boolean } {
  return garbledUnless(() => {
    const fields = readTlvs(findTlv(readTlvs(data), 0x53) ?? NO_DATA);
    const bytes = findTlv(fields, 0x70)?.slice();
    const [info = 0] = findTlv(fields, 0x71) ?? NO_DATA;
    return bytes === undefined ? undefined : { bytes, packed: (info & 1) === 1 };
  });
}

/** The card's own number (GUID of its CHUID, 16 bytes), or undefined where it has none. */
export function findHolderGuid(data: Uint8Array): Uint8Array | undefined {
  try {
    return findTlv(readTlvs(findTlv(readTlvs(data), 0x53) ?? NO_DATA), 0x34)?.slice();
  } catch {
    return undefined;
  }
}

/** What a card says about its PIN. */
export type PivPin =
  | { state: 'open' }
  | { state: 'asked'; triesLeft: number }
  | { state: 'locked' }
  | { state: 'unknown' };

/** Reads the status word after VERIFY: open, or how many tries are left. */
export function readPinStatus({ status }: CardAnswer): PivPin {
  if (status === OK) return { state: 'open' };
  if (status === 0x6983 || status === 0x63c0) return { state: 'locked' };
  if ((status & 0xfff0) === 0x63c0) return { state: 'asked', triesLeft: status & 0x0f };
  return { state: 'unknown' };
}

const SHORTEST_PIN = 6;
const LONGEST_PIN = 8;

/** A PIN as the card takes it: six to eight printable ASCII characters, filled up with 0xFF. Undefined: it can't be one. */
export function padPin(pin: string): Uint8Array | undefined {
  if (!/^[\x20-\x7e]*$/.test(pin) || pin.length < SHORTEST_PIN || pin.length > LONGEST_PIN) return undefined;
  const padded = new Uint8Array(LONGEST_PIN).fill(0xff);
  for (let index = 0; index < pin.length; index += 1) padded[index] = pin.charCodeAt(index);
  return padded;
}

function encodeObjectId(object: number): Uint8Array {
  return Uint8Array.of((object >> 16) & 0xff, (object >> 8) & 0xff, object & 0xff);
}

function garbledUnless<Value>(read: () => Value | undefined): Value {
  let value: Value | undefined;
  try {
    value = read();
  } catch (error) {
    throw new CardGarbled(error instanceof Error ? error.message : String(error));
  }
  if (value === undefined) throw new CardGarbled('a part is missing');
  return value;
}
