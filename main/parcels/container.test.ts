import { zstdCompressSync } from 'node:zlib';
import { FlattenedSign } from 'jose';
import { describe, expect, it } from 'vitest';
import { officeTimestamp } from '#shared/base/index.ts';
import type { EnrolRequest, OfficeParcel, ProvinceRefusal } from '#shared/exchange/index.ts';
import { frame, TYP } from './header.ts';
import {
  containerSha256,
  fingerprint,
  type KeyPair,
  makeKeyPair,
  readContainer,
  readSelfSigned,
  thumbprint,
  writeContainer,
} from './index.ts';
import { secretKeyObject } from './keys.ts';

const NOW = Date.parse('2026-05-04T08:00:00+07:00');
const DAY = 86_400_000;
const times = { validFrom: officeTimestamp(NOW - DAY), validTo: officeTimestamp(NOW + DAY) };
const office = makeKeyPair('sign', times);
const sealing = makeKeyPair('encrypt', times);
const stranger = makeKeyPair('sign', times);

const parcel: OfficeParcel = {
  type: 'office-parcel',
  v: 1,
  id: '01980000-0000-7000-8000-000000000001',
  from: 'office-1',
  to: 'province-1',
  created: officeTimestamp(NOW),
  program: { version: '0.1.0' },
  runs: [],
  heads: [],
  after: 0,
  asks: { leases: [], retry: [], packs: [], days: [] },
};
const request: EnrolRequest = {
  type: 'enrol-request',
  v: 1,
  id: '01980000-0000-7000-8000-000000000002',
  created: officeTimestamp(NOW),
  program: { version: '0.1.0' },
  office: { id: 'office-1', name: 'Xã An Khánh', agencyCode: 'A', codeFormat: 'f', station: 'station-1' },
  keys: [office.public, sealing.public],
  proof: null,
};
const refusal: ProvinceRefusal = {
  type: 'province-refusal',
  v: 1,
  from: 'province-1',
  created: officeTimestamp(NOW),
  serves: { oldest: 1, newest: 1 },
  answers: 'a'.repeat(64),
  code: 'enrol-code-wrong',
  message: 'Mã ghép không đúng.',
  waitSeconds: null,
};

const findKey = (kid: string) => [office.public].find((key) => key.kid === kid);
const read = (bytes: Uint8Array, now: number | 'created' = NOW) => readContainer(bytes, { findKey, now });
async function codeOf(bytes: Uint8Array, now?: number | 'created'): Promise<string> {
  const result = await read(bytes, now);
  return result.ok ? 'taken' : result.error.code;
}

/** A container as a careless or hostile program with a known key could write it. */
async function signedBytes(signed: Uint8Array, key: KeyPair, header: object = {}): Promise<Uint8Array> {
  const jws = await new FlattenedSign(signed)
    .setProtectedHeader({
      alg: 'EdDSA',
      b64: false,
      crit: ['b64'],
      kid: key.public.kid,
      typ: TYP,
      len: signed.length,
      ...header,
    })
    .sign(secretKeyObject(key.secret));
  return frame(jws.protected ?? '', jws.signature, signed);
}
const signedPayload = (payload: unknown, key = office) =>
  signedBytes(zstdCompressSync(JSON.stringify(payload)), key);

