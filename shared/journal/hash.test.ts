import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Entry, FIRST_PREV } from './entry.ts';
import { bodyHash, canonicalEnvelope, envelopeHash, type Sha256 } from './hash.ts';

const sha256: Sha256 = (...parts) => {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return digest.digest('hex');
};

const hash = fc.stringMatching(/^[0-9a-f]{64}$/);
const id = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
const envelope = fc.record({
  chain: fc.constantFrom('exchange' as const, 'local' as const),
  office: id,
  station: id,
  seq: fc.integer({ min: 1 }),
  at: fc.constant('2026-08-21T08:00:00.000+07:00'),
  mono: fc.integer({ min: 0 }),
  actor: id,
  subject: id,
  kind: fc.constantFrom('member-joined', 'x1'),
  v: fc.integer({ min: 1 }),
  bodyHash: hash,
  prev: hash,
});

it('J5 the written-out envelope is the canonical JSON of the envelope', () => {
  fc.assert(
    fc.property(envelope, (value) => {
      expect(canonicalEnvelope(value)).toBe(canonicalize(value));
      expect(canonicalEnvelope({ ...value, hash: FIRST_PREV } as Entry)).toBe(canonicalize(value));
    }),
    { seed: 20260821, numRuns: 500 },
  );
});

it('J5 the envelope has these members and no other', () => {
  expect(Object.keys(Entry.shape).sort()).toEqual(
    [
      'actor',
      'at',
      'bodyHash',
      'chain',
      'hash',
      'kind',
      'mono',
      'office',
      'prev',
      'seq',
      'station',
      'subject',
      'v',
    ].sort(),
  );
});

it('J4 J5 these hashes stand for ever', () => {
  const body = bodyHash(new Uint8Array(16).fill(7), '{"name":"Đỗ Đức Đạt"}', sha256);
  expect(body).toBe('c7351279d3f5955e5dd3d47c0c1627774fb4e25bbc80c6772e6999b61422a6b6');
  const entry = {
    chain: 'exchange' as const,
    office: 'office-1',
    station: 'station-1',
    seq: 1,
    at: '2026-08-21T08:00:00.000+07:00',
    mono: 1787274000000,
    actor: 'clerk-1',
    subject: 'member-1',
    kind: 'member-joined',
    v: 1,
    bodyHash: body,
    prev: FIRST_PREV,
  };
  expect(envelopeHash(entry, sha256)).toBe(
    '69494d4a85fdf50e1a90c3f9dc6367926e6e7e05331c9ef5ebe03bd9f3f5fd37',
  );
});

it('J4 a salt has 16 bytes', () => {
  expect(() => bodyHash(new Uint8Array(15), '{}', sha256)).toThrow(/16 bytes/);
});
