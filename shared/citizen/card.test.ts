import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cardTexts } from './card.generator.oracle.ts';
import { readCardSlowly } from './card.oracle.ts';
import { CitizenCard, looksLikeCitizenCard, looksLikePartialCard, parseCitizenCard } from './index.ts';

const CARD_2021 = '001090000001|012345678|Nguyễn Văn Thử|01011990|Nam|Số 1, Phường Mẫu, Hà Nội|15042021';
const CARD_2024 = '017195000002||Bùi Thị Thử|24111995|Nữ|Xóm Mẫu, Phú Thọ|12112025||||';

function refused(raw: string) {
  const parsed = parseCitizenCard(raw);
  if (parsed.ok) throw new Error(`was accepted: ${raw}`);
  return parsed.error;
}

function withField(index: number, value: string): string {
  return CARD_2021.split('|')
    .map((field, at) => (at === index ? value : field))
    .join('|');
}

describe('parseCitizenCard', () => {
  test('reads both generations of cards', () => {
    expect(parseCitizenCard(CARD_2021)).toEqual({
      ok: true,
      value: {
        number: '001090000001',
        oldNumber: '012345678',
        name: 'Nguyễn Văn Thử',
        birth: '1990-01-01',
        sex: 'male',
        address: 'Số 1, Phường Mẫu, Hà Nội',
        issued: '2021-04-15',
        extra: [],
      },
    });
    expect(parseCitizenCard(CARD_2024)).toMatchObject({
      ok: true,
      value: { oldNumber: null, extra: ['', '', '', ''] },
    });
  });

  test('keeps fields 8 and later exactly as they were read', () => {
    const parsed = parseCitizenCard(`${CARD_2021}| Nguye\u0302n\u00a0 \t|\u0000`);
    expect(parsed.ok && parsed.value.extra).toEqual([' Nguye\u0302n\u00a0 \t', '\u0000']);
  });

  test.each([
    ['', 'empty', 'Chưa đọc được gì'],
    ['001090000001', 'number-only', 'nhập tay họ tên'],
    ['012345678', 'number-only', 'nhập tay họ tên'],
    ['H28.19-20261121-0001', 'not-a-card', 'mã hồ sơ'],
    ['https://vneid.gov.vn/x', 'not-a-card', 'trang mạng'],
    ['xin chào', 'not-a-card', '“xin chào”'],
    [CARD_2021.slice(0, 40), 'partial', 'mới có 4 phần'],
    [withField(0, '00109000001'), 'bad-number', 'chuỗi quét có 11'],
    [withField(0, ''), 'bad-number', 'không có số định danh'],
    [withField(0, 'VietQR'), 'bad-number', '“VietQR”'],
    [withField(2, ' '), 'no-name', 'không có họ tên'],
    [withField(3, '31021990'), 'bad-birth', '“31021990”'],
    [withField(6, '1504202'), 'bad-issued', '“1504202”'],
  ])('%j is refused as %s and says what to do', (raw, code, words) => {
    const problem = refused(raw);
    expect(problem.code).toBe(code);
    expect(problem.message).toContain(words);
    expect(problem.message).toMatch(/Hãy|Giữ|dùng ô|nhập tay/);
  });

  test('names the field at fault', () => {
    expect(refused(withField(3, '1')).field).toBe('birth');
    expect(refused(CARD_2021.slice(0, 40)).field).toBeNull();
  });

  test('does not repeat a long text in its message', () => {
    expect(refused('x'.repeat(5000)).message.length).toBeLessThan(300);
  });

  test('agrees with the second reader on 30,000 texts; what it accepts fits the schema and goes to the card reader', () => {
    const next = cardTexts(20_261_121);
    let accepted = 0;
    for (let index = 0; index < 30_000; index++) {
      const raw = next();
      const parsed = parseCitizenCard(raw);
      const expected = readCardSlowly(raw);
      if (!parsed.ok) {
        expect(expected, raw).toBeNull();
        continue;
      }
      accepted++;
      const { extra, ...read } = parsed.value;
      expect(read, raw).toEqual(expected);
      expect(extra.length).toBe(Math.max(0, raw.split('|').length - 7));
      expect(CitizenCard.safeParse(parsed.value).success, raw).toBe(true);
      expect(looksLikeCitizenCard(raw), raw).toBe(true);
    }
    expect(accepted).toBeGreaterThan(5000);
    expect(accepted).toBeLessThan(25_000);
  });

  test('never throws and always gives a message, whatever is scanned', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (raw) => {
        const parsed = parseCitizenCard(raw);
        expect(parsed.ok ? parsed.value.number : parsed.error.message).toMatch(/\S/u);
        expect(parsed.ok).toBe(readCardSlowly(raw) !== null);
      }),
      { seed: 9, numRuns: 2000 },
    );
  });
});

describe('looksLikeCitizenCard and looksLikePartialCard', () => {
  test.each([
    CARD_2021,
    CARD_2024,
    `${CARD_2021}\r\n`,
    withField(3, '99999999'),
    withField(0, '00109000001'),
  ])('%j is a card', (raw) => {
    expect(looksLikeCitizenCard(raw)).toBe(true);
    expect(looksLikePartialCard(raw)).toBe(false);
  });

  test.each(['001090000001|', '001090000001||Nguyễn Văn', 'Văn Thử|01011990|Nam|Hà Nội|15042021'])(
    '%j is a part of one',
    (raw) => {
      expect(looksLikeCitizenCard(raw)).toBe(false);
      expect(looksLikePartialCard(raw)).toBe(true);
    },
  );

  test.each(['', 'H28.19-20261121-0001', '001090000001', 'một|hai', 'a|b|c|d|e|f|g', '|||||||'])(
    '%j is neither',
    (raw) => {
      expect(looksLikeCitizenCard(raw)).toBe(false);
      expect(looksLikePartialCard(raw)).toBe(false);
    },
  );
});
