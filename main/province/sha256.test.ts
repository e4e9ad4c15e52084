import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sha256 } from './sha256.ts';

const slowly = (parts: readonly (string | Uint8Array)[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

it('hashes its parts one behind the other, texts as UTF-8, of any length', () => {
  const part = fc.oneof(fc.string({ unit: 'grapheme' }), fc.uint8Array({ maxLength: 300 }));
  fc.assert(
    fc.property(fc.array(part, { maxLength: 5 }), (parts) => {
      expect(sha256(...parts)).toBe(slowly(parts));
    }),
    { seed: 20261123 },
  );
  for (const length of [21_000, 65_536, 300_000]) {
    const parts = [new Uint8Array(16).fill(7), 'ễ'.repeat(length)];
    expect(sha256(...parts)).toBe(slowly(parts));
  }
});
