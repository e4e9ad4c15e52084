import type { Procedure } from '#shared/catalog/index.ts';
import type { CitizenCard } from '#shared/citizen/index.ts';
import type { KnownCitizen } from '#shared/contract/index.ts';

/** Invented people and procedures for the tests of this feature. */
export const SAMPLE_CARD: CitizenCard = {
  number: '017195004821',
  oldNumber: '113456789',
  name: 'Đinh Thị Hồng Nhung',
  birth: '1995-11-24',
  sex: 'female',
  address: 'Xóm Rợn, xã Tân Vinh, huyện Lương Sơn, Hòa Bình',
  issued: '2021-04-15',
  extra: ['', ''],
};

export const SAMPLE_KNOWN: KnownCitizen = {
  idNumber: '017195004821',
  name: 'Đinh Thị Hồng Nhung',
  birth: '1995-11-24',
  sex: 'female',
  address: 'Xóm Cũ, xã Tân Vinh',
  phone: '0912345678',
  email: 'nhung@example.vn',
  representative: null,
  lastReceivedAt: '2026-08-03T09:12:00.000+07:00',
  dossiers: 2,
};

const paper = (id: string, need: 'required' | 'conditional', originals = 1, copies = 0) => ({
  id,
  name: `Giấy ${id}`,
  originals,
  copies,
  handling: 'submit' as const,
  need,
});

/** One case: two required papers, one conditional. */
export const SAMPLE_PROCEDURE: Procedure = {
  code: '1.001193',
  name: 'Đăng ký khai sinh',
  field: 'Hộ tịch',
  level: 'Cấp xã',
  decision: '',
  applicants: '',
  everydayWords: ['khai sinh'],
  validFrom: '2025-07-01',
  validTo: null,
  channels: [
    {
      channel: 'counter',
      limit: { value: 1, unit: 'same-day' },
      limitNote: '',
      fee: { kind: 'free' },
      feeNote: '',
    },
  ],
  cases: [
    {
      id: 'main',
      name: '',
      papers: [paper('a', 'required'), paper('b', 'required', 0, 2), paper('c', 'conditional', 0, 0)],
    },
  ],
  exemptions: [{ id: 'poor', label: 'Hộ nghèo', percent: 100, source: '' }],
  results: [],
  supplementEffect: 'pause',
  legalBasis: [],
  verified: true,
  source: '',
};

/** Two cases that share one requirement. */
export const SAMPLE_TWO_CASES: Procedure = {
  ...SAMPLE_PROCEDURE,
  code: '1.013225',
  name: 'Cấp giấy phép xây dựng mới',
  cases: [
    { id: 'house', name: 'Nhà ở riêng lẻ', papers: [paper('a', 'required'), paper('h', 'required')] },
    { id: 'line', name: 'Theo tuyến', papers: [paper('a', 'required'), paper('l', 'required')] },
  ],
};