describe('a container', () => {
  it('P1 comes out as it went in, with the key that signed it and the hash of its bytes', async () => {
    const bytes = await writeContainer(parcel, office);
    const result = await read(bytes);
    expect(result).toEqual({
      ok: true,
      value: { payload: parcel, kid: office.public.kid, key: office.public, sha256: containerSha256(bytes) },
    });
    expect(Buffer.from(bytes.subarray(0, 5))).toEqual(Buffer.from('TMCP\u0001'));
  });

  it('P1 P2 is refused wherever one bit of it is changed, and told cut where it is cut', async () => {
    const bytes = await writeContainer(parcel, office);
    const codes = new Set<string>();
    for (let place = 0; place < bytes.length; place += 1) {
      for (const bit of [0, 3, 7]) {
        const changed = bytes.slice();
        changed[place] = (changed[place] ?? 0) ^ (1 << bit);
        codes.add(await codeOf(changed));
      }
      expect(await codeOf(bytes.slice(0, place))).toBe(place === 0 ? 'not-a-parcel' : 'cut-short');
    }
    // Cut short: a bit of the length that the header states made it larger.
    expect([...codes].sort()).toEqual(['altered', 'cut-short', 'not-a-parcel', 'unknown-key']);
    expect(await codeOf(Buffer.concat([bytes, Buffer.of(0)]))).toBe('altered');
    expect(await codeOf(Buffer.concat([bytes, bytes]))).toBe('altered');
    expect(await codeOf(Buffer.from('%PDF-1.7 nothing of ours'))).toBe('not-a-parcel');
  });

  it('P2 is not unpacked before its signature fits: a bomb of a stranger is never opened', async () => {
    const bomb = zstdCompressSync(Buffer.alloc(65 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(20_000);
    expect(await codeOf(await signedBytes(bomb, stranger))).toBe('unknown-key');
    expect(await codeOf(await signedBytes(bomb, stranger, { kid: office.public.kid }))).toBe('altered');
    expect(await codeOf(await signedBytes(bomb, office))).toBe('too-large');
  });

  it('P2 is refused by name where it is signed but holds something else', async () => {
    expect(await codeOf(await signedBytes(Buffer.from('no zstd'), office))).toBe('malformed');
    expect(await codeOf(await signedPayload({ ...parcel, heads: 'none' }))).toBe('malformed');
    expect(await codeOf(await signedPayload({ type: 'poem', v: 1 }))).toBe('malformed');
    const wanted = await readContainer(await writeContainer(parcel, office), {
      findKey,
      now: NOW,
      types: ['province-parcel'],
    });
    expect(wanted).toMatchObject({ ok: false, error: { code: 'wrong-type' } });
  });

  it('P13 of another version is told as what it is for the station, whichever side reads it', async () => {
    expect(await codeOf(await signedPayload({ type: 'office-parcel', v: 2, later: true }))).toBe(
      'version-too-new',
    );
    expect(await codeOf(await signedPayload({ type: 'province-parcel', v: 2 }))).toBe('version-too-old');
    const serves = { oldest: 2, newest: 3 };
    const old = await readContainer(await signedPayload(parcel), { findKey, now: NOW, serves });
    expect(old).toMatchObject({ ok: false, error: { code: 'version-too-old' } });
  });

  it('P3 needs a key that is known, of its use, in its time and not revoked', async () => {
    const bytes = await writeContainer(parcel, office);
    expect(await codeOf(await writeContainer(parcel, stranger))).toBe('unknown-key');
    expect(await codeOf(bytes, NOW - 2 * DAY)).toBe('key-not-valid');
    expect(await codeOf(bytes, NOW + 2 * DAY)).toBe('key-not-valid');
    expect(await codeOf(bytes, 'created')).toBe('taken');
    const late = await writeContainer({ ...parcel, created: officeTimestamp(NOW + 2 * DAY) }, office);
    expect(await codeOf(late, 'created')).toBe('key-not-valid');
    const revoked = await readContainer(bytes, {
      findKey: () => ({ ...office.public, revoked: true }),
      now: NOW,
    });
    expect(revoked).toMatchObject({ ok: false, error: { code: 'key-not-valid' } });
    // A store that gives another key under this name is not believed.
    const swapped = { ...stranger.public, kid: office.public.kid };
    expect(await readContainer(bytes, { findKey: () => swapped, now: NOW })).toMatchObject({
      error: { code: 'unknown-key' },
    });
    await expect(writeContainer(parcel, sealing)).rejects.toThrow(TypeError);
  });
});

describe('a container of somebody who is not known yet', () => {
  const self = (bytes: Uint8Array, now: number | 'created' = NOW) =>
    readSelfSigned(bytes, { types: ['enrol-request', 'province-refusal'], now });

  it('P3 proves that its sender has the signing key it names', async () => {
    const bytes = await writeContainer(request, office);
    expect(await self(bytes)).toMatchObject({ ok: true, value: { payload: request, key: office.public } });
    const foreign = await writeContainer(request, stranger);
    expect(await self(foreign)).toMatchObject({ ok: false, error: { code: 'malformed' } });
    const lying = { ...sealing.public, kid: stranger.public.kid };
    const unsound = await writeContainer({ ...request, keys: [office.public, lying] }, office);
    expect(await self(unsound)).toMatchObject({ ok: false, error: { code: 'malformed' } });
    expect(await self(bytes, NOW + 2 * DAY)).toMatchObject({ error: { code: 'key-not-valid' } });
    const changed = bytes.slice();
    changed[bytes.length - 1] = (changed[bytes.length - 1] ?? 0) ^ 1;
    expect(await self(changed)).toMatchObject({ error: { code: 'altered' } });
  });

  it('P2 is bounded before anybody is trusted, and has to bring its key', async () => {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: stranger.public.x };
    const bomb = zstdCompressSync(Buffer.alloc(2 * 1024 * 1024));
    expect(await self(await signedBytes(bomb, stranger, { jwk }))).toMatchObject({
      error: { code: 'too-large' },
    });
    const other = await signedBytes(bomb, office, { jwk });
    expect(await self(other)).toMatchObject({ error: { code: 'altered' } });
    expect(await self(await writeContainer(parcel, office))).toMatchObject({ error: { code: 'wrong-type' } });
  });

  it('P16 a refusal is read, but tells nobody who said it', async () => {
    const result = await self(await writeContainer(refusal, stranger));
    expect(result).toMatchObject({ ok: true, value: { payload: refusal, key: null } });
  });
});

describe('keys', () => {
  it('P3 are named by their thumbprint (the example of RFC 8037 A.3)', () => {
    const x = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';
    expect(thumbprint({ crv: 'Ed25519', x })).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
  });

  it('P3 are read aloud as six groups of five digits, the same at both ends and other for every key', () => {
    expect(fingerprint(office.public)).toMatch(/^\d{5}( \d{5}){5}$/);
    expect(fingerprint({ crv: office.public.crv, x: office.public.x })).toBe(fingerprint(office.public));
    expect(fingerprint(stranger.public)).not.toBe(fingerprint(office.public));
  });

  it('P3 tell nothing of a secret that cannot be read', () => {
    expect(() => secretKeyObject('{"d":"geheim"}')).toThrow(/^not a private key$/);
  });
});
