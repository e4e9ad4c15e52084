import {
  checkEmail,
  citizenNumberWarnings,
  normalizeName,
  parseIdNumber,
  parsePhone,
} from '#shared/citizen/index.ts';
import type { Filer, ReceptionDraft } from '#shared/dossier/index.ts';
import type { ReceptionProblem, ReceptionWarning } from './findings.ts';

type Findings = { problems: ReceptionProblem[]; warnings: ReceptionWarning[] };

/** Checks applicant and filer: what stops (no name, a number that can't be one) and what only deserves a look. */
export function checkPeople(draft: ReceptionDraft): Findings {
  const findings: Findings = { problems: [], warnings: [] };
  const { applicant, filer } = draft;
  if (applicant === null || normalizeName(applicant.name) === '') {
    stop(findings, 'applicant.name', 'Chưa có họ tên người nộp. Quét thẻ căn cước hoặc gõ họ tên.');
  }
  if (applicant !== null) {
    checkIdNumber(findings, 'applicant', applicant);
    checkPhone(findings, 'applicant.phone', applicant.phone);
    if (applicant.email !== null) {
      const email = checkEmail(applicant.email);
      if (!email.ok) stop(findings, 'applicant.email', email.error);
    }
    if (applicant.idKind === 'citizen-number' && applicant.idNumber !== null) {
      for (const warning of citizenNumberWarnings(applicant.idNumber, applicant.birth, applicant.sex)) {
        findings.warnings.push({ field: 'applicant.idNumber', message: warning.message });
      }
    }
  }
  if (filer !== null) checkFiler(findings, filer);
  return findings;
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
