import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import formatsData from '../../resources/offices/code-formats.json' with { type: 'json' };
import {
  DossierCodeFormats,
  formatDossierCode,
  isCodeFormatInForce,
  normaliseCode,
  parseDossierCode,
} from './codes.ts';

const { formats } = DossierCodeFormats.parse(formatsData);
const format = (key: string) => {
  const found = formats.find((item) => item.key === key);
  if (found === undefined) throw new Error(`no format ${key}`);
  return found;
};

describe('shipped formats', () => {
  test.each(formats)(
    '$key: its example is a code of the form',
    ({ example, agencyPattern, serialDigits }) => {
      const parsed = parseDossierCode(example);
      expect(parsed).toMatchObject({ ok: true, value: { code: example } });
      if (!parsed.ok) return;
      expect(parsed.value.agencyCode).toMatch(new RegExp(`^(?:${agencyPattern})$`));
      expect(example.split('-').at(-1)).toHaveLength(serialDigits);
    },
  );

  test('the form of 2018 ended with its circular, the current one is in force', () => {
    expect(isCodeFormatInForce(format('tt-01-2018'), '2019-01-05')).toBe(false);
    expect(isCodeFormatInForce(format('tt-01-2018'), '2019-01-06')).toBe(true);
    expect(isCodeFormatInForce(format('tt-01-2018'), '2025-09-15')).toBe(false);
    expect(isCodeFormatInForce(format('current-4'), '2026-11-21')).toBe(true);
  });
});

describe('making a code', () => {
  test('both forms', () => {
    expect(formatDossierCode(format('tt-01-2018'), '000.00.16.H28', '2019-01-05', 1)).toEqual({
      ok: true,
      value: '000.00.16.H28-190105-0001',
    });
    expect(formatDossierCode(format('current-4'), 'H15.50.05.13', '2026-10-08', 975)).toEqual({
      ok: true,
      value: 'H15.50.05.13-261008-0975',
    });
    expect(formatDossierCode(format('ministry-7-long-date'), 'G09.20', '2026-06-09', 92637)).toEqual({
      ok: true,
      value: 'G09.20-20260609-0092637',
    });
  });

  test('a serial beyond the width is refused, never cut', () => {
    expect(formatDossierCode(format('current-4'), 'H44', '2026-11-21', 9999)).toMatchObject({ ok: true });
    expect(formatDossierCode(format('current-4'), 'H44', '2026-11-21', 10000)).toMatchObject({
      ok: false,
      error: { code: 'serial-overflow' },
    });
  });

  test.each([
    ['agency of the other form', 'H28.16', '2026-11-21', 1, 'agency-mismatch'],
    ['agency with something before it', 'x000.00.16.H28', '2026-11-21', 1, 'agency-mismatch'],
    ['a day that is not there', '000.00.16.H28', '2026-02-29', 1, 'bad-date'],
    ['serial 0', '000.00.16.H28', '2026-11-21', 0, 'malformed'],
    ['half a serial', '000.00.16.H28', '2026-11-21', 1.5, 'malformed'],
  ])('%s', (_, agency, date, serial, code) => {
    expect(formatDossierCode(format('tt-01-2018'), agency, date, serial)).toMatchObject({
      ok: false,
      error: { code },
    });
  });
});

describe('reading a code', () => {
  test('as people type it', () => {
    for (const text of [
      '000.00.16.H28-190105-0001',
      ' 000.00.16.h28 - 190105 - 0001\r\n',
      '000.00.16.H28–190105—0001',
      '０００.00.16.H28-190105-0001',
    ]) {
      expect(parseDossierCode(text)).toEqual({
        ok: true,
        value: {
          code: '000.00.16.H28-190105-0001',
          agencyCode: '000.00.16.H28',
          date: '2019-01-05',
          serial: 1,
          form: 'tt-01-2018',
          ministryDigits: null,
        },
      });
    }
  });

  test('a ministry names itself in the first digits of a long serial', () => {
    expect(parseDossierCode('H15.50-261008-150975')).toMatchObject({
      ok: true,
      value: { ministryDigits: '15', serial: 150975, form: 'current' },
    });
    expect(parseDossierCode('H15.50-261008-00975')).toMatchObject({ value: { ministryDigits: null } });
  });

  test.each([
    ['', 'empty', 'Chưa có mã'],
    ['0000016H28-190105-0001', 'missing-dots', '000.00.16.H28-190105-0001'],
    ['H155005-261008-0975', 'missing-dots', 'thiếu dấu chấm'],
    ['000.00.16.H28-190230-0001', 'bad-date', '190230'],
    ['000.00.16.H28-190105-001', 'malformed', 'số thứ tự (4 đến 7 chữ số)'],
    ['000.00.16.H28-190105', 'malformed', 'mã cơ quan - ngày'],
    ['H15.5-261008-0975', 'malformed', ''],
    ['H15.50.05.13.11.12-261008-0975', 'malformed', ''],
    ['H15.50-261008-12345678', 'malformed', ''],
  ])('"%s" is refused as %s', (text, code, part) => {
    const result = parseDossierCode(text);
    expect(result).toMatchObject({ ok: false, error: { code } });
    if (!result.ok) expect(result.error.message).toContain(part);
  });

  test('what is made is read back', () => {
    const agencies = {
      'tt-01-2018': fc.tuple(digits(3), digits(2), digits(2), fc.constantFrom('H28', 'H44', 'G15')),
      'current-4': fc.tuple(fc.constantFrom('H28', 'H44', 'G15'), digits(2), digits(3)),
    };
    for (const [key, parts] of Object.entries(agencies)) {
      fc.assert(
        fc.property(
          parts,
          fc.date({
            min: new Date('2000-01-01T00:00Z'),
            max: new Date('2099-12-31T00:00Z'),
            noInvalidDate: true,
          }),
          fc.integer({ min: 1, max: 9999 }),
          (agencyParts, day, serial) => {
            const agency = agencyParts.join('.');
            const date = day.toISOString().slice(0, 10);
            const made = formatDossierCode(format(key), agency, date, serial);
            if (!made.ok) throw new Error(made.error.message);
            expect(parseDossierCode(made.value.toLowerCase())).toMatchObject({
              ok: true,
              value: { code: made.value, agencyCode: agency, date, serial },
            });
            expect(normaliseCode(made.value)).toBe(made.value.replace(/[.-]/g, ''));
          },
        ),
        { seed: 7, numRuns: 200 },
      );
    }
  });

  test('junk is refused with words, never thrown', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const result = parseDossierCode(text);
        if (!result.ok) expect(result.error.message.length).toBeGreaterThan(10);
        normaliseCode(text);
      }),
      { seed: 8, numRuns: 200 },
    );
  });
});

test('a part of a code is normalised to a part of the whole', () => {
  const whole = normaliseCode('000.00.16.H28-190105-0001');
  for (const part of ['h28-190105', '16.H28-1901', '190105 0001', '0001']) {
    expect(whole).toContain(normaliseCode(part));
  }
});

function digits(count: number) {
  return fc.integer({ min: 0, max: 10 ** count - 1 }).map((value) => String(value).padStart(count, '0'));
}
