import { z } from 'zod';
import { err, ok, type Result } from '../base/index.ts';
import { parsePlainDate } from '../calendar/index.ts';

const PlainDateText = z
  .string()
  .refine((text) => parsePlainDate(text) !== undefined, 'not a date YYYY-MM-DD');

/** One form of dossier codes as the data states it (`resources/offices/code-formats.json`). */
export const DossierCodeFormat = z.object({
  key: z.string().min(1),
  label: z.string().min(1),
  /** Regular expression over the whole agency code. */
  agencyPattern: z.string().min(1),
  /** Digits of the date: 6 = YYMMDD, 8 = YYYYMMDD. */
  dateDigits: z.union([z.literal(6), z.literal(8)]),
  /** Digits of the serial, leading zeros included. */
  serialDigits: z.int().min(4).max(7),
  /** May an office issue codes of this form, or does it only meet them (issued by a ministry's system)? */
  issuedByOffices: z.boolean(),
  example: z.string(),
  validFrom: PlainDateText,
  validTo: PlainDateText.nullable(),
  source: z.string().min(1),
  certainty: z.enum(['confirmed', 'partly', 'unconfirmed']),
});
export type DossierCodeFormat = z.infer<typeof DossierCodeFormat>;

export const DossierCodeFormats = z.object({ version: z.int().min(1), formats: z.array(DossierCodeFormat) });
export type DossierCodeFormats = z.infer<typeof DossierCodeFormats>;

/** Why a code cannot be made or read; `message` is Vietnamese and says what to do. */
export type CodeProblem = {
  code: 'serial-overflow' | 'agency-mismatch' | 'bad-date' | 'empty' | 'missing-dots' | 'malformed';
  message: string;
};

/**
 * The code of one dossier: agency code, date of reception (`YYYY-MM-DD`, office time) and the serial of that agency
 * and day, 1 or more. A serial that does not fit the width is refused, never cut: a cut serial is another dossier's
 * (TT 01/2018/TT-VPCP art. 19 knows no fifth digit).
 */
export function formatDossierCode(
  format: DossierCodeFormat,
  agencyCode: string,
  date: string,
  serial: number,
): Result<string, CodeProblem> {
  if (!new RegExp(`^(?:${format.agencyPattern})$`).test(agencyCode)) {
    return problem(
      'agency-mismatch',
      `Mã cơ quan "${agencyCode}" không hợp với kiểu mã hồ sơ "${format.label}". Nhờ quản trị sửa mã cơ quan hoặc kiểu mã trong phần cài đặt.`,
    );
  }
  if (parsePlainDate(date) === undefined)
    return problem('bad-date', `Ngày tiếp nhận "${date}" không phải ngày có thật.`);
  if (!Number.isSafeInteger(serial) || serial < 1) {
    return problem('malformed', `Số thứ tự hồ sơ phải là số nguyên từ 1, không phải "${serial}".`);
  }
  const digits = String(serial);
  if (digits.length > format.serialDigits) {
    return problem(
      'serial-overflow',
      `Đã hết số hồ sơ của ngày ${date} (tối đa ${'9'.repeat(format.serialDigits)}). Báo quản trị; hồ sơ tiếp theo lấy số của ngày làm việc sau.`,
    );
  }
  const dateText = date.replaceAll('-', '').slice(8 - format.dateDigits);
  return ok(`${agencyCode}-${dateText}-${digits.padStart(format.serialDigits, '0')}`);
}

/** Is the form in force on this date (`YYYY-MM-DD`)? */
export function isCodeFormatInForce(format: DossierCodeFormat, date: string): boolean {
  return format.validFrom <= date && (format.validTo === null || date <= format.validTo);
}

export type ParsedDossierCode = {
  /** In normal form: upper case, dots and hyphens as the form has them. */
  code: string;
  agencyCode: string;
  /** `YYYY-MM-DD`. */
  date: string;
  serial: number;
  /** `tt-01-2018`: four groups ending in the province; `current`: province or ministry first. */
  form: 'tt-01-2018' | 'current';
  /** First two digits of a serial with 6 or 7 digits: they name the ministry whose system issued it. */
  ministryDigits: string | null;
};

const AGENCY_2018 = String.raw`\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}`;
const AGENCY_CURRENT = String.raw`[A-Z]\d{2}(?:\.\d{2,3}){0,4}`;
const CODE = new RegExp(`^(?:(${AGENCY_2018})|(${AGENCY_CURRENT}))-(\\d{6}|\\d{8})-(\\d{4,7})$`);
const CODE_WITHOUT_DOTS = /^(?:(\d{3})(\d{2})(\d{2})([A-Z]\d{2})|[A-Z]\d{2}\d{2,})-(?:\d{6}|\d{8})-\d{4,7}$/;

/**
 * Reads a dossier code as people type or scan it: blanks, lower case and other dashes do no harm. All forms of
 * domain knowledge are read, whoever issued the code. What is missing is named in Vietnamese.
 */
export function parseDossierCode(text: string): Result<ParsedDossierCode, CodeProblem> {
  const code = tidy(text);
  if (code === '') return problem('empty', 'Chưa có mã hồ sơ. Nhập hoặc quét mã in trên giấy tiếp nhận.');
  const match = CODE.exec(code);
  if (match === null) return err(explain(code));
  const [, old, current, digits = '', serialText = ''] = match;
  const date =
    digits.length === 6
      ? `20${digits.slice(0, 2)}-${digits.slice(2, 4)}-${digits.slice(4)}`
      : `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  if (parsePlainDate(date) === undefined) {
    return problem(
      'bad-date',
      `Phần ngày "${digits}" trong mã hồ sơ không phải ngày có thật. Kiểm tra lại mã.`,
    );
  }
  return ok({
    code,
    agencyCode: old ?? current ?? '',
    date,
    serial: Number(serialText),
    form: old === undefined ? 'current' : 'tt-01-2018',
    ministryDigits: serialText.length >= 6 ? serialText.slice(0, 2) : null,
  });
}

/**
 * The form in which codes are compared and found: upper-case letters and digits only. `h28-190105 0001`, with or
 * without dots, whole or in part, gives the same text as the printed code's part.
 */
export function normaliseCode(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');
}

/** What `tidy` leaves as it is: nearly every code, and each one that this program made. */
const TIDY = /^[A-Z0-9.-]*$/;

function tidy(text: string): string {
  if (TIDY.test(text)) return text;
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, '');
}

function explain(code: string): CodeProblem {
  const bare = CODE_WITHOUT_DOTS.exec(code);
  if (bare !== null) {
    const [, first, second, third, province] = bare;
    const hint =
      first === undefined
        ? 'ví dụ H44.24.15-261008-0975'
        : `${first}.${second}.${third}.${province}${code.slice(code.indexOf('-'))}`;
    return {
      code: 'missing-dots',
      message: `Mã cơ quan trong mã hồ sơ thiếu dấu chấm. Viết đủ dấu chấm: ${hint}.`,
    };
  }
  return {
    code: 'malformed',
    message: `"${code.slice(0, 60)}" chưa đủ dạng mã hồ sơ: mã cơ quan - ngày (6 hoặc 8 chữ số) - số thứ tự (4 đến 7 chữ số). Kiểm tra lại mã trên giấy tiếp nhận.`,
  };
}

function problem(code: CodeProblem['code'], message: string): { ok: false; error: CodeProblem } {
  return err({ code, message });
}
