import {
  constants,
  createECDH,
  createPublicKey,
  type KeyObject,
  privateDecrypt,
  randomBytes,
} from 'node:crypto';
import { gzipSync } from 'node:zlib';

export type CardKey = { der: Uint8Array; privateKey: KeyObject };

export type PivCardOptions = {
  /** By slot, hex: `9c`. A key without its certificate, or the other way round, is left out of that part. */
  slots: Readonly<Record<string, { certificate?: Uint8Array; privateKey?: KeyObject }>>;
  pin: string;
  /** Wrong PINs until it locks. */
  tries: number;
  /** 16 bytes, hex. */
  guid: string;
  /** Certificates lie packed on the card. */
  gzip?: boolean;
  /** Knows GET METADATA. */
  metadata?: boolean;
  /** Wants the exact length of an answer (6Cxx) before it gives it. */
  exactLength?: boolean;
};

/** A smart card with PIV as a program: APDU in, answer out. Its keys are those of the test PKI. */
export type SimulatedPivCard = {
  transmit(apdu: Uint8Array): Uint8Array;
  /** What the card saw: PINs sent, wrong ones among them, signatures made. */
  seen: { verifies: number; wrong: number; signatures: number };
  triesLeft(): number;
  /** The PIN is another one from now on, as if changed elsewhere. */
  changePin(pin: string): void;
  /** Somebody typed a wrong PIN elsewhere. */
  loseTry(): void;
  /** Power away and back. */
  reset(): void;
};

const AID = 'a000000308';
const OBJECTS: Record<string, string> = { '5fc105': '9a', '5fc10a': '9c', '5fc10b': '9d', '5fc101': '9e' };
const word = (status: number) => Buffer.from([status >> 8, status & 0xff]);

// Written apart from shared/piv, so that both would have to be wrong in the same way.
function tlv(tag: string, value: Uint8Array): Buffer {
  const length =
    value.length < 0x80
      ? [value.length]
      : value.length < 0x100
        ? [0x81, value.length]
        : [0x82, value.length >> 8, value.length & 0xff];
  return Buffer.concat([Buffer.from(tag, 'hex'), Buffer.from(length), value]);
}

function within(data: Buffer, path: readonly string[]): Buffer | undefined {
  const [wanted, ...deeper] = path;
  if (wanted === undefined) return data;
  for (let offset = 0; offset < data.length; ) {
    const tag = data.toString('hex', offset, offset + 1);
    const first = data[offset + 1] ?? 0;
    const count = first < 0x80 ? 0 : first & 0x7f;
    const length = count === 0 ? first : data.readUIntBE(offset + 2, count);
    const start = offset + 2 + count;
    if (tag === wanted) return within(data.subarray(start, start + length), deeper);
    offset = start + length;
  }
  return undefined;
}

