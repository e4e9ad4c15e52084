import { z } from 'zod';
import { type Birth, displayBirth, type Sex } from './birth.ts';
import type { CitizenCard } from './card.ts';

/** A doubt that stops nothing: the clerk looks at the card again. */
export type CitizenWarning = {
  code: 'sex-differs' | 'birth-year-differs' | 'unknown-province' | 'garbled-text';
  field: 'number' | 'sex' | 'birth' | 'name' | 'address';
  message: string;
};

/** `resources/citizen/birth-registration-provinces.json`: first three digits of a personal number → province then. */
export const BirthRegistrationProvinces = z.object({
  title: z.string(),
  source: z.string(),
  issuedOn: z.iso.date(),
  note: z.string(),
  provinces: z.array(z.object({ code: z.string().regex(/^\d{3}$/), name: z.string().min(1) })),
});
export type BirthRegistrationProvinces = z.infer<typeof BirthRegistrationProvinces>;

const CITIZEN_NUMBER = /^\d{12}$/;

/** "017 195 004 821": the digits of a number in threes; anything but digits is returned as it is. */
export function formatCitizenNumber(number: string): string {
  return /^\d+$/.test(number) ? number.replace(/(\d{3})(?=\d)/g, '$1 ') : number;
}

/**
 * The province where the birth was registered, by the name it had when the table was made; undefined for a number of
 * another shape and for codes outside the table (a country's code for births registered abroad).
 */
export function findBirthRegistrationProvince(
  table: BirthRegistrationProvinces,
  number: string,
): string | undefined {
  if (!CITIZEN_NUMBER.test(number)) return undefined;
  return table.provinces.find((province) => province.code === number.slice(0, 3))?.name;
}

/** Digit 4 of the number: century and sex. 0 and 1: 1900–1999 male and female; 2 and 3: 2000–2099; and so on. */
function readNumber(number: string): { sex: Sex; year: number } {
  const digit = Number(number.charAt(3));
  const century = 1900 + 100 * Math.floor(digit / 2);
  return { sex: digit % 2 === 0 ? 'male' : 'female', year: century + Number(number.slice(4, 6)) };
}

/**
 * Compares digits 4–6 of a personal number with sex and birth, and digits 1–3 with the table of provinces where one is
 * given. Warnings only: there is no check digit, and sex and identity can be corrected by law while the number stays.
 * Nothing is said about what is not known, nor about a number that is not 12 digits.
 */
export function citizenNumberWarnings(
  number: string,
  birth: Birth | null,
  sex: Sex | null,
  table?: BirthRegistrationProvinces,
): CitizenWarning[] {
  if (!CITIZEN_NUMBER.test(number)) return [];
  const said = readNumber(number);
  const warnings: CitizenWarning[] = [];
  if (sex !== null && sex !== said.sex) {
    const name = (which: Sex) => (which === 'male' ? 'nam' : 'nữ');
    warnings.push({
      code: 'sex-differs',
      field: 'sex',
      message: `Số định danh ứng với giới tính ${name(said.sex)}, ô giới tính ghi ${name(sex)}. Đối chiếu lại với thẻ.`,
    });
  }
  if (birth !== null && birth.slice(0, 4) !== String(said.year)) {
    warnings.push({
      code: 'birth-year-differs',
      field: 'birth',
      message: `Số định danh ứng với năm sinh ${said.year}, ô ngày sinh ghi ${displayBirth(birth)}. Đối chiếu lại với thẻ.`,
    });
  }
  if (table && number.startsWith('0') && findBirthRegistrationProvince(table, number) === undefined) {
    warnings.push({
      code: 'unknown-province',
      field: 'number',
      message: `Ba số đầu ${number.slice(0, 3)} không có trong bảng mã tỉnh. Đối chiếu lại số với thẻ.`,
    });
  }
  return warnings;
}

/** Signs that the scanner or its keyboard lost Vietnamese letters ("Nguy?n"); the card must then be compared by eye. */
export function cardTextWarnings(card: CitizenCard): CitizenWarning[] {
  const fields = ['name', 'address'] as const;
  return fields
    .filter((field) => /[?\ufffd]/u.test(card[field]))
    .map((field) => ({
      code: 'garbled-text' as const,
      field,
      message: `Máy quét làm mất chữ có dấu ở ô ${field === 'name' ? 'họ tên' : 'địa chỉ'}. Sửa lại theo thẻ.`,
    }));
}
