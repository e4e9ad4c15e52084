import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Catalogue, type Procedure } from '#shared/catalog/index.ts';
import {
  catalogueText,
  importPortal,
  readImportRules,
  readShippedCatalogue,
  readShippedHead,
} from './index.ts';
import { resourcesDirectory } from './testing/resources.ts';

const sourceText = readFileSync(path.join(resourcesDirectory, 'catalog', 'source-2026-07.json'), 'utf8');
const rules = readImportRules(resourcesDirectory);
const head = readShippedHead(resourcesDirectory);
const { catalogue, problems } = importPortal(JSON.parse(sourceText), rules, head);
const get = (code: string): Procedure => {
  const found = catalogue.procedures.find((procedure) => procedure.code === code);
  if (found === undefined) throw new Error(`no procedure ${code}`);
  return found;
};
const terms = (code: string, channel = 'counter') =>
  get(code).channels.find((item) => item.channel === channel);
const papers = (code: string, at = 0) => get(code).cases[at]?.papers ?? [];
const required = (code: string, at = 0) =>
  papers(code, at)
    .filter((paper) => paper.need === 'required')
    .map((paper) => paper.name);

describe('the shipped catalogue', () => {
  test('is what a fresh conversion of the shipped source makes', () => {
    expect(readShippedCatalogue(resourcesDirectory)).toBe(catalogueText(catalogue));
    expect(() => Catalogue.parse(JSON.parse(readShippedCatalogue(resourcesDirectory)))).not.toThrow();
  });

  test('has all 102 procedures, each to be received at the counter', () => {
    expect(catalogue.procedures).toHaveLength(102);
    for (const procedure of catalogue.procedures) {
      expect(procedure.channels.map((item) => item.channel)).toContain('counter');
      expect(new Set(procedure.channels.map((item) => item.channel)).size).toBe(procedure.channels.length);
    }
  });

  test('every rule of the mending data met something', () => {
    expect(problems.filter((problem) => /quy tắc|từ thường gọi/.test(problem.message))).toEqual([]);
  });

  test('every procedure has everyday words of its own', () => {
    const owner = new Map<string, string>();
    for (const procedure of catalogue.procedures) {
      expect(procedure.everydayWords.length, procedure.code).toBeGreaterThan(0);
      for (const words of procedure.everydayWords) {
        expect(owner.get(words), `"${words}" of ${procedure.code}`).toBeUndefined();
        owner.set(words, procedure.code);
      }
    }
  });

  test('a clerk sees a short list of required papers with whole names', () => {
    for (const procedure of catalogue.procedures) {
      for (const item of procedure.cases) {
        const needed = item.papers.filter((paper) => paper.need === 'required');
        expect(needed.length, `${procedure.code} ${item.name}`).toBeGreaterThan(0);
        expect(needed.length, `${procedure.code} ${item.name}`).toBeLessThanOrEqual(8);
        for (const paper of needed) {
          expect(paper.name).not.toMatch(/…|tương tác|^trường hợp|^đối với|[(:;,]$/iu);
          expect(paper.name.length, paper.name).toBeLessThanOrEqual(240);
          expect(paper.originals + paper.copies, paper.name).toBeGreaterThan(0);
        }
        expect(item.name).not.toContain('…');
      }
    }
  });

  test('ids are unique, and one paper has one id in all cases', () => {
    for (const procedure of catalogue.procedures) {
      expect(new Set(procedure.cases.map((item) => item.id)).size).toBe(procedure.cases.length);
      const names = new Map<string, string>();
      for (const item of procedure.cases) {
        expect(new Set(item.papers.map((paper) => paper.id)).size).toBe(item.papers.length);
        for (const paper of item.papers) {
          expect(names.get(paper.id) ?? paper.name, procedure.code).toBe(paper.name);
          names.set(paper.id, paper.name);
        }
      }
    }
  });
});

describe('time limits', () => {
  /** The rule a second time, straight from the export, for every channel of every procedure. */
  const Row = z.looseObject({
    code: z.string(),
    statutory_rule: z.string().optional(),
    statutory_value: z.number().optional(),
    channels: z.array(
      z.looseObject({
        channel: z.string(),
        time_value: z.number().nullable(),
        time_unit: z.string().nullable(),
      }),
    ),
  });
  test('law first, then value with unit, else nothing: nothing is guessed', () => {
    for (const row of z.array(Row).parse(JSON.parse(sourceText))) {
      for (const channel of row.channels) {
        const stated = `${row.statutory_rule}|${row.statutory_value}|${channel.time_unit}|${channel.time_value}`;
        const expected = stated.startsWith('same_day_15h|')
          ? { value: 1, unit: 'same-day' }
          : row.statutory_rule === 'working_days'
            ? { value: row.statutory_value, unit: 'working-day' }
            : channel.time_unit === 'Ngày làm việc'
              ? { value: channel.time_value, unit: 'working-day' }
              : channel.time_unit === 'Ngày'
                ? { value: channel.time_value, unit: 'day' }
                : null;
        const actual = terms(row.code, channel.channel);
        expect(actual?.limit, `${row.code} ${channel.channel} ${stated}`).toEqual(expected);
        if (expected === null) expect(actual?.limitNote).toContain('Cổng dịch vụ công');
      }
    }
  });

  test('examples', () => {
    expect(terms('1.001193')?.limit).toEqual({ value: 1, unit: 'same-day' });
    expect(terms('1.004859')?.limit).toEqual({ value: 3, unit: 'working-day' });
    expect(terms('1.013225')?.limit).toEqual({ value: 15, unit: 'day' });
    expect(terms('1.013225', 'online')?.limit).toEqual({ value: 20, unit: 'day' });
    expect(terms('1.004873')).toMatchObject({ limit: null, limitNote: expect.stringContaining('"3"') });
    expect(terms('2.000635')).toMatchObject({ limit: null, limitNote: expect.stringContaining('không ghi') });
  });

  test('other units and unusable figures', () => {
    const limitOf = (time_value: unknown, time_unit: unknown) =>
      importPortal(
        [{ code: '1.000001', name: 'x', channels: [{ channel: 'counter', time_value, time_unit }] }],
        rules,
        head,
      ).catalogue.procedures[0]?.channels[0]?.limit;
    expect(limitOf(4, 'Giờ')).toEqual({ value: 4, unit: 'hour' });
    expect(limitOf(2, ' tháng ')).toEqual({ value: 2, unit: 'month' });
    for (const [value, unit] of [
      [0.5, 'Ngày làm việc'],
      [0, 'Ngày'],
      [-1, 'Ngày'],
      [3, 'Tuần'],
      [null, 'Ngày'],
      [3, null],
    ]) {
      expect(limitOf(value, unit)).toBeNull();
    }
  });
});

describe('fees', () => {
  test('kinds', () => {
    expect(terms('1.001193')?.fee).toEqual({ kind: 'free' });
    expect(terms('1.000656')?.fee).toEqual({ kind: 'set-by-province' });
    expect(terms('1.002693')?.fee).toEqual({ kind: 'unknown' });
    expect(terms('2.001019')?.fee).toEqual({ kind: 'fixed', amount: 50_000 });
    expect(terms('2.001263')?.fee).toEqual({ kind: 'fixed', amount: 400_000 });
    expect(terms('2.000884')?.fee).toEqual({ kind: 'per-copy', amount: 10_000, unit: 'trường hợp' });
    expect(terms('2.000635')?.fee).toEqual({ kind: 'per-copy', amount: 8_000, unit: 'bản' });
  });

  test('copies are certified by the page, in đồng; the price abroad is only a note', () => {
    expect(terms('2.000815')).toMatchObject({
      fee: {
        kind: 'per-page',
        firstPages: 2,
        firstAmount: 2_000,
        laterAmount: 1_000,
        maximumPerCopy: 200_000,
      },
      feeNote: expect.stringContaining('10 USD/bản'),
    });
  });

  test('an amount shown beside "set by the province" is not computed with', () => {
    expect(terms('1.001612')).toMatchObject({
      fee: { kind: 'set-by-province' },
      feeNote: expect.stringContaining('50.000 đồng'),
    });
  });

  test('exemptions go where the fee note grants them', () => {
    expect(get('1.000656').exemptions.map((item) => item.id)).toEqual([
      'nguoi-co-cong',
      'ho-ngheo',
      'nguoi-khuyet-tat',
      'dung-han',
    ]);
    expect(get('2.000815').exemptions).toEqual([]);
    expect(get('2.001263').exemptions).toHaveLength(3);
    for (const procedure of catalogue.procedures) {
      for (const item of procedure.exemptions) expect(item.source).not.toBe('');
    }
  });
});

describe('papers', () => {
  test('birth: form, birth certificate, identity paper; the rest only for some', () => {
    expect(required('1.001193')).toEqual([
      'Tờ khai đăng ký khai sinh theo mẫu',
      expect.stringMatching(/^Giấy chứng sinh;/),
      expect.stringMatching(/giấy tờ khác có ảnh/),
    ]);
    expect(papers('1.001193')).toHaveLength(8);
    expect(papers('1.001193').filter((paper) => paper.handling === 'present')).toHaveLength(2);
    expect(get('1.001193').cases).toMatchObject([{ id: 'common', name: '' }]);
  });

  test('headings of handling are no cases, real cases are, each with the papers common to all', () => {
    expect(get('1.000894').cases).toHaveLength(1);
    expect(get('1.012786').cases.map((item) => item.name)).toEqual([
      'Cấp lại Giấy chứng nhận bị mất',
      'Mất Trang bổ sung',
    ]);
    expect(get('1.013225').cases[0]?.name).toBe('Nhà ở riêng lẻ');
    expect(required('1.013225')).toHaveLength(3);
    expect(required('2.000720')).toEqual([expect.stringContaining('Giấy đề nghị đăng ký thay đổi')]);
  });

  test('copies to certify are handed in, the original is only shown', () => {
    expect(papers('2.000815')).toMatchObject([
      { handling: 'submit', originals: 0, copies: 1, need: 'required' },
      { handling: 'present', originals: 1, copies: 0, need: 'required' },
    ]);
  });

  test('forms of the portal itself are never required at the counter', () => {
    for (const procedure of catalogue.procedures) {
      for (const paper of procedure.cases.flatMap((item) => item.papers)) {
        if (/điện tử tương tác/iu.test(paper.name)) expect(paper.need, paper.name).toBe('conditional');
      }
    }
  });
});

describe('a messy export', () => {
  const one = (procedure: object) => importPortal([procedure], rules, head);
  const base = { code: '1.000001', name: 'Thử', channels: [{ channel: 'counter' }] };

  test('nulls, empty names, unknown fields and rows out of order do no harm', () => {
    const { catalogue: made, problems: told } = one({
      ...base,
      field: null,
      decision: null,
      results: null,
      surprise: { deep: true },
      documents: [
        { case: null, name: '(2) Giấy B', originals: 1, copies: null, kind: 'submit' },
        { case: '', name: null },
        { case: ' Giấy tờ phải xuất trình : ', name: 'Thẻ', originals: null, copies: 1, kind: null },
        { case: '', name: '(1) Đơn A', originals: 1, copies: 1, kind: 'submit' },
        { case: '', name: '(2) Giấy B.', originals: 1 },
        { case: '', name: 'Ghi chú không có bản nào', originals: 0, copies: 0 },
      ],
    });
    expect(made.procedures[0]?.cases[0]?.papers).toEqual([
      { id: 'p1', name: 'Đơn A', originals: 1, copies: 0, handling: 'submit', need: 'required' },
      { id: 'p2', name: 'Giấy B', originals: 1, copies: 0, handling: 'submit', need: 'required' },
      { id: 'p3', name: 'Thẻ', originals: 0, copies: 1, handling: 'present', need: 'required' },
      expect.objectContaining({ name: 'Ghi chú không có bản nào', need: 'conditional' }),
    ]);
    expect(told.some((problem) => problem.message.includes('không ghi tên'))).toBe(true);
  });

  test('local suffixes of codes go; what is no procedure is reported and left out', () => {
    const { catalogue: made, problems: told } = importPortal(
      [
        { ...base, code: '1.000001.H38' },
        { ...base, code: '1.000001.000.00.00.H38' },
        { ...base, code: 'abc' },
        { ...base, code: '1.000002', name: null },
        'chữ',
        { ...base, code: '1.000003', channels: [{ channel: 'bồ câu' }] },
      ],
      rules,
      head,
    );
    expect(made.procedures.map((procedure) => procedure.code)).toEqual(['1.000001', '1.000003']);
    for (const part of ['hai lần', 'không có mã', 'sai cấu trúc', '"bồ câu"', 'cách nộp nào']) {
      expect(
        told.some((problem) => problem.message.includes(part)),
        part,
      ).toBe(true);
    }
  });

  test('a form without procedures is refused', () => {
    expect(() => importPortal({}, rules, head)).toThrow();
    expect(() => importPortal([], rules, head)).toThrow('no usable procedure');
    expect(() => importPortal([{ code: 'x' }], rules, head)).toThrow('no usable procedure');
  });

  test('supplements restart the clock unless a sector says otherwise, by code before by field', () => {
    const effect = (code: string, field: string) =>
      importPortal(
        [{ ...base, code, field }],
        {
          ...rules,
          supplementEffects: {
            ...rules.supplementEffects,
            exceptions: [
              { code: null, field: 'Đất đai', effect: 'pause', source: 's' },
              { code: '1.000002', field: null, effect: 'restart', source: 's' },
            ],
          },
        },
        head,
      ).catalogue.procedures[0]?.supplementEffect;
    expect(effect('1.000001', 'Hộ tịch')).toBe('restart');
    expect(effect('1.000001', 'Đất đai')).toBe('pause');
    expect(effect('1.000002', 'Đất đai')).toBe('restart');
  });
});
