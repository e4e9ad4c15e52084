import { formatPhone } from '../citizen/index.ts';
import type { Dossier } from './dossier.ts';
import { applicantKindOf } from './parties.ts';
import type { Filer, ReceivedPaper } from './receive.ts';
import type { Gap } from './slip-parts.ts';

type Label = { vi: string; en: string };

/** One thing a dossier says, in words: what a correction may change. `key` is the same in every revision. */
export type DossierField = { key: string; label: Label; value: string };

/** A field of which two revisions say different things; empty where one says nothing. */
export type DossierFieldChange = { key: string; label: Label; before: string; after: string };

const ID_KINDS: Readonly<Record<Filer['idKind'], string>> = {
  'citizen-number': 'Số định danh',
  'identity-card-9': 'CMND',
  passport: 'Hộ chiếu',
  'tax-code': 'Mã số thuế',
  none: 'Không có giấy tờ mang số',
};
const KINDS = {
  person: null,
  organisation: 'Tổ chức',
  'household-business': 'Hộ kinh doanh',
} as const;
const WAYS = { counter: 'Tại quầy', post: 'Qua dịch vụ bưu chính', electronic: 'Bản điện tử' } as const;

/**
 * What a dossier says, field by field, in the order of the form and in Vietnamese words (the record is Vietnamese).
 * A field without a value is left out. What no correction changes (codes, reception, register) is not among it.
 */
export function describeDossier(dossier: Dossier): DossierField[] {
  const { applicant, filer, helper, procedure, delivery, fee, due, slip } = dossier;
  const { representative } = applicant;
  const fields: [key: string, vi: string, en: string, value: string | null][] = [
    ['applicant.kind', 'Loại người nộp', 'Kind of applicant', KINDS[applicantKindOf(applicant)]],
    ['applicant.name', applicant.kind === undefined ? 'Họ và tên' : 'Tên', 'Name', applicant.name],
    ['applicant.idNumber', 'Giấy tờ tùy thân', 'Identity paper', identityOf(applicant)],
    ['applicant.oldNumber', 'Số CMND cũ', 'Old number', applicant.oldNumber],
    ['applicant.birth', 'Ngày sinh', 'Birth', applicant.birth === null ? null : plainDate(applicant.birth)],
    ['applicant.sex', 'Giới tính', 'Sex', sexOf(applicant.sex)],
    ['applicant.address', 'Địa chỉ', 'Address', applicant.address],
    [
      'applicant.issued',
      'Ngày cấp',
      'Date of issue',
      applicant.issued === null ? null : plainDate(applicant.issued),
    ],
    ['applicant.phone', 'Điện thoại', 'Telephone', phoneOf(applicant.phone)],
    ['applicant.email', 'Thư điện tử', 'E-mail', applicant.email],
    [
      'applicant.representative',
      'Người đại diện',
      'Representative',
      representative === undefined
        ? null
        : joined(representative.name, representative.position, identityOf(representative)),
    ],
    ...coApplicantsOf(dossier),
    ['filer.name', 'Người nộp thay', 'Filed by', filer?.name ?? null],
    ['filer.idNumber', 'Giấy tờ của người nộp thay', 'Paper of the filer', filer && identityOf(filer)],
    ['filer.phone', 'Điện thoại của người nộp thay', 'Telephone of the filer', phoneOf(filer?.phone ?? null)],
    ['filer.ground', 'Căn cứ nộp thay', 'Ground of filing', filer?.ground ?? null],
    ['filer.paper', 'Giấy tờ chứng minh việc nộp thay', 'Paper of the ground', filer?.paper ?? null],
    [
      'helper',
      'Người giúp',
      'Helper',
      helper === undefined ? null : joined(helper.name, phoneOf(helper.phone)),
    ],
    ['procedure', 'Thủ tục', 'Procedure', procedure.name],
    ['case', 'Trường hợp', 'Case', procedure.caseName],
  ];
  return [
    ...fields.flatMap(field),
    ...slipOf(slip),
    ...papersOf(dossier.papers),
    ...[
      ['missingPapers', 'Còn thiếu', 'Missing', dossier.missingPapers.join('; ')],
      ['dossierCopies', 'Số bộ hồ sơ', 'Sets', String(dossier.dossierCopies)],
      [
        'delivery',
        'Nhận kết quả',
        'Result by',
        slip === undefined
          ? [WAYS[delivery.way], delivery.address].filter((part) => (part ?? '') !== '').join(': ')
          : null,
      ],
      ['fee.amount', 'Phí, lệ phí', 'Fee', slip === undefined ? `${grouped(fee.amount)} đồng` : null],
      ['fee.quantity', 'Số lượng tính phí', 'Quantity', fee.quantity === 1 ? null : String(fee.quantity)],
      ['fee.pages', 'Số trang tính phí', 'Pages', fee.pages === 1 ? null : String(fee.pages)],
      ['fee.exemption', 'Căn cứ miễn, giảm', 'Ground of exemption', fee.exemptionGround],
      ['due.at', 'Hẹn trả', 'Due', due === null ? null : `${due.at.slice(11, 16)} ${plainDate(due.at)}`],
      [
        'due.reason',
        'Căn cứ hẹn trả',
        'Reason of the date',
        due?.basis === 'clerk' ? due.steps.map(({ text }) => text).join('; ') : null,
      ],
      ['note', 'Ghi chú', 'Note', dossier.note],
    ].flatMap(([key, vi, en, value]) => field([key ?? '', vi ?? '', en ?? '', value ?? null])),
  ];
}

