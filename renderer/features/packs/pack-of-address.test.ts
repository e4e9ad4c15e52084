import { expect, it } from 'vitest';
import type { Pack } from '#shared/contract/index.ts';
import { addressOfPack, firstPack, packOfAddress } from './pack-of-address.ts';

const pack = (version: number, state: Pack['state']): Pack => ({
  kind: 'catalogue',
  version,
  title: `Gói ${version}`,
  effectiveFrom: '2027-01-01',
  state,
  source: '',
  message: '',
  takenAt: null,
  decided: null,
  counts: null,
});

it('an address finds its pack, and nothing where it names none', () => {
  const packs = [pack(3, 'waiting'), pack(2, 'in-force')];
  for (const one of packs) expect(packOfAddress(addressOfPack(one), packs)).toBe(one);
  expect(packOfAddress('calendar-3', packs)).toBeUndefined();
  expect(packOfAddress(null, packs)).toBeUndefined();
});

it('first is what somebody may have to decide, then what went wrong, then the newest', () => {
  expect(firstPack([pack(4, 'announced'), pack(3, 'waiting'), pack(2, 'refused')])?.version).toBe(3);
  expect(firstPack([pack(4, 'announced'), pack(2, 'refused')])?.version).toBe(2);
  expect(firstPack([pack(4, 'in-force'), pack(2, 'replaced')])?.version).toBe(4);
  expect(firstPack([])).toBeUndefined();
});
