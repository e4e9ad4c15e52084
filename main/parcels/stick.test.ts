import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  containerSha256,
  isAsNamed,
  isStick,
  makeKeyPair,
  openStick,
  type StickContent,
  sealStick,
} from './index.ts';

const times = { validFrom: '2026-01-01T00:00:00.000+07:00', validTo: '2028-01-01T00:00:00.000+07:00' };
const province = makeKeyPair('encrypt', times);
const other = makeKeyPair('encrypt', times);

const file = (name: 'attachment' | 'pack', bytes: Uint8Array) => ({
  name,
  sha256: containerSha256(bytes),
  bytes,
});
const content: StickContent = {
  container: randomBytes(200),
  files: [
    file('attachment', randomBytes(333)),
    file('pack', randomBytes(1)),
    file('attachment', new Uint8Array()),
  ],
};
const findSecret = (kid: string) => [province].find((key) => key.public.kid === kid)?.secret;
const open = (bytes: Uint8Array) => openStick(bytes, { findSecret });
async function codeOf(bytes: Uint8Array): Promise<string> {
  const result = await open(bytes);
  return result.ok ? 'opened' : result.error.code;
}

describe('a stick file', () => {
  it('P18 opens for its receiver alone, as it was sealed', async () => {
    const bytes = await sealStick(content, province.public);
    const result = await open(bytes);
    if (!result.ok) throw new Error(result.error.message);
    expect(Buffer.from(result.value.container)).toEqual(Buffer.from(content.container));
    expect(result.value.files.map((one) => ({ ...one, bytes: Buffer.from(one.bytes) }))).toEqual(
      content.files.map((one) => ({ ...one, bytes: Buffer.from(one.bytes) })),
    );
    expect(isStick(bytes)).toBe(true);
    expect(isStick(content.container)).toBe(false);
    expect(await codeOf(await sealStick(content, other.public))).toBe('not-for-us');
    expect(Buffer.from(bytes).includes(Buffer.from(content.container))).toBe(false);
  });

  it('P18 is no larger than what it holds and a few hundred bytes', async () => {
    const large = { container: randomBytes(100_000), files: [file('attachment', randomBytes(400_000))] };
    const bytes = await sealStick(large, province.public);
    expect(bytes.length - 500_000).toBeLessThan(700);
  });

  it('P18 is refused wherever one bit of it is changed, and told cut where it is cut', async () => {
    const bytes = await sealStick(content, province.public);
    const codes = new Set<string>();
    for (let place = 0; place < bytes.length; place += 1) {
      const changed = bytes.slice();
      changed[place] = (changed[place] ?? 0) ^ (1 << (place % 8));
      codes.add(await codeOf(changed));
      expect(await codeOf(bytes.slice(0, place))).toBe(place === 0 ? 'not-a-parcel' : 'cut-short');
    }
    // A changed key id reads as somebody else's file.
    expect([...codes].sort()).toEqual(['altered', 'cut-short', 'not-a-parcel', 'not-for-us']);
    expect(await codeOf(Buffer.concat([bytes, Buffer.of(0)]))).toBe('altered');
  });

  it('P18 is refused where parts of two files are mixed, whichever and wherever', async () => {
    const one = await sealStick(content, province.public);
    const two = await sealStick(content, province.public);
    expect(one.length).toBe(two.length);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: one.length - 1 }), fc.nat({ max: one.length }), async (from, to) => {
        const mixed = one.slice();
        mixed.set(two.subarray(Math.min(from, to), Math.max(from, to)), Math.min(from, to));
        const same = [one, two].some((whole) => Buffer.compare(whole, mixed) === 0);
        expect(await codeOf(mixed)).toBe(same ? 'opened' : 'altered');
      }),
      { seed: 6, numRuns: 100 },
    );
  });

  it('P19 is refused where a file beside the container is not what its hash says', async () => {
    const lying = {
      ...content,
      files: [{ name: 'attachment' as const, sha256: 'a'.repeat(64), bytes: randomBytes(9) }],
    };
    expect(await codeOf(await sealStick(lying, province.public))).toBe('malformed');
  });

  it('P18 has beside its container what that names: in order, of one kind, nothing more and nothing less', () => {
    const [one, two] = [file('attachment', randomBytes(9)), file('attachment', randomBytes(9))];
    const named = [one.sha256, two.sha256];
    expect(isAsNamed([one, two], 'attachment', named)).toBe(true);
    expect(isAsNamed([], 'attachment', [])).toBe(true);
    for (const files of [[one], [two, one], [one, two, two], [one, { ...two, name: 'pack' as const }], []])
      expect(isAsNamed(files, 'attachment', named)).toBe(false);
    expect(isAsNamed([one], 'attachment', [])).toBe(false);
  });

  it('P3 is sealed to an encryption key only', async () => {
    await expect(sealStick(content, makeKeyPair('sign', times).public)).rejects.toThrow(TypeError);
  });
});
