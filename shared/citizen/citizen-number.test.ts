import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  BirthRegistrationProvinces,
  cardTextWarnings,
  citizenNumberWarnings,
  findBirthRegistrationProvince,
  formatCitizenNumber,
  parseCitizenCard,
} from './index.ts';

const file = path.resolve(import.meta.dirname, '../../resources/citizen/birth-registration-provinces.json');
const table = BirthRegistrationProvinces.parse(JSON.parse(readFileSync(file, 'utf8')));
const codes = (...args: Parameters<typeof citizenNumberWarnings>) =>
  citizenNumberWarnings(...args).map((warning) => warning.code);

test('a number is shown in threes', () => {
  expect(formatCitizenNumber('017195004821')).toBe('017 195 004 821');
  expect(formatCitizenNumber('123456789')).toBe('123 456 789');
  expect(formatCitizenNumber('C1234567')).toBe('C1234567');
  expect(formatCitizenNumber('')).toBe('');
});

describe('citizenNumberWarnings', () => {
  test.each([
    ['017195004821', '1995-11-24', 'female'],
    ['001090000001', '1990', 'male'],
    ['001301000001', '2001-01-01', 'female'],
    ['001200000001', '2000-12-31', 'male'],
    ['001199000001', '1999-12-31', 'female'],
  ] as const)('%s fits %s, %s', (number, birth, sex) => {
    expect(codes(number, birth, sex, table)).toEqual([]);
  });

  test('says what differs and never refuses', () => {
    expect(codes('060199000003', '1996-02-29', 'male')).toEqual(['sex-differs', 'birth-year-differs']);
    expect(codes('025080000004', '1980-05-05', 'female')).toEqual(['sex-differs']);
    expect(codes('001095000001', '2095', 'male')).toEqual(['birth-year-differs']);
    expect(citizenNumberWarnings('060199000003', '1996-02-29', null)[0]?.message).toBe(
      'Số định danh ứng với năm sinh 1999, ô ngày sinh ghi 29/02/1996. Đối chiếu lại với thẻ.',
    );
  });

  test('says nothing about what is not known or no personal number', () => {
    expect(codes('060199000003', null, null, table)).toEqual([]);
    expect(codes('012345678', '1980', 'male', table)).toEqual([]);
  });

  test('knows the codes of provinces; codes of countries raise no doubt', () => {
    expect(codes('003095000001', null, null, table)).toEqual(['unknown-province']);
    expect(codes('138095000001', null, null, table)).toEqual([]);
  });
});

describe('the table of provinces', () => {
  test('holds 63 provinces, each code and name once, in order', () => {
    expect(table.provinces).toHaveLength(63);
    expect(new Set(table.provinces.map((province) => province.name)).size).toBe(63);
    const listed = table.provinces.map((province) => province.code);
    expect(listed).toEqual([...new Set(listed)].sort());
  });

  test.each([
    ['017195004821', 'Hòa Bình'],
    ['060199000003', 'Bình Thuận'],
    ['096303123456', 'Cà Mau'],
    ['138095000001', undefined],
    ['017', undefined],
  ])('%s → %s', (number, name) => {
    expect(findBirthRegistrationProvince(table, number)).toBe(name);
  });
});

test('a text that lost its letters to the scanner is doubted, field by field', () => {
  const parsed = parseCitizenCard('001090000001||Nguy?n Van Th?|01011990|Nam|X\ufffd Mau|15042021');
  if (!parsed.ok) throw new Error(parsed.error.message);
  expect(cardTextWarnings(parsed.value).map((warning) => warning.field)).toEqual(['name', 'address']);
  expect(cardTextWarnings({ ...parsed.value, name: 'Nguyễn Văn Thử', address: '' })).toEqual([]);
});
