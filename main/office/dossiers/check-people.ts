import {
  checkEmail,
  checkTaxCode,
  citizenNumberWarnings,
  normalizeName,
  parseIdNumber,
  parsePhone,
} from '#shared/citizen/index.ts';
import {
  applicantKindOf,
  type Filer,
  type Person,
  personKey,
  type ReceptionDraft,
} from '#shared/dossier/index.ts';
import type { ReceptionProblem, ReceptionWarning } from './findings.ts';

type People = Pick<ReceptionDraft, 'applicant' | 'coApplicants' | 'filer' | 'helper'>;
type Findings = { problems: ReceptionProblem[]; warnings: ReceptionWarning[] };

/** Checks everybody a form names: what stops (no name, a number that can't be one) and what only deserves a look. */
export function checkPeople(draft: People): Findings {
  const findings: Findings = { problems: [], warnings: [] };
  const { applicant, coApplicants = [], filer, helper } = draft;
  if (applicant === null || normalizeName(applicant.name) === '') {
    stop(
      findings,
      'applicant.name',
      applicant === null || applicantKindOf(applicant) === 'person'
        ? 'Chưa có họ tên người nộp. Quét thẻ căn cước hoặc gõ họ tên.'
        : 'Chưa có tên tổ chức, hộ kinh doanh. Gõ tên như trên giấy đăng ký.',
    );
  }
  if (applicant !== null) {
    checkPerson(findings, 'applicant', applicant);
    if (applicant.representative !== undefined)
      checkIdNumber(findings, 'applicant.representative', applicant.representative);
  }
  coApplicants.forEach((person, index) => {
    const who = `coApplicants.${index}`;
    if (normalizeName(person.name) === '') {
      stop(
        findings,
        `${who}.name`,
        'Chưa có họ tên người cùng đứng tên. Quét thẻ, gõ họ tên, hoặc bỏ người này.',
      );
    }
    checkPerson(findings, who, person);
  });
  checkTwice(findings, draft);
  if (filer !== null) checkFiler(findings, filer);
  if (helper !== undefined) {
    if (normalizeName(helper.name) === '') {
      stop(findings, 'helper.name', 'Chưa có họ tên người giúp. Gõ họ tên, hoặc bỏ mục người giúp.');
    }
    checkPhone(findings, 'helper.phone', helper.phone);
  }
  return findings;
}

function checkPerson(findings: Findings, who: string, person: Person): void {
  checkIdNumber(findings, who, person);
  checkPhone(findings, `${who}.phone`, person.phone);
  if (person.email !== null) {
    const email = checkEmail(person.email);
    if (!email.ok) stop(findings, `${who}.email`, email.error);
  }
  if (person.idNumber === null) return;
  if (person.idKind === 'citizen-number') {
    for (const warning of citizenNumberWarnings(person.idNumber, person.birth, person.sex)) {
      findings.warnings.push({ field: `${who}.idNumber`, message: warning.message });
    }
  }
  if (person.idKind === 'tax-code') {
    const code = checkTaxCode(person.idNumber);
    const warning = code.ok ? code.value.warning : null;
    if (warning !== null) findings.warnings.push({ field: `${who}.idNumber`, message: warning });
  }
}

/** One person stands in a dossier once. */
function checkTwice(findings: Findings, { applicant, coApplicants = [] }: People): void {
  const seen = new Set(applicant === null ? [] : [personKey(applicantKindOf(applicant), applicant.idNumber)]);
  coApplicants.forEach(({ idNumber }, index) => {
    const key = personKey('person', idNumber);
    if (key === null) return;
    if (seen.has(key)) {
      stop(
        findings,
        `coApplicants.${index}.idNumber`,
        'Người này đã đứng tên trong hồ sơ. Bỏ một lần, hoặc đối chiếu lại số giấy tờ.',
      );
    }
    seen.add(key);
  });
}

function checkFiler(findings: Findings, filer: Filer): void {
  if (normalizeName(filer.name) === '') {
    stop(findings, 'filer.name', 'Chưa có họ tên người nộp thay. Gõ họ tên, hoặc bỏ mục nộp thay.');
  }
  if (filer.ground.trim() === '') {
    stop(findings, 'filer.ground', 'Chưa có căn cứ nộp thay. Ghi giấy ủy quyền hoặc quan hệ đại diện.');
  }
  checkIdNumber(findings, 'filer', filer);
  checkPhone(findings, 'filer.phone', filer.phone);
}

function checkIdNumber(findings: Findings, who: string, person: Pick<Filer, 'idKind' | 'idNumber'>): void {
  if (person.idNumber === null) return;
  if (person.idKind === 'none') {
    stop(findings, `${who}.idKind`, 'Có số giấy tờ nhưng chưa chọn loại. Hãy chọn loại giấy tờ.');
    return;
  }
  const parsed = parseIdNumber(person.idNumber, person.idKind);
  if (!parsed.ok) stop(findings, `${who}.idNumber`, parsed.error);
}

function checkPhone(findings: Findings, field: string, phone: string | null): void {
  if (phone === null) return;
  const parsed = parsePhone(phone);
  if (!parsed.ok) stop(findings, field, parsed.error);
}

function stop(findings: Findings, field: string, message: string): void {
  findings.problems.push({ code: 'invalid-input', field, message });
}
