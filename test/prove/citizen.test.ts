import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { prove } from './citizen.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'prove-citizen-'));
const shipped = path.join(import.meta.dirname, 'cases', 'citizen.json');
const GOOD = {
  raw: '001090000001||Nguyễn Văn Thử|01011990|Nam||',
  expect: {
    number: '001090000001',
    oldNumber: null,
    name: 'Nguyễn Văn Thử',
    birth: '1990-01-01',
    sex: 'male',
    address: '',
    issued: null,
  },
};

function fileOf(cases: unknown): string {
  const file = path.join(directory, 'cases.json');
  writeFileSync(file, JSON.stringify(cases));
  return file;
}

let printed: string[] = [];
beforeEach(() => {
  printed = [];
  vi.spyOn(console, 'error').mockImplementation((line: string) => {
    printed.push(line);
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});
afterAll(() => rmSync(directory, { recursive: true }));

describe('the proof citizen', () => {
  test('holds for the shipped cases and random texts', async () => {
    const cases: unknown[] = JSON.parse(readFileSync(shipped, 'utf8'));
    expect(cases.length).toBeGreaterThanOrEqual(120);
    const { ok, figures } = await prove(['--random', '5000', '--seed', '3']);
    expect(printed).toEqual([]);
    expect(figures).toMatchObject({
      cases: cases.length,
      right: cases.length,
      wrong: 0,
      random: 5000,
      differences: 0,
    });
    expect(ok).toBe(true);
  });

  test('runs a given file, also one that begins with a byte order mark', async () => {
    const file = fileOf([GOOD, { raw: 'x', expect: null }]);
    writeFileSync(file, `\ufeff${readFileSync(file, 'utf8')}`);
    const { ok, figures } = await prove(['--cases', file]);
    expect(figures).toMatchObject({ cases: 2, right: 2, wrong: 0, accepted: 1, refused: 1, random: 0 });
    expect(ok).toBe(true);
  });

  test.each(['number', 'oldNumber', 'name', 'birth', 'sex', 'address', 'issued'] as const)(
    'fails and says where when %s is another',
    async (key) => {
      const other = { ...GOOD.expect, [key]: key === 'sex' ? 'female' : '1' };
      const { ok, figures } = await prove(['--cases', fileOf([{ raw: GOOD.raw, expect: other }])]);
      expect(ok).toBe(false);
      expect(figures).toMatchObject({ right: 0, wrong: 1 });
      expect(printed.join('\n')).toContain(`case 0: ${key}`);
    },
  );

  test.each([
    ['accepted instead of refused', [{ raw: GOOD.raw, expect: null }]],
    ['refused instead of accepted', [{ raw: 'x', expect: GOOD.expect }]],
    ['of another form', [{ raw: GOOD.raw, expect: { number: '001090000001' } }]],
    ['absent altogether', []],
  ])('fails for cases that are %s', async (_, cases) => {
    expect((await prove(['--cases', fileOf(cases)])).ok).toBe(false);
  });

  test('refuses options that it does not know and counts that are none', async () => {
    await expect(prove(['--case', shipped])).rejects.toThrow();
    await expect(prove(['--random', 'many'])).rejects.toThrow('whole number');
    await expect(prove(['--cases', path.join(directory, 'missing.json')])).rejects.toThrow();
  });
});