export function createPivCardSimulator(options: PivCardOptions): SimulatedPivCard {
  const seen = { verifies: 0, wrong: 0, signatures: 0 };
  let pin = options.pin;
  let left = options.tries;
  let selected = false;
  let verified = false;
  let justVerified = false;
  let chained: { ins: number; data: Buffer } | undefined;
  let rest = Buffer.alloc(0);

  const answer = (data: Uint8Array, expected: number): Buffer => {
    if (options.exactLength === true && data.length < 256 && data.length > 0 && expected !== data.length) {
      held = Buffer.from(data);
      return word(0x6c00 + data.length);
    }
    return pieceOf(data, expected);
  };
  const pieceOf = (data: Uint8Array, expected: number): Buffer => {
    const size = expected === 0 ? 256 : expected;
    rest = Buffer.from(data.subarray(size));
    // 6100: 256 or more are left.
    const more = rest.length === 0 ? 0x9000 : 0x6100 + (rest.length >= 256 ? 0 : rest.length);
    return Buffer.concat([data.subarray(0, size), word(more)]);
  };
  let held: Buffer | undefined;

  const verify = (p1: number, data: Buffer): Buffer => {
    if (p1 === 0xff) {
      verified = false;
      return word(0x9000);
    }
    if (data.length === 0) return word(verified ? 0x9000 : left === 0 ? 0x6983 : 0x63c0 + left);
    if (data.length !== 8) return word(0x6a80);
    seen.verifies += 1;
    if (left === 0) return word(0x6983);
    const right = Buffer.alloc(8, 0xff);
    right.write(pin, 'latin1');
    verified = right.equals(data);
    justVerified = verified;
    if (verified) {
      left = options.tries;
      return word(0x9000);
    }
    seen.wrong += 1;
    left -= 1;
    return word(left === 0 ? 0x6983 : 0x63c0 + left);
  };

  const object = (data: Buffer): Buffer | undefined => {
    const id = data.toString('hex', 2);
    if (id === '5fc102') return tlv('53', tlv('34', Buffer.from(options.guid, 'hex')));
    const certificate = options.slots[OBJECTS[id] ?? '']?.certificate;
    if (certificate === undefined) return undefined;
    const body = options.gzip === true ? gzipSync(certificate) : certificate;
    const info = Buffer.from([options.gzip === true ? 1 : 0]);
    return tlv('53', Buffer.concat([tlv('70', body), tlv('71', info), tlv('fe', Buffer.alloc(0))]));
  };

  const authenticate = (
    algorithm: number,
    slot: number,
    data: Buffer,
    mayAlways: boolean,
    expected: number,
  ) => {
    const name = slot.toString(16);
    const key = options.slots[name]?.privateKey;
    if (key === undefined) return word(0x6a88);
    if (algorithm !== algorithmOf(key)) return word(0x6a86);
    if (name === '9c' ? !mayAlways : name !== '9e' && !verified) return word(0x6982);
    const input = within(data, ['7c', '81']);
    if (input === undefined || within(data, ['7c', '82'])?.length !== 0) return word(0x6a80);
    const size = key.asymmetricKeyType === 'ec' ? 32 : (key.asymmetricKeyDetails?.modulusLength ?? 0) / 8;
    if (input.length !== size) return word(0x6a80);
    seen.signatures += 1;
    const signature =
      key.asymmetricKeyType === 'ec'
        ? signDigest(key, input)
        : privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, input);
    return answer(tlv('7c', tlv('82', signature)), expected);
  };

  const run = (ins: number, p1: number, p2: number, data: Buffer, expected: number): Buffer => {
    const mayAlways = justVerified;
    justVerified = false;
    if (ins === 0xc0) return pieceOf(rest, expected);
    if (ins === 0xa4) {
      // Selecting it again changes nothing of what was verified (SP 800-73-4, part 2, §3.1.1).
      const isPiv = data.toString('hex').startsWith(AID);
      verified &&= selected && isPiv;
      selected = isPiv;
      return selected ? answer(tlv('61', tlv('4f', data)), expected) : word(0x6a82);
    }
    if (!selected) return word(0x6d00);
    if (ins === 0x20) return verify(p1, data);
    if (ins === 0xcb) {
      const found = object(data);
      return found === undefined ? word(0x6a82) : answer(found, expected);
    }
    if (ins === 0xf7 && options.metadata !== false) {
      const key = options.slots[p2.toString(16)]?.privateKey;
      return key === undefined ? word(0x6a88) : answer(tlv('01', Buffer.from([algorithmOf(key)])), expected);
    }
    if (ins === 0x87) return authenticate(p1, p2, data, mayAlways, expected);
    return word(0x6d00);
  };

  return {
    seen,
    transmit(given) {
      const [cla = 0xff, ins = 0, p1 = 0, p2 = 0, length = 0] = given;
      if (given.length < 4 || given.length > 261) return word(0x6700);
      if (cla !== 0x00 && cla !== 0x10) return word(0x6e00);
      const hasData = given.length > 5;
      const data = Buffer.from(given.subarray(5, hasData ? 5 + length : 5));
      if (hasData && data.length !== length) return word(0x6700);
      const expected = hasData ? (given[5 + length] ?? 0) : length;
      // The same command again with the right length: the answer is ready.
      if (held !== undefined && expected === held.length) {
        const ready = held;
        held = undefined;
        return Buffer.concat([ready, word(0x9000)]);
      }
      held = undefined;
      if (chained !== undefined && chained.ins !== ins) chained = undefined;
      const whole = Buffer.concat([chained?.data ?? Buffer.alloc(0), data]);
      if (cla === 0x10) {
        chained = { ins, data: whole };
        return word(0x9000);
      }
      chained = undefined;
      return run(ins, p1, p2, whole, expected);
    },
    triesLeft: () => left,
    changePin(next) {
      pin = next;
    },
    loseTry() {
      left = Math.max(0, left - 1);
      verified = false;
    },
    reset() {
      selected = false;
      verified = false;
      justVerified = false;
      chained = undefined;
    },
  };
}

function algorithmOf(key: KeyObject): number {
  if (key.asymmetricKeyType === 'ec') return 0x11;
  return key.asymmetricKeyDetails?.modulusLength === 3072 ? 0x05 : 0x07;
}

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** ECDSA over a digest as it is, which Node does not offer; the curve's arithmetic is still OpenSSL's. */
function signDigest(key: KeyObject, digest: Buffer): Buffer {
  const secret = BigInt(
    `0x${Buffer.from(key.export({ format: 'jwk' }).d ?? '', 'base64url').toString('hex')}`,
  );
  if (createPublicKey(key).asymmetricKeyDetails?.namedCurve !== 'prime256v1') throw new Error('not P-256');
  for (;;) {
    const nonce = BigInt(`0x${randomBytes(32).toString('hex')}`);
    if (nonce === 0n || nonce >= ORDER) continue;
    const point = createECDH('prime256v1');
    point.setPrivateKey(Buffer.from(nonce.toString(16).padStart(64, '0'), 'hex'));
    const r = BigInt(`0x${point.getPublicKey().subarray(1, 33).toString('hex')}`) % ORDER;
    const s = (inverse(nonce) * (BigInt(`0x${digest.toString('hex')}`) + r * secret)) % ORDER;
    if (r !== 0n && s !== 0n) return tlv('30', Buffer.concat([integer(r), integer(s)]));
  }
}

function inverse(value: bigint): bigint {
  let [low, high] = [value % ORDER, ORDER];
  let [one, other] = [1n, 0n];
  while (low > 0n) {
    const quotient = high / low;
    [low, high] = [high % low, low];
    [one, other] = [other - quotient * one, one];
  }
  return ((other % ORDER) + ORDER) % ORDER;
}

function integer(value: bigint): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return tlv('02', (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
}
