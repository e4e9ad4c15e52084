import { createHash, generateKeyPairSync, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemIds } from '#test/fixtures/office.ts';
import { digestInfoOf, ecdsaToDer } from './signature-forms.ts';
import { signDigest } from './software/sign-digest.ts';
import { TokenError } from './token.ts';

const SEED = 20_261_122;

/** ECDSA-Sig-Value read back, apart from what writes it. */
function readDer(der: Uint8Array): Buffer {
  expect(der[0]).toBe(0x30);
  expect(der[1]).toBe(der.length - 2);
  const parts: Buffer[] = [];
  let at = 2;
  for (const _ of ['r', 's']) {
    expect(der[at]).toBe(0x02);
    const length = der[at + 1] ?? 0;
    const value = Buffer.from(der.subarray(at + 2, at + 2 + length));
    expect((value[0] ?? 0) < 0x80).toBe(true);
    // No byte more than needed (X.690, 8.3.2).
    if (value.length > 1 && value[0] === 0) expect((value[1] ?? 0) >= 0x80).toBe(true);
    parts.push(Buffer.concat([Buffer.alloc(33), value]).subarray(-32));
    at += 2 + length;
  }
  expect(at).toBe(der.length);
  return Buffer.concat(parts);
}

describe('ecdsaToDer', () => {
  it('keeps both numbers, each in its shortest form', () => {
    const number = fc
      .tuple(fc.nat(31), fc.uint8Array({ minLength: 32, maxLength: 32 }))
      .map(([zeros, bytes]) => {
        const value = Uint8Array.from(bytes);
        value.fill(0, 0, zeros);
        value[31] = value[31] === 0 ? 1 : (value[31] ?? 1);
        return value;
      });
    fc.assert(
      fc.property(number, number, (r, s) => {
        const raw = Buffer.concat([r, s]);
        expect(readDer(ecdsaToDer(raw)).equals(raw)).toBe(true);
      }),
      { seed: SEED },
    );
  });

  it('takes no signature of another length', () => {
    for (const length of [0, 63, 65, 70, 96]) {
      expect(() => ecdsaToDer(new Uint8Array(length))).toThrow(TokenError);
    }
  });
});

describe('signDigest', () => {
  const keys = {
    rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }),
    ec: generateKeyPairSync('ec', { namedCurve: 'prime256v1' }),
  };
  it.each(['rsa', 'ec'] as const)('signs with %s what the public key confirms for the message', (kind) => {
    const { privateKey, publicKey } = keys[kind];
    for (let n = 0; n < 20; n += 1) {
      const message = Buffer.from(`hồ sơ ${n}`);
      const digest = createHash('sha256').update(message).digest();
      const signature = signDigest(privateKey, digest, systemIds.bytes);
      expect(verify('sha256', message, publicKey, signature)).toBe(true);
      expect(verify('sha256', Buffer.from(`hồ sơ ${n}.`), publicKey, signature)).toBe(false);
    }
  });

  it('signs nothing that is no SHA-256 digest', () => {
    expect(() => digestInfoOf(new Uint8Array(20))).toThrow(TokenError);
  });
});
