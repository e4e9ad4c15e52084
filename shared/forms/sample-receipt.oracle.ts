import { readFileSync } from 'node:fs';
import type { Dossier, ReceivedPaper } from '../dossier/index.ts';
import { ReceiptTemplate } from './receipt-template.ts';
import type { ReceiptHead } from './receipt-values.ts';

/** The shipped templates, for tests of every room that draws or prints receipts. */
export function shippedTemplates(): ReceiptTemplate[] {
  return ['receipt-tt01-2018', 'receipt-tt03-2025'].map((name) => {
    const url = new URL(`../../resources/forms/${name}.json`, import.meta.url);
    return ReceiptTemplate.parse(JSON.parse(readFileSync(url, 'utf8')));
  });
}

export const sampleHead: ReceiptHead = {
  parent: 'UBND huyện Lương Sơn',
  unit: 'Bộ phận Tiếp nhận và Trả kết quả',
  place: 'Lương Sơn',
};

/** Invented papers with names as long as the real catalogue's. */
export function samplePapers(count: number): ReceivedPaper[] {
  const names = [
    'Tờ khai đăng ký khai sinh',
    'Giấy chứng sinh; trường hợp không có Giấy chứng sinh thì nộp văn bản của người làm chứng xác nhận về việc sinh',
    'Giấy tờ chứng minh nơi cư trú',
    'Văn bản ủy quyền (được chứng thực) theo quy định của pháp luật',
  ];
  return Array.from({ length: count }, (_, index) => ({
    requirementId: null,
    name: names[index % names.length] ?? '',
    originals: index % 3 === 2 ? 0 : 1,
    copies: index % 3 === 0 ? 0 : 2,
    handling: index % 4 === 2 ? 'present' : 'submit',
  }));
}

/** An invented dossier; override what the test is about. */
export function sampleDossier(changes: Partial<Dossier> = {}): Dossier {
  const agency = { id: 'office-1', code: 'H28.41.15', name: 'Bộ phận Một cửa huyện Lương Sơn' };
  return {
    id: '01932b5e-0000-7000-8000-000000000001',
    state: 'received',
    codes: [{ code: 'H28.41.15-261121-0148', kind: 'own' }],
    checkValue: '7KQ2M9XD',
    applicant: {
      name: 'Đinh Thị Hồng Nhung',
      idKind: 'citizen-number',
      idNumber: '017195004821',
      oldNumber: null,
      birth: '1995-11-24',
      sex: 'female',
      address: 'Xóm Rợn, xã Tân Vinh, huyện Lương Sơn, Hòa Bình',
      issued: null,
      phone: '0912345678',
      email: null,
      entry: 'scan',
      cardExtra: [],
    },
    filer: null,
    procedure: {
      code: '1.001193',
      name: 'Đăng ký khai sinh',
      field: 'Hộ tịch',
      caseId: 'c1',
      caseName: '',
    },
    channel: 'counter',
    papers: samplePapers(3),
    missingPapers: [],
    dossierCopies: 1,
    delivery: { way: 'counter', address: null },
    note: '',
    fee: {
      amount: 0,
      basis: 'free',
      exemptionId: null,
      exemptionGround: null,
      quantity: 1,
      pages: 1,
      steps: [],
    },
    due: {
      at: '2026-11-23T17:00',
      basis: 'catalogue',
      limit: { value: 1, unit: 'same-day' },
      steps: [],
      provisional: false,
    },
    receivedAt: '2026-11-21T10:32:10.123+07:00',
    clockStartedAt: '2026-11-21T10:32:10.123+07:00',
    clockBasis: 'reception',
    receivingOffice: agency,
    competentAgency: agency,
    supplementEffect: 'pause',
    versions: { catalogue: 1, calendar: 'vn-2026', form: 'TT 03/2025/TT-VPCP mẫu 01 bản 1' },
    register: { volume: '01/2026', number: 20417 },
    receivedBy: { id: 'p1', name: 'Bùi Thu Hà' },
    station: 'S1',
    clockSuspect: false,
    sample: true,
    followedBy: null,
    revision: 1,
    correction: null,
    cancelled: null,
    ...changes,
  };
}