/** What a later revision says otherwise, in the order of the form; empty where a reader sees no difference. */
export function compareDossiers(before: Dossier, after: Dossier): DossierFieldChange[] {
  const old = describeDossier(before);
  const now = describeDossier(after);
  const valueIn = (fields: readonly DossierField[], key: string) =>
    fields.find((candidate) => candidate.key === key)?.value ?? '';
  return mergedKeys(old, now).flatMap(({ key, label }) => {
    const change = { key, label, before: valueIn(old, key), after: valueIn(now, key) };
    return change.before === change.after ? [] : [change];
  });
}

/** The fields of both in one order: a field that only one has stands behind the field before it there. */
function mergedKeys(old: readonly DossierField[], now: readonly DossierField[]): DossierField[] {
  const merged = [...now];
  old.forEach((candidate, index) => {
    if (merged.some(({ key }) => key === candidate.key)) return;
    const before = old[index - 1];
    const at = before === undefined ? 0 : 1 + merged.findIndex(({ key }) => key === before.key);
    merged.splice(at, 0, candidate);
  });
  return merged;
}

function field([key, vi, en, value]: [string, string, string, string | null]): DossierField[] {
  return value === null || value === '' ? [] : [{ key, label: { vi, en }, value }];
}

/** One field per paper; the second of the same name gets a number, so that neither hides the other. */
function papersOf(papers: readonly ReceivedPaper[]): DossierField[] {
  const seen = new Map<string, number>();
  return papers.map((paper) => {
    const name = paper.requirementId ?? paper.name;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return {
      key: `papers.${name}${times === 1 ? '' : `.${times}`}`,
      label: { vi: `Giấy tờ: ${paper.name}`, en: `Paper: ${paper.name}` },
      value: [
        paper.originals > 0 ? `${paper.originals} bản chính` : '',
        paper.copies > 0 ? `${paper.copies} bản sao` : '',
        paper.handling === 'present' ? 'xuất trình' : 'nộp',
      ]
        .filter((part) => part !== '')
        .join(', '),
    };
  });
}

/** What a slip asks for, or why it refuses; one field per gap. */
function slipOf(slip: Dossier['slip']): DossierField[] {
  if (slip === undefined) return [];
  const { gaps, reason, until } = slip;
  return [
    ...gaps.map((gap, index) => ({
      key: `slip.gaps.${index}`,
      label: { vi: `Cần bổ sung ${index + 1}`, en: `Gap ${index + 1}` },
      value: gapInWords(gap),
    })),
    ...field(['slip.reason', 'Lý do', 'Reason', joined(reason.label, reason.text)]),
    ...field(['slip.until', 'Bổ sung đến hết ngày', 'Until', until === null ? null : plainDate(until)]),
  ];
}

/** A gap with how many originals and copies of it are asked for. */
export function gapInWords({ text, originals, copies }: Gap): string {
  const counts = joined(
    originals > 0 ? `${originals} bản chính` : null,
    copies > 0 ? `${copies} bản sao` : null,
  );
  return counts === '' ? text : `${text} (${counts})`;
}

/** One field per person; who comes under another number is somebody else. */
function coApplicantsOf({ coApplicants = [] }: Dossier): [string, string, string, string][] {
  return coApplicants.map((person, index) => [
    `coApplicants.${index}`,
    `Cùng đứng tên ${index + 1}`,
    `Co-applicant ${index + 1}`,
    joined(
      person.name,
      identityOf(person),
      person.birth === null ? null : plainDate(person.birth),
      person.address,
      phoneOf(person.phone),
    ),
  ]);
}

function joined(...parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== '').join(', ');
}

function identityOf(person: Pick<Filer, 'idKind' | 'idNumber'>): string {
  return person.idNumber === null ? '' : `${ID_KINDS[person.idKind]} ${person.idNumber}`;
}

function phoneOf(phone: string | null): string | null {
  return phone === null ? null : formatPhone(phone);
}

function sexOf(sex: 'male' | 'female' | null): string | null {
  return sex === null ? null : sex === 'male' ? 'Nam' : 'Nữ';
}

function plainDate(text: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(text);
  return parts === null ? text : `${parts[3]}/${parts[2]}/${parts[1]}`;
}

function grouped(amount: number): string {
  return String(amount).replace(/\B(?=(\d{3})+$)/g, '.');
}
