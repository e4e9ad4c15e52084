import { constants, createHash, generateKeyPairSync, privateDecrypt, publicDecrypt } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CardCommand, CardGarbled, encodeCommand, exchange, readAnswer } from './apdu.ts';
import { concat, fromHex, toHex } from './bytes.ts';
import { padDigest } from './padding.ts';
import {
  askPinState,
  getCertificate,
  padPin,
  readCertificateObject,
  readPinStatus,
  readSignature,
  selectPiv,
  sign,
  verifyPin,
} from './piv.ts';
import { encodeTlv, findTlv, readTlvs } from './tlv.ts';

const seed = 20261122;
const bytes = (maxLength: number) => fc.uint8Array({ maxLength });

describe('BER-TLV', () => {
  it('reads what it writes, lengths of one to four bytes and tags of one to three (property)', () => {
    const tags = fc.constantFrom(0x53, 0x70, 0x7c, 0x7f49, 0x5fc105, 0x5fc10a);
    const lengths = fc.oneof(
      bytes(130),
      fc.constantFrom(127, 128, 255, 256, 70_000).map((n) => new Uint8Array(n)),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(tags, lengths), { maxLength: 5 }), (elements) => {
        const written = concat(...elements.map(([tag, value]) => encodeTlv(tag, value)));
        expect(readTlvs(written).map(({ tag, value }) => [tag, toHex(value)])).toEqual(
          elements.map(([tag, value]) => [tag, toHex(value)]),
        );
      }),
      { seed },
    );
  });

  it('refuses what is cut off or none, with one kind of error (property)', () => {
    fc.assert(
      fc.property(bytes(40), (junk) => {
        try {
          readTlvs(junk);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
      { seed },
    );
    expect(() => readTlvs(fromHex('5303aabb'))).toThrow(/longer/);
    expect(() => readTlvs(fromHex('5380'))).toThrow(RangeError);
    expect(() => readTlvs(fromHex('5f'))).toThrow(/cut off/);
  });
});

describe('APDUs', () => {
  it('are those of the standard', () => {
    const hex = (command: CardCommand) => encodeCommand(command).map(toHex);
    expect(hex(selectPiv())).toEqual(['00a404000ba00000030800001000010000']);
    expect(hex(getCertificate(0x5fc10a))).toEqual(['00cb3fff055c035fc10a00']);
    expect(hex(askPinState())).toEqual(['00200080']);
    expect(hex(verifyPin(padPin('123456') ?? new Uint8Array()))).toEqual(['0020008008313233343536ffff']);
    const [first = '', last = '', ...none] = hex(sign(0x9c, 'rsa-2048', new Uint8Array(256)));
    expect(none).toEqual([]);
    expect(first.startsWith('1087079cff7c820106820081820100')).toBe(true);
    expect(last.startsWith('0087079c0b')).toBe(true);
    expect(last.endsWith('00')).toBe(true);
  });

  it('of any length are put together again by a card that knows chaining (property)', () => {
    fc.assert(
      fc.property(bytes(2000), fc.boolean(), (data, answer) => {
        const apdus = encodeCommand({ ins: 0x87, p1: 1, p2: 2, data, answer });
        const pieces = apdus.map((apdu) => {
          expect(apdu.length).toBeLessThanOrEqual(261);
          return apdu.length <= 5 ? new Uint8Array() : apdu.subarray(5, 5 + (apdu[4] ?? 0));
        });
        expect(toHex(concat(...pieces))).toBe(toHex(data));
        expect(apdus.map((apdu) => apdu[0])).toEqual([...Array(apdus.length - 1).fill(0x10), 0x00]);
      }),
      { seed },
    );
  });

  it('bring an answer of any length, however the card cuts it (property)', async () => {
    await fc.assert(
      fc.asyncProperty(
        bytes(3000),
        fc.integer({ min: 1, max: 255 }),
        fc.boolean(),
        async (whole, piece, asks) => {
          let offset = 0;
          let asked = !asks;
          const card = async (apdu: Uint8Array) => {
            if (!asked) {
              asked = true;
              return fromHex('6c10');
            }
            expect(apdu[1]).toBe(offset === 0 ? 0xcb : 0xc0);
            const part = whole.subarray(offset, offset + piece);
            offset += part.length;
            const left = whole.length - offset;
            return concat(part, left === 0 ? fromHex('9000') : Uint8Array.of(0x61, Math.min(left, 255)));
          };
          const answer = await exchange(card, getCertificate(0x5fc105));
          expect(answer.status).toBe(0x9000);
          expect(toHex(answer.data)).toBe(toHex(whole));
        },
      ),
      { seed, numRuns: 50 },
    );
  });

  it('with a PIN are never sent again, and a card without end is given up', async () => {
    let sent = 0;
    const asking = async () => {
      sent += 1;
      return fromHex('6c08');
    };
    const pin = verifyPin(padPin('123456') ?? new Uint8Array());
    expect((await exchange(asking, pin, { once: true })).status).toBe(0x6c08);
    expect(sent).toBe(1);
    expect((await exchange(asking, { ...pin, answer: true }, { once: true })).status).toBe(0x6c08);
    expect(sent).toBe(2);
    await expect(exchange(async () => fromHex('6110'), selectPiv())).rejects.toThrow(CardGarbled);
    const endless = async () => concat(new Uint8Array(255), fromHex('61ff'));
    await expect(exchange(endless, selectPiv())).rejects.toThrow(/without end/);
    expect(() => readAnswer(fromHex('90'))).toThrow(CardGarbled);
  });

  it('stop at the piece that the card refuses', async () => {
    let sent = 0;
    const refusing = async () => {
      sent += 1;
      return fromHex('6982');
    };
    expect((await exchange(refusing, sign(0x9c, 'rsa-2048', new Uint8Array(256)))).status).toBe(0x6982);
    expect(sent).toBe(1);
  });
});

describe('PIV', () => {
  it('tells the tries left without using one', () => {
    const status = (word: number) => readPinStatus({ data: new Uint8Array(), status: word });
    expect(status(0x63c3)).toEqual({ state: 'asked', triesLeft: 3 });
    expect(status(0x63cf)).toEqual({ state: 'asked', triesLeft: 15 });
    expect(status(0x63c0)).toEqual({ state: 'locked' });
    expect(status(0x6983)).toEqual({ state: 'locked' });
    expect(status(0x9000)).toEqual({ state: 'open' });
    expect(status(0x6d00)).toEqual({ state: 'unknown' });
  });

  it('takes PINs of six to eight ASCII characters only', () => {
    expect(toHex(padPin('12345678') ?? new Uint8Array())).toBe('3132333435363738');
    expect([padPin('12345'), padPin('123456789'), padPin('mậtkhẩu'), padPin('')]).toEqual(
      Array(4).fill(undefined),
    );
  });

  it('reads certificates and signatures, packed or not, and calls the rest garbled (property)', () => {
    const object = (value: Uint8Array, info: number) =>
      encodeTlv(
        0x53,
        concat(
          encodeTlv(0x70, value),
          encodeTlv(0x71, Uint8Array.of(info)),
          encodeTlv(0xfe, new Uint8Array()),
        ),
      );
    fc.assert(
      fc.property(bytes(1500), fc.boolean(), (value, packed) => {
        const read = readCertificateObject(object(value, packed ? 1 : 0));
        expect([toHex(read.bytes), read.packed]).toEqual([toHex(value), packed]);
        expect(toHex(readSignature(encodeTlv(0x7c, encodeTlv(0x82, value))))).toBe(toHex(value));
      }),
      { seed },
    );
    fc.assert(
      fc.property(bytes(30), (junk) => {
        for (const read of [readCertificateObject, readSignature])
          try {
            read(junk);
          } catch (error) {
            expect(error).toBeInstanceOf(CardGarbled);
          }
      }),
      { seed },
    );
    expect(findTlv([], 1)).toBeUndefined();
  });
});

it.each([2048, 3072])(
  'pads a digest as RSA-%d wants it: what the public key opens is the DigestInfo',
  (size) => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: size });
    const digest = createHash('sha256').update('Trạm Một Cửa').digest();
    const block = padDigest(digest, size / 8);
    const power = (input: Uint8Array) =>
      privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, input);
    const opened = publicDecrypt({ key: publicKey, padding: constants.RSA_NO_PADDING }, power(block));
    expect(Buffer.from(block).equals(opened)).toBe(true);
    expect(toHex(block).endsWith(`003031300d060960864801650304020105000420${digest.toString('hex')}`)).toBe(
      true,
    );
    expect(() => padDigest(new Uint8Array(20), 256)).toThrow(RangeError);
    expect(() => padDigest(digest, 48)).toThrow(RangeError);
  },
);
