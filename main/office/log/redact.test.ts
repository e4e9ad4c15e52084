import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogSink } from '../ports.ts';
import { createLogger } from './index.ts';
import { redact, redactText } from './redact.ts';

const SEED = 20261124;

describe('a text', () => {
  it.each([
    ['số 017195004821 đã có', 'số …821 đã có'],
    ['017 195 004 821', '…821'],
    ['CMND 113-456-789.', 'CMND …789.'],
    ['điện thoại 0912.345.678', 'điện thoại …678'],
    ['gọi (+84) 912 345 678', 'gọi (+…678'],
    ['gọi (024) 3824 5678', 'gọi (…678'],
    ['sinh 24/11/1995', 'sinh …995'],
    ['số ０１７１９５００４８２１', 'số …８２１'],
    ['thư nhung.dinh+1@example.vn tới', 'thư …@… tới'],
    ['hồ sơ của Đinh Thị Hồng Nhung ở Xóm Rợn', 'hồ sơ của … ở …'],
    ['ĐINH THỊ HỒNG NHUNG', '…'],
    ['Vàng A Páo', '…'],
    ["H'Mok Niê", '…'],
    ['Đinh Thị'.normalize('NFD'), '…'],
    ['Nguyễn\u00a0Văn\tAn', '…'],
    ['{"password":"bí mật","page":3}', '{"password":"… mật","page":3}'],
    ['GET /?start=abc123&x=1', 'GET /?start=…&x=1'],
    ['token q3Zl9cVb0X_-q3Zl9cVb0X_-q3Zl9cVb0X_-q3Zl9cV', 'token …'],
  ])('%s → %s', (text, redacted) => {
    expect(redactText(text)).toBe(redacted);
  });

  it.each([
    'page 4096 of 20000, 1234567 rows',
    'job 0199f3a2-7c1e-7abc-9def-123456789012 failed',
    'SQLITE_CORRUPT: database disk image is malformed',
    'at open.ts:123:45',
    'sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'.replace(/\d{8,}/g, 'a'),
  ])('%s says nothing about anybody and stays', (text) => {
    expect(redactText(text)).toBe(text);
  });

  it('of any length is cut and never takes long; a number at the cut goes with it', () => {
    for (const text of [
      'a'.repeat(1_000_000),
      '1 '.repeat(500_000),
      'A '.repeat(500_000),
      'a@'.repeat(500_000),
    ]) {
      expect(redactText(text).length).toBeLessThan(4_100);
    }
    const cut = redactText(`${'x'.repeat(3_994)}017195004821`);
    expect(cut).not.toMatch(/\d/);
  });

  const separator = fc.constantFrom('', ' ', '.', '-', '\u00a0', '/', ') ', ' (');
  const number = fc
    .constantFrom(9, 10, 12)
    .chain((length) =>
      fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), separator), { minLength: length, maxLength: length }),
    );

  it('lets no number of 9, 10 or 12 digits through, however it is grouped and whatever stands around it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        number,
        fc.string({ unit: 'binary' }),
        (before, digits, after) => {
          const written = digits.map(([digit, mark]) => `${digit}${mark}`).join('');
          const bare = digits.map(([digit]) => digit).join('');
          const redacted = redactText(`${before} ${written} ${after}`);
          expect(redacted).not.toContain(written.trim());
          expect(redacted.replace(/\P{Nd}/gu, '')).not.toContain(bare);
        },
      ),
      { seed: SEED, numRuns: 2_000 },
    );
  });
});

describe('a value', () => {
  it('loses the fields that hold personal data or secrets, at any depth', () => {
    const person = { name: 'An', idNumber: '1', phone: '2', email: 'e', address: 'a', birth: '1995' };
    const value = {
      applicant: person,
      list: [{ filer: person, passwords: { current: 'x', next: 'y' }, startToken: 't', recoveryKey: 'k' }],
      page: 3,
      ok: true,
    };
    const redacted = redact(value);
    expect(redacted).toEqual({
      applicant: '…',
      list: [{ filer: '…', passwords: '…', startToken: '…', recoveryKey: '…' }],
      page: 3,
      ok: true,
    });
  });

  it('may be an error with causes, bytes, a cycle, a map, a date, a number, a getter’s object, or nothing', () => {
    const cycle: Record<string, unknown> = { page: 1 };
    cycle['self'] = cycle;
    const error = Object.assign(
      new Error('của Đinh Thị Nhung 017195004821', { cause: new Error('0912345678') }),
      {
        code: 'SQLITE_FULL',
      },
    );
    const told = JSON.stringify(
      redact({
        cycle,
        error,
        bytes: new Uint8Array(99_999),
        map: new Map([['Lê Thị An', '017195004821']]),
        at: new Date(),
        n: 17195004821,
        big: 17195004821n,
        none: undefined,
        fn: () => 'x',
      }),
    );
    expect(told).not.toMatch(/Nhung|Lê Thị|195004|12345/);
    expect(told).toContain('SQLITE_FULL');
    expect(told).toContain('99999 bytes');
    expect(told.length).toBeLessThan(10_000);
  });

  it('of any shape keeps no text of nine digits or more', () => {
    const leaf = fc.oneof(
      fc.stringMatching(/^[a-z ]{0,5}[0-9]{9,12}[a-z ]{0,5}$/),
      fc.integer({ min: 100_000_000, max: 999_999_999_999 }),
      fc.bigInt({ min: 100_000_000n, max: 999_999_999_999n }),
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        leaf,
        fc.array(tie('value')),
        fc.dictionary(fc.oneof(fc.string(), fc.stringMatching(/^[0-9]{9,12}$/)), tie('value')),
      ),
    }));
    fc.assert(
      fc.property(value, (any) => {
        expect(JSON.stringify(redact(any)) ?? '').not.toMatch(/\d{8}/);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});

describe('a logger', () => {
  it('redacts message and data of every level before the sink sees them', () => {
    const lines: Parameters<LogSink>[0][] = [];
    const log = createLogger((line) => lines.push(line), 'room');
    for (const level of ['info', 'warn', 'error'] as const) {
      log[level]('số 017195004821', { phone: '0912345678', error: new Error('Đinh Thị Nhung') });
    }
    expect(lines.map(({ level, room, message }) => [level, room, message])).toEqual([
      ['info', 'room', 'số …821'],
      ['warn', 'room', 'số …821'],
      ['error', 'room', 'số …821'],
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/0912345678|Nhung/);
  });
});
