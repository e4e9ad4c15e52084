import { describe, expect, it } from 'vitest';
import { OfficeProfile } from '#shared/contract/index.ts';
import { findFittingFormat, type OfficeDraft, problemsOf } from './office-draft.ts';

const good: OfficeDraft = {
  provinceId: 'phu-tho',
  name: 'Trung tâm Phục vụ hành chính công xã Lương Sơn',
  authority: 'UBND xã Lương Sơn',
  counterName: 'Trung tâm Phục vụ hành chính công',
  place: 'Lương Sơn',
  agencyCode: 'H28.41.15',
  codeFormat: 'f1',
  hotline: '',
  lookUpAddress: '',
};

describe('the office in the wizard', () => {
  it('needs its names, place and codes; telephone and look-up address may wait', () => {
    expect(problemsOf(good)).toEqual({});
    expect(problemsOf({ ...good, name: ' ', place: '' })).toEqual({ name: 'missing', place: 'missing' });
  });

  it.each([
    'H28',
    'H28.41',
    'H28.41.15',
    '000.00.41.H28',
    'G09.99.12.101.22',
    'h28.41',
    'H28.',
    '000.41.H28',
    'H28 41',
  ])('judges the agency code %s as the contract does', (agencyCode) => {
    const contract = OfficeProfile.shape.agencyCode.safeParse(agencyCode).success;
    expect(problemsOf({ ...good, agencyCode }).agencyCode === undefined).toBe(contract);
  });

  it('wants a whole look-up address', () => {
    expect(problemsOf({ ...good, lookUpAddress: 'dichvucong.gov.vn' })).toEqual({
      lookUpAddress: 'lookUpBad',
    });
    expect(problemsOf({ ...good, lookUpAddress: 'https://dichvucong.gov.vn/tra-cuu' })).toEqual({});
  });
});

describe('the code format', () => {
  const formats = [
    { key: 'old', example: '000.00.16.H28-190105-0001' },
    { key: 'new', example: 'H15.50.05.13-261008-0975' },
  ];

  it('is proposed by how the agency code begins', () => {
    expect(findFittingFormat('H28.41', formats)).toBe('new');
    expect(findFittingFormat('000.00.16.H28', formats)).toBe('old');
    expect(findFittingFormat('', formats)).toBeUndefined();
    expect(findFittingFormat('?', formats)).toBeUndefined();
  });
});
