import { expect, it } from 'vitest';
import { ProvinceParcel } from './parcels.ts';

const answer = {
  type: 'province-parcel',
  v: 1,
  id: 'parcel-1',
  from: 'province-1',
  to: 'office-1',
  created: '2026-11-22T10:00:00.000+07:00',
  program: { version: '0.1.0' },
  answers: 'ab'.repeat(32),
  serves: { oldest: 1, newest: 1 },
  feed: { after: 0, upTo: 0, more: false, verdicts: [] },
  ...{ heads: [], refused: [], missing: [], leases: [], packs: [], keys: [], days: [], wanted: [] },
};

it('P13 P22 an answer of an earlier release and one of a later release are read, without what nobody here knows', () => {
  expect(ProvinceParcel.parse(answer)).toEqual(answer);
  const later = {
    ...answer,
    lookup: 'https://tinh.example/tra-cuu',
    somethingNew: { of: 'a later release' },
  };
  const { somethingNew: _unknown, ...known } = later;
  expect(ProvinceParcel.parse(later)).toEqual(known);
  expect(ProvinceParcel.parse({ ...answer, lookup: null })).toEqual({ ...answer, lookup: null });
});
