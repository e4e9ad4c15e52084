import { readFileSync } from 'node:fs';
import type { Dossier, DossierSlip, Gap, SlipKind } from '../dossier/index.ts';
import { sampleDossier } from './sample-receipt.oracle.ts';
import { SlipTemplate } from './slip-template.ts';

/** The shipped templates of one kind of slip, the older first, for tests of every room that draws or prints slips. */
export function shippedSlipTemplates(kind: SlipKind): SlipTemplate[] {
  return ['tt01-2018', 'tt03-2025'].map((circular) => {
    const url = new URL(`../../resources/forms/${kind}-${circular}.json`, import.meta.url);
    return SlipTemplate.parse(JSON.parse(readFileSync(url, 'utf8')));
  });
}

/** Invented gaps with texts as long as the real catalogue's. */
export function sampleGaps(count: number): Gap[] {
  const texts = [
    'Tờ khai đăng ký khai sinh chưa ký tên',
    'Giấy chứng sinh; trường hợp không có Giấy chứng sinh thì nộp văn bản của người làm chứng xác nhận về việc sinh',
    'Giấy tờ chứng minh nơi cư trú',
    'Văn bản ủy quyền (được chứng thực) theo quy định của pháp luật',
  ];
  return Array.from({ length: count }, (_, index) => ({
    requirementId: index % 4 === 0 ? null : `r${index}`,
    text: texts[index % texts.length] ?? '',
    originals: index % 4 === 0 ? 0 : 1,
    copies: index % 3 === 0 ? 0 : 2,
  }));
}

/** An invented slip; override what the test is about. */
export function sampleSlip(
  kind: SlipKind,
  slip: Partial<DossierSlip> = {},
  changes: Partial<Dossier> = {},
): Dossier {
  const supplement = kind === 'supplement';
  const number = supplement ? '03/2026/HDHS' : '07/2026/BPTNTKQ';
  return sampleDossier({
    state: supplement ? 'supplement-requested' : 'refused',
    codes: [{ code: number, kind: 'own' }],
    register: supplement ? { volume: 'HDHS/2026', number: 3 } : { volume: 'BPTNTKQ/2026', number: 7 },
    papers: [],
    due: null,
    slip: {
      kind,
      gaps: supplement ? sampleGaps(3) : [],
      reason: supplement
        ? { code: 'missing', label: 'Hồ sơ chưa đủ thành phần theo quy định', text: '' }
        : {
            code: 'not-competent',
            label: 'Không thuộc thẩm quyền giải quyết',
            text: 'đề nghị nộp tại Ủy ban nhân dân cấp tỉnh',
          },
      until: null,
      ...slip,
    },
    ...changes,
  });
}
