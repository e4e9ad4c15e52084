import { MantineProvider } from '@mantine/core';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { startTexts } from '#renderer/i18n/index.ts';
import type { FormDocument } from '#shared/forms/index.ts';
import { changedKeys, valuesByKey } from './changed-keys.ts';
import { PaperView } from './paper-view.tsx';

startTexts('vi');

const line = (text: string) => ({ text, bold: false, italic: false });

function form(changes: Partial<FormDocument> = {}): FormDocument {
  return {
    form: { circular: 'TT 03/2025', number: '01', version: '1', unconfirmed: true },
    paper: 'A5',
    mark: 'DỮ LIỆU MẪU – KHÔNG CÓ GIÁ TRỊ',
    reprintMark: null,
    warnings: ['Đồng hồ máy có thể sai'],
    headLeft: [line('UBND xã Lương Sơn')],
    headRight: [line('CỘNG HÒA'), line('Độc lập'), line('Lương Sơn, ngày 21 tháng 11 năm 2026')],
    code: null,
    codeLabel: 'Mã hồ sơ',
    qr: null,
    qrCaption: ['Tra cứu'],
    title: 'GIẤY TIẾP NHẬN HỒ SƠ',
    copies: ['Liên 1: Lưu', 'Liên 2: Giao người nộp'],
    blocks: [
      {
        kind: 'fields',
        muted: false,
        fields: [{ key: 'name', label: 'Họ tên', value: 'Nhung', bold: true }],
      },
      {
        kind: 'paper-table',
        heading: 'Giấy tờ',
        columns: ['TT', 'Tên'],
        wide: 1,
        rows: [{ key: 'p1', cells: ['1', 'Tờ khai'] }],
      },
      { kind: 'paper-list', heading: 'Gồm:', rows: [{ key: 'l1', text: '(1) Tờ khai' }] },
      { kind: 'text', key: 'note', line: line('Ghi chú') },
    ],
    signatures: [{ title: 'NGƯỜI NỘP', hint: '(Ký)', name: '' }],
    notes: [line('Mang theo giấy này')],
    tag: 'Mẫu số 01',
    ...changes,
  };
}

const drawn = (document: FormDocument, copy?: number): string =>
  renderToStaticMarkup(
    <MantineProvider>
      <PaperView document={document} {...(copy === undefined ? {} : { copy })} />
    </MantineProvider>,
  );

describe('the sheet on the screen', () => {
  it('carries everything that will be printed', () => {
    const sheet = drawn(form());
    for (const text of [
      'Họ tên',
      'Nhung',
      'Tờ khai',
      '(1) Tờ khai',
      'Ghi chú',
      'NGƯỜI NỘP',
      'Mẫu số 01',
      'Đồng hồ máy có thể sai',
      'Mang theo giấy này',
    ]) {
      expect(sheet).toContain(text);
    }
  });

  it('shows the sample mark, and none on real data', () => {
    expect(drawn(form())).toContain('DỮ LIỆU MẪU');
    expect(drawn(form({ mark: null }))).not.toContain('DỮ LIỆU MẪU');
  });

  it('shows the citizen’s copy unless another is chosen', () => {
    expect(drawn(form())).toContain('Liên 2');
    expect(drawn(form(), 0)).toContain('Liên 1');
    expect(drawn(form(), 0)).not.toContain('Liên 2');
  });

  it('says that the code comes later, until there is one', () => {
    expect(drawn(form())).toContain('Mã hồ sơ: có sau khi ghi');
    expect(drawn(form({ code: 'H28-1', qr: 'https://x' }))).toContain('Mã hồ sơ: H28-1');
  });
});

describe('what just changed', () => {
  it('is every key whose text is new or other, of every kind of block', () => {
    const before = valuesByKey(form());
    const next = form({
      blocks: [
        { kind: 'fields', muted: false, fields: [{ key: 'name', label: 'Họ tên', value: 'Hà', bold: true }] },
        {
          kind: 'paper-table',
          heading: 'Giấy tờ',
          columns: ['TT', 'Tên'],
          wide: 1,
          rows: [
            { key: 'p1', cells: ['1', 'Tờ khai'] },
            { key: 'p2', cells: ['2', 'Giấy chứng sinh'] },
          ],
        },
        { kind: 'paper-list', heading: 'Gồm:', rows: [{ key: 'l1', text: '(1) Tờ khai – 02 bản' }] },
        { kind: 'text', key: 'note', line: line('') },
      ],
    });
    // The emptied note has nothing left to mark.
    expect([...changedKeys(before, valuesByKey(next))].sort()).toEqual(['l1', 'name', 'p2']);
    expect(changedKeys(before, before).size).toBe(0);
  });
});
